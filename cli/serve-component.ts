import type { Command } from 'commander';
import { hasErrors } from '../base/index.js';
import { readBinary, runMessages, serveComponent } from '../node/index.js';
import { denialReport } from './denial-report.js';
import { EXIT } from './exit-code.js';
import type { CliIo } from './io.js';
import { addExamples, type Host } from './options.js';
import { addPolicyOptions, limitsOf, policyOf, type PolicyFlags } from './policy-flags.js';
import { plain, refuse, warnOfDirectories } from './guest.js';

interface ServeFlags extends PolicyFlags {
  readonly addr: string;
}

/** How `witwright serve` is called. */
export function defineServe(command: Command, { io, exit }: Host): void {
  command
    .description(
      'Serve a component that exports `wasi:http/incoming-handler`. Each request is answered by an instance of its own, which gets the standard streams and nothing else that is not given to it. One that traps is answered with the status 500, and the server goes on.',
    )
    .action(async (path: string, flags: ServeFlags) => {
      exit(await serve(path, flags, io));
    });
  addExamples(command, [
    ['witwright serve app.wasm', 'on http://127.0.0.1:8080/'],
    [
      'witwright serve --addr 0.0.0.0:80 --timeout 10s app.wasm',
      'for everyone, with 10 seconds for each request',
    ],
    ['witwright serve --dir ./public::/public:ro app.wasm', 'with a directory'],
  ]);
  command.option('--addr <host:port>', 'where to listen; with port 0 on any that is free', '127.0.0.1:8080');
  addPolicyOptions(command);
}

async function serve(path: string, flags: ServeFlags, io: CliIo): Promise<number> {
  const input = readBinary(path, { cwd: io.cwd });
  const policy = policyOf(flags, [], io);
  const limits = limitsOf(flags);
  const address = parseAddress(flags.addr);
  const diagnostics = [...input.diagnostics, ...policy.diagnostics, ...limits.diagnostics];
  if (address === null) {
    const help = ['write `HOST:PORT`, as `127.0.0.1:8080` or `[::1]:8080`'];
    diagnostics.push(runMessages.badAddress.at(null, { text: flags.addr }, { help }));
  }
  if (
    input.value === null ||
    policy.value === null ||
    limits.value === null ||
    address === null ||
    hasErrors(diagnostics)
  ) {
    return await refuse(diagnostics, io);
  }
  warnOfDirectories(policy.value, io);
  const request = { file: plain(input.value), policy: policy.value, limits: limits.value };
  const server = await serveComponent(request, {
    ...address,
    onEnd(trap, denials) {
      if (trap !== null) io.stderr.write(`trap: ${trap}\n`);
      if (flags.explainDenied === true && denials.length > 0) io.stderr.write(denialReport(denials));
    },
  });
  if (!('close' in server)) return await refuse(server, io);
  io.stderr.write(`serving on ${server.address}\n`);
  await io.interrupted();
  await server.close();
  return EXIT.ok;
}

function parseAddress(text: string): { readonly host: string; readonly port: number } | null {
  const [, v6, plainHost, port] = /^(?:\[([0-9a-f:]+)\]|([^:[\]]+)):(\d{1,5})$/i.exec(text) ?? [];
  const host = v6 ?? plainHost;
  return host === undefined || Number(port) > 65_535 ? null : { host, port: Number(port) };
}
