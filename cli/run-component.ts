import type { Command } from 'commander';
import { hasErrors } from '../base/index.js';
import { readBinary, runCommand, runInThread, type RunRequest } from '../node/index.js';
import { finish, plain, refuse, systemOf, warnOfDirectories } from './guest.js';
import { invoke, lineOf } from './invoke.js';
import type { CliIo } from './io.js';
import { addExamples, type Host } from './options.js';
import { addPolicyOptions, limitsOf, policyOf, type PolicyFlags } from './policy-flags.js';

interface RunFlags extends PolicyFlags {
  /** Calls to run instead of the command. */
  readonly invoke?: string;
}

/** How `witwright run` is called. */
export function defineRun(command: Command, { io, exit }: Host): void {
  command
    .description(
      'Run a component that is a command: one that exports `wasi:cli/run`. It gets its arguments and the standard streams, and nothing else that is not given to it. The exit code is its own; 134 after a trap, 125 if it was not started.',
    )
    .passThroughOptions()
    .action(async (path: string, args: string[], flags: RunFlags) => {
      const { invoke: calls } = flags;
      exit(
        calls === undefined
          ? await run(path, args, flags, io)
          : await invoke(path, lineOf(calls), { ...flags, args }, io),
      );
    });
  addExamples(command, [
    ['witwright run app.wasm one two', 'with two arguments'],
    ['witwright run --dir .::/work:ro --env LANG=C app.wasm', 'with a directory and a variable'],
    ['witwright run --http https://api.example.com app.wasm', 'with requests to one place'],
    ['witwright run --explain-denied app.wasm', 'say what it asked for and did not get'],
    [`witwright run --invoke 'greet("you")' app.wasm`, 'call a function that it exports'],
  ]);
  command.option('--invoke <calls>', 'call functions that it exports instead, as `witwright call` does');
  addPolicyOptions(command);
}

async function run(path: string, args: readonly string[], flags: PolicyFlags, io: CliIo): Promise<number> {
  const input = readBinary(path, { cwd: io.cwd });
  const policy = policyOf(flags, [path, ...args], io);
  const limits = limitsOf(flags);
  const diagnostics = [...input.diagnostics, ...policy.diagnostics, ...limits.diagnostics];
  if (input.value === null || policy.value === null || limits.value === null || hasErrors(diagnostics)) {
    return await refuse(diagnostics, io);
  }
  warnOfDirectories(policy.value, io);
  const request: RunRequest = { file: plain(input.value), policy: policy.value, limits: limits.value };
  const { timeout } = limits.value;
  const done =
    timeout === undefined ? await runCommand(request, systemOf(io)) : await runInThread(request, timeout);
  return await finish(done, flags, io);
}
