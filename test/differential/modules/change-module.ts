import {
  decodeModule,
  encodeModule,
  funcType,
  InstructionWriter,
  wholeFile,
  type MemoryType,
} from '../../../component/index.js';
import type { SeededRandom } from '../../support/seeded-random.js';

interface Signature {
  readonly params: readonly string[];
  readonly results: readonly string[];
}

/** A module of functions that trap, as lists that can be changed. */
export interface FunctionModule {
  imports: { module: string; name: string; type: Signature }[];
  exports: { name: string; type: Signature }[];
  readonly memories: readonly MemoryType[];
  readonly memoryName: string;
}

/** Takes apart a dummy module. */
export function takeApart(bytes: Uint8Array): FunctionModule {
  const { value: module } = decodeModule(wholeFile({ path: 'dummy.wasm', bytes }));
  const types = module.types.flatMap(({ types: [type] }): Signature[] =>
    type?.composite.kind === 'func' ? [type.composite as Signature] : [],
  );
  const typeOf = (index: number | undefined): Signature => types[index ?? -1] ?? { params: [], results: [] };
  return {
    imports: module.imports.map(({ module: from, name, type }) => ({
      module: from,
      name,
      type: typeOf(type.kind === 'func' ? type.type : undefined),
    })),
    exports: module.exports.flatMap(({ name, kind, index }) =>
      kind === 'func' ? [{ name, type: typeOf(module.functions[index - module.imports.length]) }] : [],
    ),
    memories: module.memories,
    memoryName: module.exports.find(({ kind }) => kind === 'memory')?.name ?? 'memory',
  };
}

/** The bytes of the module. An export whose name is there already is left out. */
export function putTogether({ imports, exports, memories, memoryName }: FunctionModule): Uint8Array {
  const named = [...new Map(exports.map((item) => [item.name, item])).values()];
  const body = new InstructionWriter().op('unreachable').finish();
  const first = imports.length;
  return encodeModule({
    types: [...imports, ...named].map(({ type }) =>
      funcType(type.params as Parameters<typeof funcType>[0], type.results as Parameters<typeof funcType>[1]),
    ),
    imports: imports.map(({ module, name }, type) => ({
      module,
      name,
      type: { kind: 'func', type, exact: false },
    })),
    functions: named.map((_, index) => ({ type: first + index, locals: [], body })),
    memories,
    exports: [
      ...named.map(({ name }, index) => ({ name, kind: 'func', index: first + index }) as const),
      ...memories.map((_, index) => ({ name: memoryName, kind: 'memory', index }) as const),
    ],
  });
}

const LETTERS = [...'abz-[]#|@.:/0129_$'];
const VERSIONS = [
  '',
  '@1.0.0',
  '@1',
  '@0.2',
  '@0.2.0',
  '@0.2.99',
  '@0.3.0',
  '@0.3',
  '@0.2.12-rc.1',
  '@0.2.1+b',
];
const IMPORT_PREFIXES = [
  '[async-lower]', '[resource-drop]', '[resource-new]', '[task-return]', '[future-new-0]', '[stream-new-unit]',
]; // prettier-ignore
const EXPORT_PREFIXES = ['[async-lift]', '[async-lift-stackful]', '[callback]', 'cabi_post_'];

/** Names that no dummy module has, each with its right type as numbers of parameters and results. */
const OTHERS: readonly (readonly [string, string, readonly string[], readonly string[]])[] = [
  ['$root', '[context-get-i32-0]', [], ['i32']],
  ['$root', '[waitable-set-wait-i32]', ['i32', 'i32'], ['i32']],
  ['$root', '[thread-index]', [], ['i32']],
  ['$root', '[error-context-drop]', ['i32'], []],
  ['$root', '[error-context-new-utf16]', ['i32', 'i32'], ['i32']],
  ['$root', '[future-new-unit]', [], ['i64']],
  ['$root', '[async-lower][stream-read-unit]any', ['i32', 'i32', 'i32'], ['i32']],
  ['[export]$root', '[future-drop-readable-unit]', ['i32'], []],
  ['[export]$root', '[task-cancel]', [], []],
  ['$root', '[async-lower][subtask-cancel]', ['i32'], ['i32']],
  ['env', '__wasm_get_stack_pointer', [], ['i32']],
  ['env', '__wasm_set_tls_base', ['i32'], []],
  ['env', 'undefined', [], []],
  ['wasi_snapshot_preview1', 'sched_yield', [], ['i32']],
];

/** Changes one thing about `module`: a name, a type, or whether something is there. */
export function changeModule(module: FunctionModule, random: SeededRandom): void {
  const { imports, exports } = module;
  const change = random.below(10);
  if (change < 5 && imports.length > 0) changeImport(module, change, random);
  else if (change < 8 && exports.length > 0) changeExport(module, change - 5, random);
  else if (change === 8) {
    const [from, name, params, results] = random.pick(OTHERS);
    const type = { params, results };
    imports.push({ module: from, name, type: random.below(4) === 0 ? changedType(type, random) : type });
  } else if (imports.length > 0) imports.push({ ...random.pick(imports) });
}

function changeImport({ imports }: FunctionModule, change: number, random: SeededRandom): void {
  const item = random.pick(imports);
  const other = random.pick(imports);
  if (change === 0) item.name = changedName(item.name, random);
  else if (change === 1) item.module = changedName(item.module, random);
  else if (change === 2) item.type = changedType(item.type, random);
  else if (change === 3) [item.module, other.module] = [other.module, item.module];
  else item.name = random.pick(IMPORT_PREFIXES) + item.name.replace(/^\[[^\]]*\]/, random.pick(['', '$&']));
}

function changeExport(module: FunctionModule, change: number, random: SeededRandom): void {
  const item = random.pick(module.exports);
  const action = random.below(2);
  if (change === 0)
    item.name = action === 0 ? changedName(item.name, random) : random.pick(EXPORT_PREFIXES) + item.name;
  else if (change === 1) item.type = changedType(item.type, random);
  else module.exports = module.exports.filter((each) => each !== item);
}

function changedName(name: string, random: SeededRandom): string {
  const at = random.below(name.length + 1);
  const action = name.includes('@') && random.below(2) === 0 ? 3 : random.below(5);
  if (action === 0) return name.slice(0, at) + name.slice(at + 1);
  if (action === 1) return name.slice(0, at) + random.pick(LETTERS) + name.slice(at);
  if (action === 2) return name.slice(0, at) + random.pick(LETTERS) + name.slice(at + 1);
  if (action === 3) return name.replace(/@[^|#]*/, () => random.pick(VERSIONS));
  return name.replaceAll(/\d+/g, () => String(random.below(4)));
}

function changedType({ params, results }: Signature, random: SeededRandom): Signature {
  const action = random.below(4);
  if (action === 0) return { params: [...params, 'i32'], results };
  if (action === 1) return { params: params.slice(1), results };
  if (action === 2) return { params, results: results.length > 0 ? [] : ['i32'] };
  return { params: params.map((type, index) => (index === 0 ? 'f64' : type)), results };
}
