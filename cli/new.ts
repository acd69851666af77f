import { basename } from 'node:path';
import type { Command } from 'commander';
import { hasErrors, type Diagnostic, type Result } from '../base/index.js';
import { wholeFile, type Slice } from '../component/index.js';
import { newComponent, type NewOptions } from '../wit-component/index.js';
import {
  addBinaryOutputOptions,
  readInput,
  refusesTerminal,
  writeResult,
  type BinaryOutputFlags,
} from './binary-io.js';
import { EXIT, exitCodeOf } from './exit-code.js';
import type { CliIo } from './io.js';
import { cliMessages } from './messages.js';
import { addExamples, addQuietOption, collect, type Host } from './options.js';
import { toolProducers } from './package-root.js';
import { report } from './report.js';
import { sizeText } from './size.js';
import { runOnChange } from './watching.js';

interface NewFlags extends BinaryOutputFlags {
  readonly adapt?: readonly string[];
  readonly importName?: readonly string[];
  readonly validate: boolean;
  readonly mergeImports: boolean;
  readonly debugNames: boolean;
  readonly reallocViaMemoryGrow?: boolean;
  readonly returnCallRef?: boolean;
  readonly rejectLegacyNames?: boolean;
  readonly emitCanonicalNames?: boolean;
  readonly watch?: boolean;
  readonly quiet?: boolean;
}

/** How `witwright new` is called. */
export function defineNew(command: Command, { io, exit }: Host): void {
  command
    .description(
      'Make a component of a core module that says for which world it is: one that a bindings generator or `witwright embed` has prepared.',
    )
    .action(async (module: string | undefined, flags: NewFlags) => {
      exit(await create(module, flags, io));
    });
  addExamples(command, [
    ['witwright new embedded.wasm -o app.wasm', 'wrap a core module'],
    [
      'witwright new m.wasm --adapt wasi_snapshot_preview1.reactor.wasm -o app.wasm',
      'a module that uses WASI preview 1',
    ],
    ['witwright new m.wasm -o app.wasm --watch', 'again after each change'],
  ]);
  command
    .option(
      '--adapt <[name=]module>',
      'a module that serves imports of another ABI; may be repeated',
      collect,
    )
    .option('--no-validate', 'do not validate the component')
    .option('--watch', 'make it again when an input changes');
  addBinaryOutputOptions(command);
  addQuietOption(command);
  command
    .optionsGroup('What goes into the component:')
    .option('--import-name <old=new>', 'rename an imported interface; may be repeated', collect)
    .option('--no-merge-imports', 'keep all versions of an interface, not the newest of compatible ones')
    .option('--no-debug-names', 'do not name modules and functions for debuggers')
    .option('--realloc-via-memory-grow', 'adapters get memory from memory.grow, not from the module')
    .option('--return-call-ref', 'shims jump with return_call_ref')
    .option('--reject-legacy-names', 'accept the standard names (cm32p2) of core imports and exports only')
    .option('--emit-canonical-names', 'write the versions of interfaces as a track and a suffix');
}

/** `witwright new`. */
async function create(module: string | undefined, flags: NewFlags, io: CliIo): Promise<number> {
  const misuse = refusesTerminal(flags, io) ?? watchMisuse(module, flags);
  if (misuse !== null) return await report([misuse], io);
  const adapters = (flags.adapt ?? []).map(parseAdapter);
  if (flags.watch !== true) return await createOnce(module, adapters, flags, io);
  const paths = [module ?? '-', ...adapters.map(({ path }) => path)];
  return await runOnChange(paths, flags, io, () => createOnce(module, adapters, flags, io));
}

interface AdapterFlag {
  readonly name: string;
  readonly path: string;
}

async function createOnce(
  module: string | undefined,
  adapters: readonly AdapterFlag[],
  flags: NewFlags,
  io: CliIo,
): Promise<number> {
  const input = await readInput(module, io);
  const read = await readAdapters(adapters, io);
  const names = parseRenames(flags.importName ?? []);
  const all: Diagnostic[] = [...input.diagnostics, ...read.diagnostics, ...names.diagnostics];
  if (input.value === null || hasErrors(all)) return await report(all, io);
  const made = newComponent(wholeFile(input.value), optionsOf(flags, read.value, names.value));
  all.push(...made.diagnostics);
  await report(all, io);
  if (made.value === null || hasErrors(all)) return exitCodeOf(all);
  const exitCode = await writeResult(made.value, flags, io);
  if (exitCode === EXIT.ok && flags.output !== undefined && flags.quiet !== true) {
    io.stderr.write(`wrote ${flags.output}, ${sizeText(made.value.length)}\n`);
  }
  return exitCode;
}

function optionsOf(
  flags: NewFlags,
  adapters: ReadonlyMap<string, Slice>,
  importNames: ReadonlyMap<string, string>,
): NewOptions {
  return {
    adapters,
    importNames,
    mergeImports: flags.mergeImports,
    validate: flags.validate,
    debugNames: flags.debugNames,
    reallocViaMemoryGrow: flags.reallocViaMemoryGrow ?? false,
    returnCallRef: flags.returnCallRef ?? false,
    rejectLegacyNames: flags.rejectLegacyNames ?? false,
    emitCanonicalNames: flags.emitCanonicalNames ?? false,
    producers: toolProducers(),
  };
}

async function readAdapters(
  adapters: readonly AdapterFlag[],
  io: CliIo,
): Promise<Result<ReadonlyMap<string, Slice>>> {
  const value = new Map<string, Slice>();
  const diagnostics: Diagnostic[] = [];
  for (const { name, path } of adapters) {
    const file = await readInput(path, io);
    diagnostics.push(...file.diagnostics);
    if (file.value !== null) value.set(name, wholeFile(file.value));
  }
  return { value, diagnostics };
}

/** `NAME=FILE`; a file alone gives its name up to the first dot. */
function parseAdapter(text: string): AdapterFlag {
  const equals = text.indexOf('=');
  if (equals !== -1) return { name: text.slice(0, equals), path: text.slice(equals + 1) };
  return { name: basename(text).split('.')[0] ?? '', path: text };
}

function parseRenames(texts: readonly string[]): Result<ReadonlyMap<string, string>> {
  const value = new Map<string, string>();
  const diagnostics: Diagnostic[] = [];
  for (const text of texts) {
    const [old = '', name = ''] = text.split('=');
    if (old === '' || name === '') {
      diagnostics.push(
        cliMessages.invalidValue.at(null, { option: '--import-name', value: text, allowed: ['OLD=NEW'] }),
      );
    } else value.set(old, name);
  }
  return { value, diagnostics };
}

function watchMisuse(module: string | undefined, flags: NewFlags): Diagnostic | null {
  if (flags.watch !== true) return null;
  if (module === undefined || module === '-') {
    return cliMessages.conflictingOptions.at(null, { option: '--watch', other: '-' });
  }
  return flags.output === undefined
    ? cliMessages.missingOption.at(null, { option: '--output', command: 'witwright new --watch' })
    : null;
}
