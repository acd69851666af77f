import { Command } from 'commander';
import { COMMANDS } from './commands.js';
import { addExamples, prepareCommand, type Host } from './options.js';

/**
 * The command line of witwright as far as a run needs it: the command `chosen` with its arguments and options, or, where
 * none is chosen, all commands with one line on each. The host's `exit` is told the exit code.
 */
export async function createProgram(chosen: string | null, host: Host): Promise<Command> {
  const program = new Command('witwright').description(
    'The WebAssembly Component Model toolchain in TypeScript.',
  );
  prepareCommand(program, host.io);
  addExamples(program, [
    ['witwright check wit', 'report every error of the package in wit/'],
    ['witwright format --write wit', 'format its files'],
    ['witwright types wit --world app -o src/wit', 'write TypeScript declarations'],
    ['witwright new embedded.wasm -o app.wasm', 'make a component of a core module'],
    ['witwright validate app.wasm', 'report every error of a component'],
    ['witwright inspect app.wasm', 'draw what it imports, exports and holds'],
    ['witwright explain wit/unknown-type', 'say more about an error'],
  ]);
  // An option behind a command is the command's: `metadata add --version 1.0.0`.
  program.option('--version', 'print the version').enablePositionalOptions();
  for (const { name, summary, args, load } of COMMANDS) {
    if (chosen !== null && name !== chosen) continue;
    const command = prepareCommand(program.command(name).summary(summary), host.io);
    for (const [term, does] of args) command.argument(term, does);
    if (chosen !== null) (await load())(command, host);
  }
  return program;
}
