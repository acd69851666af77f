import { hasErrors } from '../base/index.js';
import { print, printPackages, toJson } from '../wit-parser/index.js';
import { exitCodeOf } from './exit-code.js';
import type { CliIo } from './io.js';
import { cliMessages } from './messages.js';
import { loadProject, pathsOrDefault, type ProjectFlags } from './project-flags.js';
import { report } from './report.js';
import { writeAll } from './write-all.js';

export interface InspectFlags extends ProjectFlags {
  readonly format: 'wit' | 'json';
  readonly docs: boolean;
  readonly outDir?: string;
  readonly force?: boolean;
}

/** `witwright inspect`: prints the resolved packages, or writes a file for each. */
export async function inspect(path: string | undefined, flags: InspectFlags, io: CliIo): Promise<number> {
  const { format, docs, outDir } = flags;
  if (format === 'json' && (outDir !== undefined || !docs)) {
    const other = outDir === undefined ? '--no-docs' : '--out-dir';
    return await report(
      [cliMessages.conflictingOptions.at(null, { option: other, other: '--format json' })],
      io,
    );
  }
  const { value, diagnostics } = await loadProject(
    pathsOrDefault(path === undefined ? [] : [path], io),
    flags,
    io,
  );
  const { resolve } = value;
  await report(diagnostics, io);
  if (resolve === null || hasErrors(diagnostics)) return exitCodeOf(diagnostics);
  if (outDir !== undefined) return await writeAll(outDir, printPackages(resolve, { docs }), flags, io);
  io.stdout.write(format === 'json' ? toJson(resolve) : print(resolve, { docs }));
  return exitCodeOf(diagnostics);
}
