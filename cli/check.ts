import { hasErrors, type Diagnostic } from '../base/index.js';
import { checkEncodable } from '../wit-parser/index.js';
import { watchPaths } from '../node/index.js';
import { EXIT } from './exit-code.js';
import type { CliIo } from './io.js';
import { cliMessages } from './messages.js';
import { counted, loadProject, pathsOrDefault, type ProjectFlags } from './project-flags.js';
import { report, reportJson } from './report.js';

export interface CheckFlags extends ProjectFlags {
  readonly format: 'text' | 'json';
  readonly watch?: boolean;
}

/** `witwright check`: reports every error of the packages at `given`. */
export async function check(given: readonly string[], flags: CheckFlags, io: CliIo): Promise<number> {
  const paths = pathsOrDefault(given, io);
  if (flags.watch !== true) return await checkOnce(paths, flags, io);
  if (paths.includes('-')) {
    return await report([cliMessages.conflictingOptions.at(null, { option: '--watch', other: '-' })], io);
  }
  return await checkOnChange(paths, flags, io);
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

/** Checks now and after each change, until the user stops it. */
async function checkOnChange(paths: readonly string[], flags: CheckFlags, io: CliIo): Promise<number> {
  const stopped = io.interrupted();
  let last = Promise.resolve();
  const next = (): void => {
    last = last.then(async () => {
      await checkOnce(paths, flags, io);
      if (flags.quiet !== true) io.stderr.write('watching for changes; Ctrl+C stops\n');
    });
  };
  const watcher = await watchPaths(paths, { cwd: io.cwd, onChange: next });
  next();
  await stopped;
  await watcher.close();
  await last;
  return EXIT.interrupted;
}
