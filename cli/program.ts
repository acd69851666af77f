import { Command, Option } from 'commander';
import { COMMANDS } from './commands.js';
import { addExamples, type Host } from './options.js';
import type { CliIo } from './io.js';

/**
 * The command line of witwright as far as a run needs it: the command `chosen` with its arguments and options, or, where
 * none is chosen, all commands with one line on each. The host's `exit` is told the exit code.
 */
export async function createProgram(chosen: string | null, host: Host): Promise<Command> {
  const program = new Command('witwright').description(
    'The WebAssembly Component Model toolchain in TypeScript.',
  );
  prepare(program, host.io);
  addExamples(program, [
    ['witwright check wit', 'report every error of the package in wit/'],
    ['witwright format --write wit', 'format its files'],
    ['witwright types wit --world app -o src/wit', 'write TypeScript declarations'],
    ['witwright new embedded.wasm -o app.wasm', 'make a component of a core module'],
    ['witwright validate app.wasm', 'report every error of a component'],
    ['witwright inspect app.wasm', 'draw what it imports, exports and holds'],
    ['witwright explain wit/unknown-type', 'say more about an error'],
  ]);
  program.option('--version', 'print the version').helpCommand(false);
  for (const { name, summary, args, load } of COMMANDS) {
    if (chosen !== null && name !== chosen) continue;
    const command = prepare(program.command(name).summary(summary), host.io);
    for (const [term, does] of args) command.argument(term, does);
    if (chosen !== null) (await load())(command, host);
  }
  return program;
}

/** What all commands share: errors thrown instead of printed, help on `io`. */
function prepare(command: Command, io: CliIo): Command {
  return command
    .helpOption('-h, --help', 'show this help')
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
