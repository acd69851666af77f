import type { BinaryFile, Diagnostic } from '../base/index.js';
import type { Policy, WasiSystem } from '../host/index.js';
import { nodeSystem, type RunReport } from '../node/index.js';
import { denialReport } from './denial-report.js';
import { GUEST_EXIT } from './guest-exit.js';
import type { CliIo, Output } from './io.js';
import type { PolicyFlags } from './policy-flags.js';
import { report } from './report.js';

/* What the commands that run guests share. */

/** Says how a run ended, and gives its exit code. */
export async function finish({ end, denials }: RunReport, flags: PolicyFlags, io: CliIo): Promise<number> {
  if (end.kind === 'refused') return await refuse(end.diagnostics, io);
  if (end.kind === 'trap') {
    io.stderr.write(`trap: ${end.message}\n`);
    if (end.note !== undefined) io.stderr.write(`  note: ${end.note}\n`);
  }
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
