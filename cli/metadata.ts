import type { Command } from 'commander';
import { hasErrors, type Diagnostic, type Result } from '../base/index.js';
import {
  addMetadata,
  metadataJson,
  readMetadata,
  TEXT_FIELDS,
  wholeFile,
  type MetadataTree,
  type NewMetadata,
  type Producer,
  type TextField,
} from '../component/index.js';
import {
  addBinaryOutputOptions,
  readInput,
  refusesTerminal,
  writeOutput,
  writeResult,
  type BinaryOutputFlags,
} from './binary-io.js';
import type { CliIo } from './io.js';
import { cliMessages } from './messages.js';
import { addExamples, collect, prepareCommand, type Host } from './options.js';
import { producerRows } from './producers-text.js';
import { report } from './report.js';
import { sizeText } from './size.js';
import { drawTree, type Row } from './tree.js';

interface ShowFlags {
  readonly json?: boolean;
  readonly output?: string;
}

/** Texts by their names; producers as `NAME=VERSION`; `clearX` takes X away. */
type AddFlags = BinaryOutputFlags & Readonly<Record<string, unknown>>;

const ABOUT: Readonly<Record<TextField, string>> = {
  authors: 'who is responsible, as free text',
  description: 'what the binary is',
  licenses: 'the licences, as an SPDX expression',
  source: 'the URL of the source code',
  homepage: 'the URL to find out more at',
  revision: 'the revision of the source code',
  version: 'the version of the binary',
};

const PRODUCERS = { language: 'a language', 'processed-by': 'a tool', sdk: 'an SDK' } as const;

/** How `witwright metadata` is called. */
export function defineMetadata(command: Command, { io, exit }: Host): void {
  command.description('Show what a component or core module says of itself, or add to it.');
  addExamples(command, [
    ['witwright metadata show app.wasm', 'as a tree'],
    ['witwright metadata show app.wasm --json', 'as wasm-tools prints it'],
    ['witwright metadata add app.wasm --version 1.2.0 --licenses MIT -o app.wasm', 'for a registry'],
  ]);
  const shows = prepareCommand(command.command('show'), io)
    .summary('show it')
    .description('Show what a component or core module, and what is nested in it, say of themselves.')
    .argument('[file]', 'the binary, or - for stdin, which is the default')
    .option('--json', 'print JSON')
    .option('-o, --output <file>', 'where the result goes; the standard output by default')
    .action(async (file: string | undefined, flags: ShowFlags) => exit(await show(file, flags, io)));
  addExamples(shows, [['witwright metadata show app.wasm', 'as a tree']]);
  const adds = prepareCommand(command.command('add'), io)
    .summary('add to it')
    .description('Set or take away what a component or core module says of itself.')
    .argument('[file]', 'the binary, or - for stdin, which is the default')
    .option('--name <name>', 'the name of the component or module')
    .option('--clear-name', 'take the name away');
  addExamples(adds, [
    ['witwright metadata add app.wasm --version 1.2.0 -o app.wasm', 'set a text'],
    ['witwright metadata add app.wasm --language Rust=1.90 -o app.wasm', 'name a producer'],
    ['witwright metadata add app.wasm --clear-source -o app.wasm', 'take a text away'],
  ]);
  addBinaryOutputOptions(adds);
  adds.optionsGroup('Producers:');
  for (const [field, what] of Object.entries(PRODUCERS)) {
    adds.option(`--${field} <name=version>`, `${what} that took part; may be repeated`, collect);
  }
  adds.optionsGroup('Texts:');
  for (const field of TEXT_FIELDS) adds.option(`--${field} <text>`, ABOUT[field]);
  adds.optionsGroup('Taking texts away:');
  for (const field of TEXT_FIELDS) adds.option(`--clear-${field}`, `take the ${field} away`);
  adds.action(async (file: string | undefined, flags: AddFlags) => exit(await add(file, flags, io)));
}

async function show(path: string | undefined, flags: ShowFlags, io: CliIo): Promise<number> {
  const input = await readInput(path, io);
  if (input.value === null) return await report(input.diagnostics, io);
  const { value, diagnostics } = readMetadata(wholeFile(input.value));
  const exitCode = await report(diagnostics, io);
  if (hasErrors(diagnostics)) return exitCode;
  const text =
    flags.json === true
      ? `${JSON.stringify(metadataJson(value), null, 2)}\n`
      : drawTree(treeRow(value, input.value.path));
  return await writeOutput(text, flags, io);
}

function treeRow({ kind, metadata, children }: MetadataTree, path: string | null): Row {
  const { name, producers, range } = metadata;
  const fields = TEXT_FIELDS.flatMap((field): Row[] =>
    metadata[field] === null ? [] : [{ text: `${field}: ${metadata[field]}` }],
  );
  return {
    text: [path, kind, name === null ? null : `"${name}"`].filter((part) => part !== null).join(' '),
    cells: [sizeText(range.end - range.start)],
    rows: [...fields, ...producerRows(producers), ...children.map((child) => treeRow(child, null))],
  };
}

async function add(path: string | undefined, flags: AddFlags, io: CliIo): Promise<number> {
  const misuse = refusesTerminal(flags, io);
  const fields = newMetadataOf(flags);
  const all: Diagnostic[] = [...(misuse === null ? [] : [misuse]), ...fields.diagnostics];
  if (hasErrors(all)) return await report(all, io);
  const input = await readInput(path, io);
  if (input.value === null) return await report(input.diagnostics, io);
  const { value, diagnostics } = addMetadata(wholeFile(input.value), fields.value);
  if (value === null) return await report(diagnostics, io);
  return await writeResult(value, flags, io);
}

function newMetadataOf(flags: AddFlags): Result<NewMetadata> {
  const value: Record<string, string | null | readonly Producer[]> = {};
  const diagnostics: Diagnostic[] = [];
  for (const field of ['name', ...TEXT_FIELDS] as const) {
    const text = flags[field];
    const isCleared = flags[`clear${field.slice(0, 1).toUpperCase()}${field.slice(1)}`] === true;
    if (isCleared && text !== undefined) {
      const other = `--clear-${field}`;
      diagnostics.push(cliMessages.conflictingOptions.at(null, { option: `--${field}`, other }));
    }
    if (isCleared) value[field] = null;
    if (typeof text === 'string') value[field] = isUrl(field) ? normalUrl(text) : text;
  }
  for (const [field, option] of [
    ['language', 'language'],
    ['processed-by', 'processedBy'],
    ['sdk', 'sdk'],
  ] as const) {
    const given = (flags[option] ?? []) as readonly string[];
    const producers = given.map(parseProducer);
    if (producers.length > 0) value[field] = producers.filter((producer) => producer !== null);
    given.forEach((text, index) => {
      if (producers[index] !== null) return;
      const allowed = ['NAME=VERSION'];
      diagnostics.push(cliMessages.invalidValue.at(null, { option: `--${field}`, value: text, allowed }));
    });
  }
  return { value, diagnostics };
}

function parseProducer(text: string): Producer | null {
  const equals = text.indexOf('=');
  return equals <= 0 ? null : { name: text.slice(0, equals), version: text.slice(equals + 1) };
}

function isUrl(field: string): boolean {
  return field === 'source' || field === 'homepage';
}

/** As wasm-tools writes it; what is no URL is left for the check of the field. */
function normalUrl(text: string): string {
  return URL.canParse(text) ? new URL(text).href : text;
}
