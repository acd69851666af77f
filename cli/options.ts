import { Option, type Command } from 'commander';
import type { CliIo } from './io.js';

/** What a command runs with, and where its exit code goes. */
export interface Host {
  readonly io: CliIo;
  readonly exit: (code: number) => void;
}

export type Example = readonly [command: string, does: string];

/** Puts examples before the rest of a command's help. */
export function addExamples(command: Command, examples: readonly Example[]): void {
  const width = Math.max(...examples.map(([line]) => line.length));
  const lines = examples.map(([line, does]) => `  ${line.padEnd(width)}  ${does}\n`);
  command.addHelpText('before', `Examples:\n${lines.join('')}`);
}

export function addFeatureOptions(command: Command): void {
  command
    .option(
      '--features <names>',
      'show items behind these @unstable features; several with commas',
      splitNames,
    )
    .option('--all-features', 'show all @unstable items');
}

function splitNames(text: string, previous: readonly string[] = []): string[] {
  return [...previous, ...text.split(/[\s,]+/).filter((name) => name !== '')];
}

export function addQuietOption(command: Command): void {
  command.option('--quiet', 'print nothing but findings');
}

export function addLoudnessOptions(
  command: Command,
  verbose = 'name the files and built-in packages that are used',
): void {
  command
    .addOption(new Option('--quiet', 'print nothing but findings').conflicts('verbose'))
    .option('--verbose', verbose);
}

/** For options that may be repeated. */
export function collect(value: string, previous: readonly string[] = []): string[] {
  return [...previous, value];
}

/** Switches that wasm-tools also lets be written with a value, by their names here. */
const VALUED_SWITCHES: ReadonlyMap<string, string> = new Map([
  ['validate', 'validate'],
  ['debug-names', 'debug-names'],
  ['return-call-ref', 'return-call-ref'],
  ['merge-imports', 'merge-imports'],
  ['merge-imports-based-on-semver', 'merge-imports'],
]);

/** `argv` with `--validate=false` written as `--no-validate`, and so on; what is on by default is left out. */
export function plainSwitches(argv: readonly string[]): string[] {
  return argv.flatMap((word) => {
    const [, given = '', value = 'true'] = /^--([a-z-]+?)(?:=(true|false))?$/.exec(word) ?? [];
    const name = VALUED_SWITCHES.get(given);
    if (name === undefined) return [word];
    if (name === 'return-call-ref') return value === 'true' ? [`--${name}`] : [];
    return value === 'true' ? [] : [`--no-${name}`];
  });
}

/** What all commands share: errors thrown instead of printed, help on `io`. */
export function prepareCommand(command: Command, io: CliIo): Command {
  return command
    .helpOption('-h, --help', 'show this help')
    .helpCommand(false)
    .addOption(new Option('--debug', 'show the stack of an internal error').hideHelp())
    .showSuggestionAfterError(false)
    .exitOverride()
    .configureOutput({
      writeOut: (text) => io.stdout.write(text),
      writeErr: (text) => io.stderr.write(text),
      outputError: () => undefined,
      // Help is the same in every terminal, and in its golden.
      getOutHelpWidth: () => 100,
      getErrHelpWidth: () => 100,
    });
}
