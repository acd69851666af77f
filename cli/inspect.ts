import { Option, type Command } from 'commander';
import { hasErrors } from '../base/index.js';
import { print, printPackages, toJson } from '../wit-parser/index.js';
import { exitCodeOf } from './exit-code.js';
import type { CliIo } from './io.js';
import { cliMessages } from './messages.js';
import { addExamples, addFeatureOptions, addLoudnessOptions, type Host } from './options.js';
import { loadProject, pathsOrDefault, type ProjectFlags } from './project-flags.js';
import { report } from './report.js';
import { writeAll } from './write-all.js';

interface InspectFlags extends ProjectFlags {
  readonly format: 'wit' | 'json';
  readonly docs: boolean;
  readonly outDir?: string;
  readonly force?: boolean;
}

/** How `witwright inspect` is called. */
export function defineInspect(command: Command, { io, exit }: Host): void {
  command
    .description('Print the resolved packages: names looked up, worlds elaborated, gates decided.')
    .action(async (path: string | undefined, flags: InspectFlags) => {
      exit(await inspect(path, flags, io));
    });
  addExamples(command, [
    ['witwright inspect wit', 'all packages as one WIT text'],
    ['witwright inspect wit --format json', 'as JSON, the same as wasm-tools prints'],
    ['witwright inspect wit --out-dir all', 'a file for each package, dependencies in all/deps/'],
  ]);
  command
    .addOption(new Option('--format <format>', 'what to print').choices(['wit', 'json']).default('wit'))
    .option('--no-docs', 'leave out doc comments')
    .option('-o, --out-dir <dir>', 'write files instead of printing')
    .option('--force', 'replace files in --out-dir that differ');
  addFeatureOptions(command);
  addLoudnessOptions(command);
}

/** `witwright inspect`: prints the resolved packages, or writes a file for each. */
async function inspect(path: string | undefined, flags: InspectFlags, io: CliIo): Promise<number> {
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
