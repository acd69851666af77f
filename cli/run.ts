import { CommanderError, type Command } from 'commander';
import { EXIT } from './exit-code.js';
import type { CliIo } from './io.js';
import { plainSwitches } from './options.js';
import { createProgram } from './program.js';
import { report } from './report.js';
import { unknownCommand, usageDiagnostic } from './usage.js';

/**
 * Runs one command line (without `node` and the script). Never throws, and touches the process only through `io`.
 * Returns the exit code.
 */
export async function run(argv: readonly string[], io: CliIo): Promise<number> {
  let exitCode: number = EXIT.ok;
  const exit = (code: number): void => {
    exitCode = code;
  };
  let program: Command | null = null;
  try {
    if (argv[0] === '--version') {
      const { packageVersion } = await import('./package-root.js');
      io.stdout.write(`${packageVersion()}\n`);
      return EXIT.ok;
    }
    // No option before a command takes a value.
    const chosen = argv.find((word) => !word.startsWith('-')) ?? null;
    const unknown = chosen === null ? null : unknownCommand(chosen);
    if (unknown !== null) return await report([unknown], io);
    program = await createProgram(chosen, { io, exit });
    if (argv.length === 0) {
      program.outputHelp({ error: true });
      return EXIT.usage;
    }
    await program.parseAsync(chosen === 'new' ? plainSwitches(argv) : [...argv], { from: 'user' });
    return exitCode;
  } catch (error) {
    if (error instanceof CommanderError) {
      // Help that was asked for ends as an exception, too.
      if (error.exitCode === EXIT.ok) return EXIT.ok;
      // A command that only has commands of its own was given none, and its help is printed.
      if (error.code === 'commander.help') return EXIT.usage;
      const misuse = program === null ? null : usageDiagnostic(error, argv, program);
      if (misuse !== null) return await report([misuse], io);
    }
    io.stderr.write(await apology(error, argv, io));
    return EXIT.internal;
  }
}

/** What is said about a fault of ours; the stack only when asked for. */
async function apology(error: unknown, argv: readonly string[], io: CliIo): Promise<string> {
  const { packageVersion } = await import('./package-root.js');
  const lines = [
    `internal error: ${error instanceof Error ? error.message : String(error)}`,
    'This is a fault of witwright, not of your input. We are sorry. Please report it with:',
    `  - the command:  witwright ${argv.join(' ')}`,
    '  - the input, if you may share it',
    `  - the versions: witwright ${packageVersion()}, node ${process.version}, ${process.platform}`,
  ];
  if (io.env['WITWRIGHT_DEBUG'] === undefined && !argv.includes('--debug')) {
    lines.push('and the output of the same command with `--debug`.');
  } else if (error instanceof Error) {
    lines.push(error.stack ?? '(no stack)');
  }
  return `${lines.join('\n')}\n`;
}
