import { Option, type Command } from 'commander';
import { hasErrors, type Diagnostic } from '../base/index.js';
import { checkEncodable } from '../wit-parser/index.js';
import { EXIT } from './exit-code.js';
import type { CliIo } from './io.js';
import { cliMessages } from './messages.js';
import { addExamples, addFeatureOptions, addLoudnessOptions, type Host } from './options.js';
import { counted, loadProject, pathsOrDefault, type ProjectFlags } from './project-flags.js';
import { report, reportJson } from './report.js';
import { runOnChange } from './watching.js';

interface CheckFlags extends ProjectFlags {
  readonly format: 'text' | 'json';
  readonly watch?: boolean;
}

/** How `witwright check` is called. */
export function defineCheck(command: Command, { io, exit }: Host): void {
  command
    .description(
      'Report every error of WIT packages. Several are resolved together, as roots of one project.',
    )
    .action(async (paths: string[], flags: CheckFlags) => {
      exit(await check(paths, flags, io));
    });
  addExamples(command, [
    ['witwright check', 'the package in wit/, or in the current directory'],
    ['witwright check wit --watch', 'again after each change'],
    ['witwright check wit --format json > report.json', 'for other programs'],
    ['cat app.wit | witwright check -', 'from the standard input'],
  ]);
  addFeatureOptions(command);
  command
    .option('--strict-deps', 'refuse wasi packages that are not in deps/')
    .option('--watch', 'check again when a file changes')
    .addOption(
      new Option('--format <format>', 'how to print findings').choices(['text', 'json']).default('text'),
    );
  addLoudnessOptions(command);
}

/** `witwright check`: reports every error of the packages at `given`. */
async function check(given: readonly string[], flags: CheckFlags, io: CliIo): Promise<number> {
  const paths = pathsOrDefault(given, io);
  if (flags.watch !== true) return await checkOnce(paths, flags, io);
  if (paths.includes('-')) {
    return await report([cliMessages.conflictingOptions.at(null, { option: '--watch', other: '-' })], io);
  }
  return await runOnChange(paths, flags, io, () => checkOnce(paths, flags, io));
}

async function checkOnce(paths: readonly string[], flags: CheckFlags, io: CliIo): Promise<number> {
  const { value, diagnostics } = await loadProject(paths, flags, io);
  const all: Diagnostic[] = [...diagnostics];
  if (value.resolve !== null && !hasErrors(all)) all.push(...checkEncodable(value.resolve));
  if (flags.format === 'json') return await reportJson(all, io);
  const exitCode = await report(all, io);
  if (exitCode === EXIT.ok && flags.quiet !== true) {
    const packages = value.resolve?.packages.length ?? 0;
    io.stderr.write(`no errors in ${counted(packages, 'package')}, ${counted(value.files, 'file')} read\n`);
  }
  return exitCode;
}
