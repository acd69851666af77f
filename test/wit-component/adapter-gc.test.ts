import { describe, expect, it } from 'vitest';
import {
  componentNames,
  decodeModule,
  decodeTree,
  encodeModule,
  funcType,
  InstructionWriter,
  moduleNameData,
  wholeFile,
  type CoreModule,
  type ModuleParts,
} from '../../component/index.js';
import { reduceAdapter, type AdapterNeeds } from '../../wit-component/index.js';
import { assembleCorpus } from '../support/component-corpus.js';
import { conformanceDir, requireOrSkip, wasmTools } from '../support/oracles.js';

const MEMORY = { limits: { minimum: 1n, maximum: null, is64: false, shared: false }, pageSizeLog2: null };
const I32 = { type: 'i32', mutable: true, shared: false } as const;
const ZERO = new InstructionWriter().op('i32.const', 0).finish();

const [NOTHING, REALLOC, GET, OTHER] = [0, 1, 2, 3];
const [SP, STATE, DEAD_GLOBAL] = [0, 1, 2];
const [MAIN_REALLOC, LOG, STACK_TOP, ALLOCATE, UNUSED] = [0, 1, 2, 3, 4];

/**
 * An adapter with a stack. `stack-top` gives the stack pointer, `allocate` calls the main module's allocator, `unused`
 * calls an import that nothing else needs.
 */
function adapter(more: ModuleParts = {}, stateName = 'allocation_state'): Uint8Array {
  const names = {
    functions: new Map([
      [MAIN_REALLOC, 'realloc'],
      [STACK_TOP, 'top'],
      [UNUSED, 'unused'],
    ]),
    globals: new Map([
      [SP, '__stack_pointer'],
      [STATE, stateName],
    ]),
  };
  const allocate = new InstructionWriter().op('i32.const', 0).op('i32.const', 0).op('i32.const', 1);
  return encodeModule({
    types: [
      funcType([], []),
      funcType(['i32', 'i32', 'i32', 'i32'], ['i32']),
      funcType([], ['i32']),
      funcType(['f64'], []),
    ],
    imports: [
      { module: '__main_module__', name: 'cabi_realloc', type: { kind: 'func', type: REALLOC, exact: false } },
      { module: 'log', name: 'log', type: { kind: 'func', type: OTHER, exact: false } },
      { module: 'env', name: 'memory', type: { kind: 'memory', memory: MEMORY } },
    ],
    functions: [
      { type: GET, locals: [], body: new InstructionWriter().op('global.get', STATE).op('drop').op('global.get', SP).finish() },
      { type: GET, locals: [], body: allocate.op('i32.const', 65536).op('call', MAIN_REALLOC).finish() },
      { type: NOTHING, locals: [], body: new InstructionWriter().op('f64.const', 1).op('call', LOG).op('global.get', DEAD_GLOBAL).op('drop').finish() },
    ],
    globals: [
      { type: I32, initial: ZERO },
      { type: I32, initial: ZERO },
      { type: I32, initial: ZERO },
    ],
    exports: [
      { name: 'stack-top', kind: 'func', index: STACK_TOP },
      { name: 'memory', kind: 'memory', index: 0 },
      { name: 'allocate', kind: 'func', index: ALLOCATE },
      { name: 'unused', kind: 'func', index: UNUSED },
    ],
    customSections: [{ name: 'name', data: moduleNameData(names) }],
    ...more,
  }); // prettier-ignore
}

const NEEDS: AdapterNeeds = { required: ['stack-top', 'memory'], realloc: 'cabi_realloc' };

function reduced(bytes: Uint8Array, needs: Partial<AdapterNeeds> = {}): Uint8Array {
  const slice = wholeFile({ path: 'adapter.wasm', bytes });
  const { value, diagnostics } = reduceAdapter(slice, { ...NEEDS, ...needs });
  expect(diagnostics).toEqual([]);
  return value ?? new Uint8Array();
}

function shellOf(bytes: Uint8Array): CoreModule {
  return decodeModule(wholeFile({ path: 'reduced.wasm', bytes })).value;
}

/** Runs `bytes` beside an allocator that counts its calls and hands out memory from 1000 on. */
function run(bytes: Uint8Array): { stackTops: number[]; reallocCalls: number; pages: number } {
  const memory = new WebAssembly.Memory({ initial: 1 });
  let reallocCalls = 0;
  let exports: Record<string, () => number> = {};
  const realloc = (): number => {
    reallocCalls++;
    // An allocator of a main module may call the adapter before that has its stack.
    exports['stack-top']?.();
    return 1000;
  };
  const log = (): void => undefined;
  const instance = new WebAssembly.Instance(new WebAssembly.Module(new Uint8Array(bytes)), {
    __main_module__: { cabi_realloc: realloc, canonical_abi_realloc: realloc },
    log: { log },
    env: { memory },
  });
  exports = instance.exports as unknown as Record<string, () => number>;
  const stackTops = [exports['stack-top']?.() ?? -1, exports['stack-top']?.() ?? -1];
  return { stackTops, reallocCalls, pages: memory.buffer.byteLength / 65536 };
}

describe('an adapter that is reduced', () => {
  it('keeps what its exports use, and nothing else', () => {
    const shell = shellOf(reduced(adapter(), { realloc: 'cabi_realloc' }));
    expect(shell.imports.map(({ module, name }) => `${module}.${name}`)).toEqual([
      'env.memory',
      '__main_module__.cabi_realloc',
    ]);
    expect(shell.exports.map(({ name }) => name)).toEqual(['stack-top', 'memory']);
    expect(shell.globals).toHaveLength(2);
    // Of the adapter `stack-top` is left, and `allocate_stack` is added.
    expect(shell.functions).toHaveLength(2);
    expect(shell.types).toHaveLength(3);
  });

  it('is the same adapter when everything is required', () => {
    const shell = shellOf(reduced(adapter(), { required: ['stack-top', 'memory', 'allocate', 'unused'] }));
    expect(shell.imports.map(({ name }) => name)).toEqual(['memory', 'cabi_realloc', 'log']);
    expect(shell.globals).toHaveLength(3);
  });

  it('allocates its stack once, on the first call of an export', () => {
    const { stackTops, reallocCalls, pages } = run(reduced(adapter()));
    expect(stackTops).toEqual([1000 + 65536, 1000 + 65536]);
    expect(reallocCalls).toBe(1);
    expect(pages).toBe(1);
  });

  it('imports the allocator under the name that the main module has for it', () => {
    const bytes = reduced(adapter(), { required: ['allocate'], realloc: 'canonical_abi_realloc' });
    expect(shellOf(bytes).imports).toMatchObject([{ name: 'canonical_abi_realloc' }]);
  });

  it.each([
    ['the main module has no allocator', adapter(), null],
    ['it cannot tell that it is allocating already', adapter({}, 'something'), 'cabi_realloc'],
  ])('grows the memory at its start where %s', (_, bytes, realloc) => {
    const { stackTops, reallocCalls, pages } = run(reduced(bytes, { realloc }));
    expect(stackTops).toEqual([2 * 65536, 2 * 65536]);
    expect(reallocCalls).toBe(0);
    expect(pages).toBe(2);
  });

  it('gets an allocator of its own where it calls one and the main module has none', () => {
    const bytes = reduced(adapter(), { required: ['allocate', 'stack-top', 'memory'], realloc: null });
    expect(shellOf(bytes).imports.map(({ name }) => name)).toEqual(['memory']);
    const memory = new WebAssembly.Memory({ initial: 1 });
    const { exports } = new WebAssembly.Instance(new WebAssembly.Module(new Uint8Array(bytes)), { env: { memory } });
    expect((exports as unknown as Record<string, () => number>)['allocate']?.()).toBe(2 * 65536);
  }); // prettier-ignore

  it('has no stack to allocate where it has no stack pointer', () => {
    const names = { name: 'name', data: moduleNameData({}) };
    const shell = shellOf(reduced(adapter({ customSections: [names] })));
    expect(shell.imports.map(({ name }) => name)).toEqual(['memory']);
    expect(shell.start).toBeNull();
    expect(shell.functions).toHaveLength(1);
  });

  it('keeps types that refer to each other as they are', () => {
    const ref = { nullable: true, heap: { kind: 'index', type: 4 } } as const;
    const { types = [] } = {
      types: [
        funcType([], []),
        funcType(['i32', 'i32', 'i32', 'i32'], ['i32']),
        funcType([], ['i32']),
        funcType(['f64'], []),
        funcType([], []),
        funcType([ref], []),
      ],
    };
    const bytes = reduced(adapter({ types }));
    expect(shellOf(bytes).types.slice(0, types.length)).toEqual(shellOf(adapter({ types })).types);
  });
});

function faultsOf(more: ModuleParts, needs: Partial<AdapterNeeds> = {}): string[] {
  const slice = wholeFile({ path: 'adapter.wasm', bytes: adapter(more) });
  const { value, diagnostics } = reduceAdapter(slice, { ...NEEDS, ...needs });
  expect(value).toBeNull();
  return diagnostics.map(({ code, message }) => `${code}: ${message}`);
}

describe('a core module is refused as an adapter', () => {
  it('with segments or a start function', () => {
    const data = [{ mode: 'passive', bytes: new Uint8Array(1) }] as const;
    expect(faultsOf({ data, start: UNUSED })).toEqual([
      'adapter/unsupported-section: expected an adapter to consist of functions and globals, found a start function',
      'adapter/unsupported-section: expected an adapter to consist of functions and globals, found data segments',
    ]);
  });

  it('with a table that is used', () => {
    const element = { nullable: true, heap: { kind: 'abstract', name: 'func', shared: false } } as const;
    const tables = [{ type: { element, limits: MEMORY.limits }, initial: null }];
    const body = new InstructionWriter().op('i32.const', 0).op('call_indirect', GET, 0).finish();
    const functions = [{ type: GET, locals: [], body }];
    const exports = [{ name: 'f', kind: 'func', index: 2 }] as const;
    expect(faultsOf({ tables, functions, exports }, { required: ['f'] })).toEqual([
      'adapter/table-in-use: expected an adapter whose functions use no table, found one that does',
    ]);
  });

  it('with a memory of its own that is used', () => {
    const exports = [{ name: 'b', kind: 'memory', index: 1 }] as const;
    expect(faultsOf({ memories: [MEMORY], exports }, { required: ['b'] })).toEqual([
      'adapter/own-memory: expected an adapter to import the memory that it uses, found one that it defines',
    ]);
  });

  it('with two stack pointers', () => {
    const globals = new Map([0, 1].map((index) => [index, '__stack_pointer'] as const));
    const customSections = [{ name: 'name', data: moduleNameData({ globals }) }];
    expect(faultsOf({ customSections })).toEqual([
      'adapter/ambiguous-global: expected one mutable `i32` global `__stack_pointer` in the adapter, found 2',
    ]);
  });

  it('with an index that is not there', () => {
    const exports = [{ name: 'f', kind: 'func', index: 99 }] as const;
    expect(faultsOf({ exports }, { required: ['f'] })).toEqual([
      'adapter/index-out-of-bounds: expected the index of a func of the adapter, less than 5, found 99',
    ]);
  });
});

const root = conformanceDir();
const program = wasmTools();
const isSkipped = requireOrSkip(root, 'conformance') || requireOrSkip(program, 'wasmTools');

describe.skipIf(isSkipped)('the adapters of the conformance data', async () => {
  const { binaries } = await assembleCorpus(root, program);
  const byName = new Map(binaries.map((binary) => [binary.name, binary.bytes]));
  const adapters = [...byName].flatMap(([name, bytes]) => {
    const [, folder = '', adapterName = ''] = /^(.*)\/adapt-(.*)\.wat$/.exec(name) ?? [];
    const whole = byName.get(`${folder}/component.wat`);
    const native = whole === undefined ? null : adapterIn(whole, adapterName);
    return native === null ? [] : [{ name, bytes, native }];
  });

  it.each(adapters)('$name: is what the oracle makes of it, and no larger', ({ bytes, native }) => {
    const { exports, imports, source } = native;
    const realloc = imports.find(({ module }) => module === '__main_module__')?.name ?? null;
    const memory = imports.flatMap(({ type }) => (type.kind === 'memory' ? [type.memory] : []))[0];
    const ours = reduced(bytes, {
      required: exports.map(({ name }) => name),
      realloc,
      pageSizeLog2: memory?.pageSizeLog2 ?? 16,
    });
    expect(ours.length).toBeLessThanOrEqual(source.end - source.start);
    const shell = shellOf(ours);
    const names = (module: CoreModule): string[] =>
      module.imports.map((item) => `${item.module} ${item.name}`);
    expect(names(shell)).toEqual(names(native));
    expect(shell.functions.length).toBe(native.functions.length);
    expect(shell.globals.length).toBe(native.globals.length);
    expect(shell.start).toBe(native.start);
  });

  it('are many', () => {
    expect(adapters.length).toBeGreaterThan(12);
  });
});

/** The adapter `name` of `component`, as the oracle has reduced it; null if it was left out. */
function adapterIn(component: Uint8Array, name: string): CoreModule | null {
  const { value } = decodeTree(wholeFile({ path: 'component.wasm', bytes: component }));
  const labels = componentNames(value.component).definitions.get('core module') ?? new Map<number, string>();
  const index = [...labels].find(([, label]) => label === `wit-component:adapter:${name}`)?.[0];
  return index === undefined ? null : ([...value.modules.values()][index] ?? null);
}
