import { resolve } from 'node:path';
import type { Command } from 'commander';
import type { Diagnostic } from '../base/index.js';
import { unbundle, wholeFile } from '../component/index.js';
import { writeOutputs } from '../node/index.js';
import {
  addBinaryOutputOptions,
  readInput,
  refusesTerminal,
  writeResult,
  type BinaryOutputFlags,
} from './binary-io.js';
import { EXIT } from './exit-code.js';
import type { CliIo } from './io.js';
import { cliMessages } from './messages.js';
import { addExamples, addQuietOption, type Host } from './options.js';
import { report } from './report.js';
import { sizeText } from './size.js';

interface UnbundleFlags extends BinaryOutputFlags {
  readonly moduleDir: string;
  readonly threshold?: string;
  readonly quiet?: boolean;
}

/** How `witwright unbundle` is called. */
export function defineUnbundle(command: Command, { io, exit }: Host): void {
  command
    .description(
      'Take the large core modules out of a component and write them to files of their own; the component imports them instead. Components that share modules are stored and sent in less.',
    )
    .action(async (component: string | undefined, flags: UnbundleFlags) => {
      exit(await takeApart(component, flags, io));
    });
  addExamples(command, [
    ['witwright unbundle app.wasm --module-dir modules -o small.wasm', 'modules of more than 10 KiB'],
    ['witwright unbundle app.wasm --module-dir modules --threshold 0 -o small.wasm', 'all of them'],
  ]);
  command
    .requiredOption('--module-dir <dir>', 'where the modules go')
    .option('--threshold <bytes>', 'take out modules of more bytes; 10240 by default');
  addBinaryOutputOptions(command);
  addQuietOption(command);
}

/** `witwright unbundle`. */
async function takeApart(path: string | undefined, flags: UnbundleFlags, io: CliIo): Promise<number> {
  const misuse = refusesTerminal(flags, io) ?? misuseOf(flags);
  if (misuse !== null) return await report([misuse], io);
  const input = await readInput(path, io);
  if (input.value === null) return await report(input.diagnostics, io);
  const { moduleDir, threshold, force = false } = flags;
  const options = threshold === undefined ? {} : { threshold: Number(threshold) };
  const { value, diagnostics } = unbundle(wholeFile(input.value), options);
  if (value === null) return await report(diagnostics, io);
  const files = value.modules.map(({ name, bytes }) => ({ path: `${name}.wasm`, bytes }));
  const written = await io.uninterrupted(() =>
    writeOutputs(resolve(io.cwd, moduleDir), files, { force, shown: moduleDir }),
  );
  if (written.value === null) return await report(written.diagnostics, io);
  const exitCode = await writeResult(value.component, flags, io);
  if (exitCode === EXIT.ok && flags.quiet !== true) {
    for (const { path: name, bytes } of files) {
      io.stderr.write(`wrote ${moduleDir}/${name}, ${sizeText(bytes.length)}\n`);
    }
  }
  return exitCode;
}

function misuseOf({ threshold }: UnbundleFlags): Diagnostic | null {
  if (threshold === undefined || /^[0-9]+$/.test(threshold)) return null;
  const allowed = ['a number of bytes'];
  return cliMessages.invalidValue.at(null, { option: '--threshold', value: threshold, allowed });
}
