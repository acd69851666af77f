import type { Command } from 'commander';
import type { BinaryFile, Diagnostic, Result } from '../base/index.js';
import { readBinary, writeFile } from '../node/index.js';
import { EXIT } from './exit-code.js';
import type { CliIo } from './io.js';
import { cliMessages } from './messages.js';
import { report } from './report.js';

/** Options of every command that writes one binary. */
export interface BinaryOutputFlags {
  readonly output?: string;
  /** Print the text format instead. */
  readonly wat?: boolean;
  readonly force?: boolean;
}

export function addBinaryOutputOptions(command: Command): void {
  command
    .option('-o, --output <file>', 'where the result goes; the standard output by default')
    .option('-t, --wat', 'print the result in the text format')
    .option('--force', 'replace a file that is no WebAssembly');
}

/** Reads the binary at `path`; without one, or for `-`, the standard input. */
export async function readInput(path: string | undefined, io: CliIo): Promise<Result<BinaryFile | null>> {
  const given = path ?? '-';
  return readBinary(given, given === '-' ? { stdin: await io.readStdin() } : { cwd: io.cwd });
}

/** Why a command cannot begin: it would print bytes to a terminal. Asked first, so that no work is done in vain. */
export function refusesTerminal({ output, wat }: BinaryOutputFlags, io: CliIo): Diagnostic | null {
  if (output !== undefined || wat === true || !io.stdout.isTTY) return null;
  return cliMessages.binaryToTerminal.at(null, {}, {
    help: ['`-o FILE` writes a file, `--wat` prints text; a pipe takes the bytes as they are'],
  }); // prettier-ignore
}

/** Writes `bytes`, or their text, where the flags say, and gives the exit code. */
export async function writeResult(bytes: Uint8Array, flags: BinaryOutputFlags, io: CliIo): Promise<number> {
  if (flags.wat !== true) return await writeOutput(bytes, flags, io);
  // Loaded when asked for: most results are bytes.
  const { textFormat } = await import('./text-format.js');
  return await writeOutput(textFormat({ path: flags.output ?? '', bytes }).value, flags, io);
}

/** Writes `content` where the flags say, and gives the exit code. */
export async function writeOutput(
  content: string | Uint8Array,
  { output, force = false }: Pick<BinaryOutputFlags, 'output' | 'force'>,
  io: CliIo,
): Promise<number> {
  if (output === undefined || output === '-') {
    io.stdout.write(content);
    return EXIT.ok;
  }
  const diagnostics = await io.uninterrupted(() => writeFile(output, content, { cwd: io.cwd, force }));
  return await report(diagnostics, io);
}
