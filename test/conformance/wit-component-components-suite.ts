import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { hasErrors, type Diagnostic } from '../../base/index.js';
import { wholeFile, type Slice } from '../../component/index.js';
import { printPackage, selectWorld, type World } from '../../wit-parser/index.js';
import { decodeWit, embed, newComponent, type NewOptions } from '../../wit-component/index.js';
import { canonSummary } from '../support/canon-summary.js';
import { readFileMap } from '../support/file-map.js';
import type { NativeTools } from '../support/native.js';
import { drawn, resolveFilesOrThrow } from '../support/resolve-wit.js';
import { textDifference } from '../support/text-difference.js';
import type { Case, Failure, Suite } from './suite.js';

/** The cause that each refused case has, as our code. The table is written from `error.txt`, before the code is run. */
const REFUSED: Readonly<Record<string, string>> = {
  'error-adapt-missing-memory': 'new/missing-memory',
  'error-adapt-page-size-mismatch': 'new/page-size-mismatch',
  'error-default-export-sig-mismatch': 'module/export-type-mismatch',
  'error-export-sig-mismatch': 'module/export-type-mismatch',
  'error-import-resource-rep': 'module/not-an-exported-resource',
  'error-import-sig-mismatch': 'module/import-type-mismatch',
  'error-missing-export': 'module/missing-export',
  'error-missing-import-func': 'module/unknown-import-module',
  'error-missing-module-metadata': 'new/missing-metadata',
};

/** Modules and their worlds that become components, as wasm-tools makes them, or are refused. */
export const witComponentComponentsSuite: Suite = {
  folder: 'wit-component/components',
  needsNative: 'the modules are in text, which native wasm-tools assembles',
  cases: (folder, native) => (native === null ? [] : casesIn(folder, native)),
};

function casesIn(folder: string, native: NativeTools): readonly Case[] {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => path.basename(name) === 'module.wat')
    .map((name) => path.dirname(name).split(path.sep).join('/'))
    .sort();
  return names.map((name) => ({ name, run: () => checkCase(path.join(folder, name), name, native) }));
}

/** A module of a case, assembled, with its world embedded. */
interface Embedded {
  /** The name of an adapter; null for the main module. */
  readonly adapter: string | null;
  readonly bytes: Uint8Array;
  /** The options that a module asks for, as wasm-tools has them: `return-call-ref`. */
  readonly options: readonly string[];
}

async function checkCase(folder: string, name: string, native: NativeTools): Promise<Failure> {
  const files = readdirSync(folder).filter((file) => /^(module|adapt-.*)\.wat$/.test(file));
  const modules: Embedded[] = [];
  for (const file of files) modules.push(await assemble(folder, file, name, native));
  const main = modules.find(({ adapter }) => adapter === null);
  const adapters = modules.filter(({ adapter }) => adapter !== null);
  if (main === undefined) return 'no main module';
  const options = modules.flatMap((module) => module.options);
  const { value, diagnostics } = newComponent(sliceOf(main), settings(options, adapters));
  const expected = REFUSED[name];
  if (existsSync(path.join(folder, 'error.txt'))) return checkRefused(diagnostics, expected);
  if (value === null || hasErrors(diagnostics)) return `refused: ${diagnostics.map(drawn).join('; ')}`;
  const work = native.onDisk(new Map([['new.wasm', value]]));
  const valid = await native.run(['validate', '-f', 'all', path.join(work, 'new.wasm')]);
  if (!valid.ok) return `native wasm-tools finds it invalid: ${valid.stderr.trim()}`;
  return (
    (await checkWit(folder, path.join(work, 'new.wasm'), native)) ??
    (await checkCanons(folder, value, native)) ??
    (await checkSize(main, adapters, { options, size: value.length, native }))
  );
}

function checkRefused(diagnostics: readonly Diagnostic[], expected: string | undefined): Failure {
  const codes = diagnostics.map(({ code }) => code);
  if (expected !== undefined && codes.includes(expected)) return null;
  return `to be refused with ${expected ?? 'a code of the table'}, found ${codes.join(', ') || 'nothing wrong'}`;
}

async function assemble(folder: string, file: string, name: string, native: NativeTools): Promise<Embedded> {
  const source = path.join(folder, file);
  const output = path.join(native.onDisk(new Map([['core.wasm', '']])), 'core.wasm');
  const { ok, stderr } = await native.run(['parse', source, '-o', output]);
  if (!ok) throw new Error(`${file} was not assembled: ${stderr}`);
  const text = readFileSync(source, 'utf8');
  const stem = path.basename(file, '.wat');
  const world = worldOf(folder, name, stem);
  const core = wholeFile({ path: file, bytes: new Uint8Array(readFileSync(output)) });
  const embedded = embed(core, world, { encoding: 'utf8' });
  if (embedded.value === null) throw new Error(embedded.diagnostics.map(drawn).join('; '));
  const adapter = /^;; module name: (.*)$/m.exec(text)?.[1] ?? stem.replace(/^adapt-/, '');
  return {
    adapter: stem === 'module' ? null : adapter,
    bytes: embedded.value,
    options: [...text.matchAll(/^;;! (\S+) = true$/gm)].map((match) => match[1] ?? ''),
  };
}

/** The world of a module is called as its file; where folders of packages are nested, it is that of the inner package. */
function worldOf(folder: string, name: string, stem: string): World {
  const [top = '', ...inner] = name.split('/');
  const base = path.join(folder, ...name.split('/').map(() => '..'));
  const resolve = resolveFilesOrThrow(readFileMap(base, top), top, { allFeatures: true });
  const query = inner.length === 0 ? stem : `${inner.join(':')}/${stem}`;
  const { value, diagnostics } = selectWorld(resolve, query);
  if (value === null) throw new Error(diagnostics.map(drawn).join('; '));
  return value;
}

function sliceOf({ adapter, bytes }: Embedded): Slice {
  return wholeFile({ path: `${adapter ?? 'module'}.wasm`, bytes });
}

function settings(options: readonly string[], adapters: readonly Embedded[]): NewOptions {
  return {
    adapters: new Map(adapters.map((adapter) => [adapter.adapter ?? '', sliceOf(adapter)])),
    returnCallRef: options.includes('return-call-ref'),
    reallocViaMemoryGrow: options.includes('realloc-via-memory-grow'),
    emitCanonicalNames: options.includes('emit-canonical-names'),
    producers: new Map([['processed-by', [{ name: 'witwright', version: '0.0.0' }]]]),
  };
}

/** The WIT that we, and native wasm-tools, find in the component. */
async function checkWit(folder: string, component: string, native: NativeTools): Promise<Failure> {
  const expected = readFileSync(path.join(folder, 'component.wit.print'), 'utf8');
  const decoded = decodeWit(wholeFile({ path: component, bytes: new Uint8Array(readFileSync(component)) }));
  if (decoded.value === null) return `no WIT in it: ${decoded.diagnostics.map(drawn).join('; ')}`;
  const ours = printPackage(decoded.value.resolve.main);
  // Packages behind the first may follow, in the file or in what native wasm-tools prints.
  const [first = ''] = expected.split(/^(?=package \S+ \{$)/m);
  const difference = textDifference(ours.trimEnd(), first.trimEnd());
  if (difference !== null) return `WIT: ${difference}`;
  const { ok, stdout, stderr } = await native.run(['component', 'wit', component]);
  if (!ok) return `native wasm-tools finds no WIT in it: ${stderr.trim()}`;
  const nativeDifference = textDifference(stdout.slice(0, expected.length), expected);
  return nativeDifference === null ? null : `WIT by native wasm-tools: ${nativeDifference}`;
}

async function checkCanons(folder: string, bytes: Uint8Array, native: NativeTools): Promise<Failure> {
  const output = path.join(native.onDisk(new Map([['expected.wasm', '']])), 'expected.wasm');
  const parsed = await native.run(['parse', path.join(folder, 'component.wat'), '-o', output]);
  if (!parsed.ok) return `component.wat was not assembled: ${parsed.stderr.trim()}`;
  const expected = canonSummary(new Uint8Array(readFileSync(output))).join('\n');
  const difference = textDifference(canonSummary(bytes).join('\n'), expected);
  return difference === null ? null : `lifts and lowers: ${difference}`;
}

interface SizeCheck {
  readonly options: readonly string[];
  readonly size: number;
  readonly native: NativeTools;
}

/** Native wasm-tools on the same modules must not give a smaller component. */
async function checkSize(
  main: Embedded,
  adapters: readonly Embedded[],
  { options, size, native }: SizeCheck,
): Promise<Failure> {
  const files = new Map([main, ...adapters].map((module) => [sliceOf(module).file.path, module.bytes]));
  const work = native.onDisk(files);
  const output = path.join(work, 'native.component.wasm');
  const adapting = adapters.flatMap((module) => [
    '--adapt',
    `${module.adapter}=${path.join(work, sliceOf(module).file.path)}`,
  ]);
  const flags = options.map((option) => `--${option}`);
  const args = ['component', 'new', path.join(work, 'module.wasm'), ...adapting, ...flags, '-o', output];
  const { ok, stderr } = await native.run(args);
  if (!ok) return `native wasm-tools refuses the same modules: ${stderr.trim()}`;
  const nativeSize = readFileSync(output).length;
  return size <= nativeSize ? null : `${size} bytes, but ${nativeSize} by native wasm-tools`;
}
