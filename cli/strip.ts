import type { Command } from 'commander';
import { hasErrors, type Diagnostic, type Result } from '../base/index.js';
import { stripCustom, wholeFile } from '../component/index.js';
import {
  addBinaryOutputOptions,
  readInput,
  refusesTerminal,
  writeResult,
  type BinaryOutputFlags,
} from './binary-io.js';
import type { CliIo } from './io.js';
import { cliMessages } from './messages.js';
import { addExamples, collect, type Host } from './options.js';
import { report } from './report.js';

interface StripFlags extends BinaryOutputFlags {
  readonly all?: boolean;
  readonly delete?: readonly string[];
}

/** How `witwright strip` is called. */
export function defineStrip(command: Command, { io, exit }: Host): void {
  command
    .description(
      'Remove custom sections of a component or core module, also in what is nested in it: by default all but names, what says for which world it is, and dynamic linking.',
    )
    .action(async (file: string | undefined, flags: StripFlags) => {
      exit(await strip(file, flags, io));
    });
  addExamples(command, [
    ['witwright strip app.wasm -o small.wasm', 'what only debuggers and registries read'],
    ['witwright strip app.wasm --all -o smallest.wasm', 'every custom section'],
    ["witwright strip app.wasm -d '^\\.debug' -o app.wasm", 'those whose names match'],
  ]);
  command
    .option('-a, --all', 'remove every custom section')
    .option('-d, --delete <regex>', 'remove those whose names match; may be repeated', collect);
  addBinaryOutputOptions(command);
}

/** `witwright strip`. */
async function strip(path: string | undefined, flags: StripFlags, io: CliIo): Promise<number> {
  const misuse = refusesTerminal(flags, io);
  if (misuse !== null) return await report([misuse], io);
  const patterns = parsePatterns(flags.delete ?? []);
  const input = await readInput(path, io);
  const all: Diagnostic[] = [...patterns.diagnostics, ...input.diagnostics];
  if (input.value === null || hasErrors(all)) return await report(all, io);
  const stripped = stripCustom(wholeFile(input.value), {
    all: flags.all === true,
    ...(patterns.value.length > 0 ? { delete: patterns.value } : {}),
  });
  if (stripped.value === null) return await report(stripped.diagnostics, io);
  return await writeResult(stripped.value, flags, io);
}

function parsePatterns(texts: readonly string[]): Result<readonly RegExp[]> {
  const value: RegExp[] = [];
  const diagnostics: Diagnostic[] = [];
  for (const text of texts) {
    try {
      value.push(new RegExp(text, 'u'));
    } catch {
      const allowed = ['a regular expression'];
      diagnostics.push(cliMessages.invalidValue.at(null, { option: '--delete', value: text, allowed }));
    }
  }
  return { value, diagnostics };
}
