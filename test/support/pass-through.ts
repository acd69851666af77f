import { elemSize, flattenFunctype, type CoreFuncType, type FuncType } from '../../canonical-abi/index.js';
import {
  ComponentBuilder,
  decodeComponent,
  definitionsOf,
  encodeComponent,
  encodeModule,
  funcType,
  InstructionWriter,
  wholeFile,
  type Slice,
} from '../../component/index.js';
import type { StringEncoding } from '../../wit-component/index.js';
import { embedded } from './embedded.js';
import { made } from './made-component.js';
import { interfaceText } from './value-types.js';

/*
 * Components that pass on what they are called with: each function that one exports calls the one of the same name that it
 * imports, with the same core values, and gives back what that gives. So whatever comes to the host has been lowered and
 * lifted once for each component on the way, and in between from memory to memory.
 */

/** The interface that stage `i` of a chain exports, and the stage before it imports. */
export function stageName(i: number): string {
  return `test:pass/stage${i}`;
}

/** A chain of components, one for each of the encodings, which exports stage 0 and imports the last. */
export function passThrough(
  functions: ReadonlyMap<string, FuncType>,
  encodings: readonly StringEncoding[],
): Uint8Array {
  const stages = encodings.map((encoding, i) => stage(functions, i, encoding));
  const outer = new ComponentBuilder();
  const last = stages.at(-1);
  if (last === undefined) throw new RangeError('a chain has at least one stage');
  let previous = importLike(outer, last);
  for (const [i, bytes] of [...stages.entries()].reverse()) {
    const component = outer.component(asSlice(bytes));
    const argument = { name: stageName(i + 1), sort: 'instance', index: previous } as const;
    const instance = outer.instantiate(component, [argument]);
    previous = outer.aliasExport(instance, stageName(i), 'instance');
  }
  outer.export(stageName(0), 'instance', previous);
  return encodeComponent(outer.finish());
}

/** Imports what `component`, as `new` makes it, imports: the definitions at its beginning say it, and nothing else. */
function importLike(outer: ComponentBuilder, component: Uint8Array): number {
  for (const definition of definitionsOf(decodeComponent(asSlice(component)).value)) {
    if (definition.kind === 'type') outer.type(definition.type);
    else if (definition.kind === 'import') return outer.import(definition.name.name, definition.type);
    else break;
  }
  throw new Error('the component does not begin with its import');
}

function asSlice(bytes: Uint8Array): Slice {
  return wholeFile({ path: 'stage.wasm', bytes });
}

function stage(functions: ReadonlyMap<string, FuncType>, i: number, encoding: StringEncoding): Uint8Array {
  const interfaces = [i, i + 1].map((n) => interfaceText(`stage${n}`, functions)).join('\n');
  const world = `world w {\n  import stage${i + 1};\n  export stage${i};\n}\n`;
  const wit = `package test:pass;\n\n${interfaces}\n${world}`;
  return made(embedded(wit, coreModule(functions, i), encoding));
}

const OPTIONS = { ptrType: 'i32', async: false, callback: false } as const;
const PAGE = 65_536;
/** Where results are put, and where free memory begins: so near the end of a page that memory often grows. */
const RESULT_AT = 64;

function coreModule(functions: ReadonlyMap<string, FuncType>, i: number): Uint8Array {
  const list = [...functions].map(([name, type]) => ({
    name,
    lifted: flattenFunctype(OPTIONS, type, 'lift'),
    lowered: flattenFunctype(OPTIONS, type, 'lower'),
  }));
  const sizes = [...functions.values()].map(({ result }) => (result === null ? 0 : elemSize(result, 'i32')));
  const pages = Math.ceil((RESULT_AT + Math.max(0, ...sizes) + 64) / PAGE);
  const heap = pages * PAGE - 64;
  const count = list.length;
  const realloc = { params: ['i32', 'i32', 'i32', 'i32'], results: ['i32'] } as const;
  const posts = list.map(({ lifted }) => ({ params: lifted.results, results: [] }));
  const types = [
    ...list.map(({ lowered }) => lowered),
    ...list.map(({ lifted }) => lifted),
    ...posts,
    realloc,
  ];
  return encodeModule({
    types: types.map(({ params, results }) => funcType([...params], [...results])),
    imports: list.map(({ name }, type) => ({
      module: stageName(i + 1),
      name,
      type: { kind: 'func', type, exact: false },
    })),
    functions: [
      ...list.map((item, n) => ({ type: count + n, locals: [], body: passOn(item, n) })),
      ...list.map((_, n) => ({ type: 2 * count + n, locals: [], body: freeAll(heap) })),
      { type: 3 * count, locals: [], body: allocate() },
    ],
    memories: [
      { limits: { minimum: BigInt(pages), maximum: null, is64: false, shared: false }, pageSizeLog2: null },
    ],
    globals: [
      {
        type: { type: 'i32', mutable: true, shared: false },
        initial: new InstructionWriter().op('i32.const', heap).finish(),
      },
    ],
    exports: [
      ...list.map(({ name }, n) => ({
        name: `${stageName(i)}#${name}`,
        kind: 'func' as const,
        index: count + n,
      })),
      ...list.map(({ name }, n) => ({
        name: `cabi_post_${stageName(i)}#${name}`,
        kind: 'func' as const,
        index: 2 * count + n,
      })),
      { name: 'cabi_realloc', kind: 'func', index: 3 * count },
      { name: 'memory', kind: 'memory', index: 0 },
    ],
  });
}

/** Calls the import with the arguments, with a place for the result where it needs one. */
function passOn(
  { lifted, lowered }: { lifted: CoreFuncType; lowered: CoreFuncType },
  index: number,
): Uint8Array {
  const code = new InstructionWriter();
  lifted.params.forEach((_, i) => code.op('local.get', i));
  const hasPlace = lowered.params.length > lifted.params.length;
  if (hasPlace) code.op('i32.const', RESULT_AT);
  code.op('call', index);
  if (hasPlace) code.op('i32.const', RESULT_AT);
  return code.finish();
}

/** After a call nothing of it is needed any more. */
function freeAll(heap: number): Uint8Array {
  return new InstructionWriter().op('i32.const', heap).op('global.set', 0).finish();
}

/** Rounds the first free address up to the alignment, grows the memory page by page, and moves what was there. */
function allocate(): Uint8Array {
  const [old, oldLength, alignment, length] = [0, 1, 2, 3];
  const code = new InstructionWriter();
  code.op('global.get', 0).op('local.get', alignment).op('i32.add').op('i32.const', 1).op('i32.sub');
  code.op('i32.const', 0).op('local.get', alignment).op('i32.sub').op('i32.and').op('local.tee', alignment);
  code.op('local.get', length).op('i32.add').op('global.set', 0);
  code.op('loop', 'empty');
  code.op('global.get', 0).op('memory.size', 0).op('i32.const', 16).op('i32.shl').op('i32.gt_u');
  code.op('if', 'empty').op('i32.const', 1).op('memory.grow', 0).op('drop').op('br', 1).op('end');
  code.op('end');
  code.op('local.get', alignment).op('local.get', old);
  code.op('local.get', oldLength).op('local.get', length);
  code.op('local.get', oldLength).op('local.get', length).op('i32.lt_u').op('select').op('memory.copy', 0, 0);
  return code.op('local.get', alignment).finish();
}
