import type { Command, CommanderError } from 'commander';
import { nearest, type Diagnostic, type DiagnosticDetails } from '../base/index.js';
import { COMMANDS } from './commands.js';
import { cliMessages } from './messages.js';

/** An error of the option parser as a diagnostic, with the way out; null for one that no command line can cause. */
export function usageDiagnostic(
  error: CommanderError,
  argv: readonly string[],
  program: Command,
): Diagnostic | null {
  const command = commandOf(argv, program);
  const name = nameOf(command);
  const [first = '', second = ''] = [...error.message.matchAll(/'([^']*)'/g)].map(
    ([, quoted = '']) => quoted,
  );
  const help: DiagnosticDetails = { help: [`\`${name} --help\` shows examples and all options`] };
  switch (error.code) {
    case 'commander.unknownOption': {
      const shown = command.options.filter(({ hidden }) => !hidden);
      const flags = shown.flatMap(({ long }) => long ?? []).concat('--help');
      return cliMessages.unknownOption.at(null, { option: first, command: name }, {
        help: [didYouMean(first, flags)],
      }); // prettier-ignore
    }
    case 'commander.missingArgument':
      return cliMessages.missingArgument.at(null, { argument: `<${first}>`, command: name }, help);
    case 'commander.unknownCommand': {
      const names = command.commands.map((candidate) => candidate.name());
      return cliMessages.unknownCommand.at(null, { command: `${name.replace(/^witwright /, '')} ${first}` }, {
        help: [didYouMean(first, names)],
      }); // prettier-ignore
    }
    case 'commander.excessArguments': {
      const [most = 0, found = 0] = [...error.message.matchAll(/\d+/g)].map(Number);
      return cliMessages.tooManyArguments.at(null, { command: name, most, found }, help);
    }
    case 'commander.missingMandatoryOptionValue':
      return cliMessages.missingOption.at(null, { option: first, command: name }, help);
    case 'commander.optionMissingArgument':
      return cliMessages.missingValue.at(null, { option: first }, help);
    case 'commander.invalidArgument': {
      const option = command.options.find(({ flags }) => flags === first);
      const allowed = option?.argChoices ?? [];
      return cliMessages.invalidValue.at(null, { option: first, value: second, allowed }, help);
    }
    case 'commander.conflictingOption':
      return cliMessages.conflictingOptions.at(null, { option: first, other: second }, help);
    default:
      return null;
  }
}

/** The command that `argv` names, which may be one within another: `metadata show`. */
function commandOf([word, ...rest]: readonly string[], parent: Command): Command {
  const found = parent.commands.find((candidate) => candidate.name() === word);
  return found === undefined ? parent : commandOf(rest, found);
}

function nameOf(command: Command): string {
  return command.parent === null ? command.name() : `${nameOf(command.parent)} ${command.name()}`;
}

/** An error if `name` is no command: the option parser would print the help of all for `x --help`. */
export function unknownCommand(name: string): Diagnostic | null {
  const names = COMMANDS.map((command) => command.name);
  if (names.includes(name)) return null;
  return cliMessages.unknownCommand.at(null, { command: name }, { help: [didYouMean(name, names)] });
}

/** "did you mean", or all names when none is near. */
function didYouMean(name: string, known: readonly string[]): string {
  const near = nearest(name, known);
  return near === null
    ? `one of ${known.map((choice) => `\`${choice}\``).join(', ')}`
    : `did you mean \`${near}\`?`;
}
