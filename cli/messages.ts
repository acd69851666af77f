import { defineDiagnostic } from '../base/index.js';

/** What can be wrong with a command line. */
export const cliMessages = {
  unknownCommand: defineDiagnostic(
    'cli/unknown-command',
    ({ command }: { command: string }) => `there is no command \`${command}\``,
  ),
  unknownOption: defineDiagnostic(
    'cli/unknown-option',
    ({ option, command }: { option: string; command: string }) =>
      `\`${command}\` has no option \`${option}\``,
  ),
  missingArgument: defineDiagnostic(
    'cli/missing-argument',
    ({ argument, command }: { argument: string; command: string }) =>
      `\`${command}\` needs the argument \`${argument}\``,
  ),
  tooManyArguments: defineDiagnostic(
    'cli/too-many-arguments',
    ({ command, most, found }: { command: string; most: number; found: number }) =>
      `\`${command}\` takes at most ${most} ${most === 1 ? 'argument' : 'arguments'}, not ${found}`,
  ),
  missingOption: defineDiagnostic(
    'cli/missing-option',
    ({ option, command }: { option: string; command: string }) =>
      `\`${command}\` needs the option \`${option}\``,
  ),
  missingValue: defineDiagnostic(
    'cli/missing-value',
    ({ option }: { option: string }) => `the option \`${option}\` needs a value`,
  ),
  invalidValue: defineDiagnostic(
    'cli/invalid-value',
    ({ option, value, allowed }: { option: string; value: string; allowed: readonly string[] }) =>
      `the option \`${option}\` takes ${allowed.map((choice) => `\`${choice}\``).join(' or ')}, not \`${value}\``,
  ),
  conflictingOptions: defineDiagnostic(
    'cli/conflicting-options',
    ({ option, other }: { option: string; other: string }) =>
      `\`${option}\` cannot be combined with \`${other}\``,
  ),
  binaryToTerminal: defineDiagnostic(
    'cli/binary-to-terminal',
    () => 'the output is a binary, and the standard output is a terminal',
  ),
  severalFiles: defineDiagnostic(
    'cli/several-files',
    ({ count }: { count: number }) =>
      `${count} files cannot be formatted to one output: say what to do with them`,
  ),
  unknownImport: defineDiagnostic(
    'cli/unknown-import',
    ({ name }: { name: string }) => `the component does not import \`${name}\``,
  ),
  unknownCode: defineDiagnostic(
    'cli/unknown-code',
    ({ code }: { code: string }) => `there is no diagnostic \`${code}\``,
  ),
};

/** What `format --check` finds. */
export const formatMessages = {
  notFormatted: defineDiagnostic(
    'format/not-formatted',
    ({ path }: { path: string }) => `\`${path}\` is not formatted`,
  ),
};

/** What `types --check` finds. */
export const typesMessages = {
  outOfDate: defineDiagnostic('types/out-of-date', ({ path, missing }: { path: string; missing: boolean }) =>
    missing ? `\`${path}\` has not been generated` : `\`${path}\` differs from what would be generated`,
  ),
};
