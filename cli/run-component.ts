import type { Command } from 'commander';
import { hasErrors, type BinaryFile, type Diagnostic } from '../base/index.js';
import type { Policy, WasiSystem } from '../host/index.js';
import {
  nodeSystem,
  readBinary,
  runCommand,
  runInThread,
  type RunReport,
  type RunRequest,
} from '../node/index.js';
import { denialReport } from './denial-report.js';
import { GUEST_EXIT } from './guest-exit.js';
import type { CliIo, Output } from './io.js';
import { addExamples, type Host } from './options.js';
import { addPolicyOptions, limitsOf, policyOf, type PolicyFlags } from './policy-flags.js';
import { report } from './report.js';

/** How `witwright run` is called. */
export function defineRun(command: Command, { io, exit }: Host): void {
  command
    .description(
      'Run a component that is a command: one that exports `wasi:cli/run`. It gets its arguments and the standard streams, and nothing else that is not given to it. The exit code is its own; 134 after a trap, 125 if it was not started.',
    )
    .passThroughOptions()
    .action(async (path: string, args: string[], flags: PolicyFlags) => {
      exit(await run(path, args, flags, io));
    });
  addExamples(command, [
    ['witwright run app.wasm one two', 'with two arguments'],
    ['witwright run --dir .::/work:ro --env LANG=C app.wasm', 'with a directory and a variable'],
    ['witwright run --http https://api.example.com app.wasm', 'with requests to one place'],
    ['witwright run --explain-denied app.wasm', 'say what it asked for and did not get'],
  ]);
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

/** Says how a run ended, and gives its exit code. */
export async function finish({ end, denials }: RunReport, flags: PolicyFlags, io: CliIo): Promise<number> {
  if (end.kind === 'refused') return await refuse(end.diagnostics, io);
  if (end.kind === 'trap') io.stderr.write(`trap: ${end.message}\n`);
  if (flags.explainDenied === true) io.stderr.write(denialReport(denials));
  else if (denials.length > 0 && (end.kind === 'trap' || end.code !== 0)) {
    io.stderr.write('something that it asked for was refused: `--explain-denied` lists it\n');
  }
  return end.kind === 'trap' ? GUEST_EXIT.trap : end.code;
}

export async function refuse(diagnostics: readonly Diagnostic[], io: CliIo): Promise<number> {
  await report(diagnostics, io);
  return GUEST_EXIT.refused;
}

/** Said once, as the one who gives a directory must know it. */
export function warnOfDirectories({ dirs = [] }: Policy, io: CliIo): void {
  if (dirs.length === 0) return;
  io.stderr.write(
    'note: while the guest runs, other processes must not exchange directories in those that are given: ' +
      'paths are checked before they are opened, not at once\n',
  );
}

/** What this process gives, its output by way of `io`. */
export function systemOf(io: CliIo): WasiSystem {
  const system = nodeSystem();
  const through = (
    output: Output,
    sink: ReturnType<WasiSystem['stdout']>,
  ): ReturnType<WasiSystem['stdout']> => ({
    ...sink,
    write: (bytes) => output.write(bytes),
  });
  return {
    ...system,
    env: (name) => io.env[name],
    stdout: () => through(io.stdout, system.stdout()),
    stderr: () => through(io.stderr, system.stderr()),
  };
}

/** The same file with bytes that can be posted: a small buffer of Node is a piece of one that others use, too. */
export function plain({ path, bytes }: BinaryFile): BinaryFile {
  return { path, bytes: Uint8Array.from(bytes) };
}
