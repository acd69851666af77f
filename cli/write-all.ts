import { resolve } from 'node:path';
import { writeOutputs, type OutputFile } from '../node/index.js';
import { EXIT } from './exit-code.js';
import type { CliIo } from './io.js';
import { counted } from './project-flags.js';
import { report } from './report.js';

export interface WriteFlags {
  readonly force?: boolean;
  readonly quiet?: boolean;
  readonly verbose?: boolean;
}

/** Writes all of `files` below `outDir`, or none, and says in one line what was done. */
export async function writeAll(
  outDir: string,
  files: readonly OutputFile[],
  { force = false, quiet = false, verbose = false }: WriteFlags,
  io: CliIo,
): Promise<number> {
  const { value, diagnostics } = await io.uninterrupted(() =>
    writeOutputs(resolve(io.cwd, outDir), files, { force, shown: outDir }),
  );
  if (value === null) return await report(diagnostics, io);
  if (verbose) for (const path of value.written) io.stderr.write(`writes ${outDir}/${path}\n`);
  if (!quiet) {
    const unchanged = value.unchanged.length === 0 ? '' : `, ${value.unchanged.length} unchanged`;
    io.stderr.write(`wrote ${counted(value.written.length, 'file')} to ${outDir}${unchanged}\n`);
  }
  return EXIT.ok;
}
