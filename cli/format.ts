import { resolve } from 'node:path';
import { Option, type Command } from 'commander';
import { hasErrors, type Diagnostic, type Result, type SourceFile } from '../base/index.js';
import { formatWit } from '../format/index.js';
import { findWitFiles, planFile, readSources, replaceFiles, sourceFromStdin } from '../node/index.js';
import { EXIT, exitCodeOf } from './exit-code.js';
import type { CliIo } from './io.js';
import { cliMessages, formatMessages } from './messages.js';
import { addExamples, addLoudnessOptions, type Host } from './options.js';
import { counted, pathsOrDefault } from './project-flags.js';
import { report } from './report.js';

interface FormatFlags {
  readonly check?: boolean;
  readonly diff?: boolean;
  readonly write?: boolean;
  readonly stdinFilename?: string;
  readonly quiet?: boolean;
  readonly verbose?: boolean;
}

interface Formatted {
  readonly source: SourceFile;
  readonly text: string;
}

/** How `witwright format` is called. */
export function defineFormat(command: Command, { io, exit }: Host): void {
  command
    .description(
      'Format WIT files. One file is printed unless an option says otherwise; deps/ are left alone.',
    )
    .action(async (paths: string[], flags: FormatFlags) => {
      exit(await format(paths, flags, io));
    });
  addExamples(command, [
    ['witwright format app.wit', 'print the formatted text'],
    ['witwright format --write wit', 'format the files in place'],
    ['witwright format --check wit', 'exit with 1 if a file is not formatted'],
    ['witwright format - --stdin-filename app.wit < app.wit', 'for editors'],
  ]);
  const modes = ['check', 'diff', 'write'];
  const mode = (name: string, does: string): Option =>
    new Option(`--${name}`, does).conflicts(modes.filter((other) => other !== name));
  command
    .addOption(mode('check', 'report the files that are not formatted'))
    .addOption(mode('diff', 'print what would change; exit with 1 if anything does'))
    .addOption(mode('write', 'format in place'))
    .option('--stdin-filename <file>', 'the path that messages show for stdin');
  addLoudnessOptions(command, 'name the files that are written');
}

/** `witwright format`: prints, checks, compares or rewrites WIT files. */
async function format(given: readonly string[], flags: FormatFlags, io: CliIo): Promise<number> {
  const fromStdin = given.includes('-');
  const misuse = misuseOf(given, flags);
  if (misuse !== null) return await report([misuse], io);
  const sources = fromStdin
    ? sourceFromStdin(await io.readStdin(), flags.stdinFilename)
    : readFiles(given, io);
  const diagnostics: Diagnostic[] = [...sources.diagnostics];
  const prints = flags.check !== true && flags.diff !== true && flags.write !== true;
  if (prints && sources.value.length > 1) {
    diagnostics.push(cliMessages.severalFiles.at(null, { count: sources.value.length }, {
      help: ['`--write` formats them in place, `--check` reports, `--diff` shows what would change'],
    })); // prettier-ignore
    return await report(diagnostics, io);
  }
  const formatted = sources.value.flatMap((source): Formatted[] => {
    const result = formatWit(source);
    diagnostics.push(...result.diagnostics);
    // A file with syntax errors is never replaced.
    return hasErrors(result.diagnostics) ? [] : [{ source, text: result.value }];
  });
  if (flags.write === true) diagnostics.push(...(await write(formatted, flags, io)));
  else if (flags.check === true) diagnostics.push(...unformatted(formatted));
  else if (flags.diff === true) return Math.max(await report(diagnostics, io), await diff(formatted, io));
  else for (const { text } of formatted) io.stdout.write(text);
  const exitCode = await report(diagnostics, io);
  if (flags.check === true && exitCode === EXIT.ok && flags.quiet !== true) {
    io.stderr.write(`${counted(formatted.length, 'file')} formatted\n`);
  }
  return exitCode;
}

function misuseOf(given: readonly string[], { write, stdinFilename }: FormatFlags): Diagnostic | null {
  const fromStdin = given.includes('-');
  if (fromStdin && given.length > 1) {
    return cliMessages.conflictingOptions.at(null, {
      option: '-',
      other: given.find((path) => path !== '-') ?? '-',
    });
  }
  if (fromStdin && write === true)
    return cliMessages.conflictingOptions.at(null, { option: '--write', other: '-' });
  if (!fromStdin && stdinFilename !== undefined) {
    return cliMessages.missingArgument.at(null, {
      argument: '-',
      command: 'witwright format --stdin-filename',
    });
  }
  return null;
}

function readFiles(given: readonly string[], io: CliIo): Result<readonly SourceFile[]> {
  const paths = findWitFiles(pathsOrDefault(given, io), io.cwd);
  const sources = readSources(paths.value, io.cwd);
  return { value: sources.value, diagnostics: [...paths.diagnostics, ...sources.diagnostics] };
}

/** A finding for each file that is not formatted, at the first place that differs. */
function unformatted(files: readonly Formatted[]): Diagnostic[] {
  return files
    .filter(({ source, text }) => source.text !== text)
    .map(({ source, text }) => {
      const start = firstDifference(source.text, text);
      const at = { file: source, start, end: start };
      return formatMessages.notFormatted.at(at, { path: source.path }, {
        label: 'the first difference',
        help: [`\`witwright format --write ${source.path}\` formats it`],
      }); // prettier-ignore
    });
}

function firstDifference(a: string, b: string): number {
  let offset = 0;
  while (offset < a.length && a.charCodeAt(offset) === b.charCodeAt(offset)) offset++;
  return offset;
}

/** Prints what would change as a unified diff; exits with 1 if anything would. */
async function diff(files: readonly Formatted[], io: CliIo): Promise<number> {
  const changed = files.filter(({ source, text }) => source.text !== text);
  if (changed.length === 0) return EXIT.ok;
  const { createTwoFilesPatch } = await import('diff');
  for (const { source, text } of changed) {
    const { path } = source;
    io.stdout.write(
      createTwoFilesPatch(path, `${path} (formatted)`, source.text, text, undefined, undefined, {
        context: 3,
      }),
    );
  }
  return EXIT.findings;
}

async function write(files: readonly Formatted[], flags: FormatFlags, io: CliIo): Promise<Diagnostic[]> {
  const planned = files
    .filter(({ source, text }) => source.text !== text)
    .map(({ source, text }) => planFile(resolve(io.cwd, source.path), source.path, text));
  const changed = planned.flatMap(({ value }) => value ?? []);
  const diagnostics = planned.flatMap((plan) => plan.diagnostics);
  const failure = await io.uninterrupted(() => replaceFiles(changed));
  if (failure !== null) diagnostics.push(failure);
  if (exitCodeOf(diagnostics) === EXIT.ok && flags.quiet !== true) {
    if (flags.verbose === true) for (const { path } of changed) io.stderr.write(`writes ${path}\n`);
    const unchanged = files.length - changed.length;
    io.stderr.write(
      `formatted ${counted(changed.length, 'file')}${unchanged === 0 ? '' : `, ${unchanged} unchanged`}\n`,
    );
  }
  return diagnostics;
}
