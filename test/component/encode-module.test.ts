import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import {
  decodeModule,
  encodeModule,
  functionBodies,
  funcType,
  InstructionWriter,
  moduleNameData,
  producersData,
  readModuleNames,
  readProducers,
  singleType,
  wholeFile,
  type ModuleParts,
} from '../../component/index.js';
import { coreModule } from '../support/hex.js';
import { nativeTools } from '../support/native.js';
import { requireOrSkip, wasmTools } from '../support/oracles.js';

const FUNCREF = { nullable: true, heap: { kind: 'abstract', name: 'func', shared: false } } as const;
const limits = (minimum: bigint, maximum: bigint | null = null) =>
  ({ minimum, maximum, is64: false, shared: false }) as const;
const i32 = (value: number): Uint8Array => new InstructionWriter().op('i32.const', value).finish();
const refFunc = (index: number): Uint8Array => new InstructionWriter().op('ref.func', index).finish();

const [NOTHING, GET, ADD] = [0, 1, 2];

/** One of everything that a module can have. */
const PARTS: ModuleParts = {
  types: [funcType([], []), funcType([], ['i32']), funcType(['i32', 'i32'], ['i32'])],
  imports: [
    { module: 'env', name: 'base', type: { kind: 'global', global: { type: 'i32', mutable: false, shared: false } } },
    { module: 'env', name: 'log', type: { kind: 'func', type: NOTHING, exact: false } },
  ],
  functions: [
    { type: GET, locals: [{ count: 2, type: 'i32' }, { count: 1, type: 'f64' }], body: new InstructionWriter().op('global.get', 1).op('local.tee', 1).finish() },
    { type: ADD, locals: [], body: new InstructionWriter().op('local.get', 0).op('local.get', 1).op('i32.add').finish() },
    { type: NOTHING, locals: [], body: new InstructionWriter().op('call', 0).op('i32.const', 77).op('global.set', 1).finish() },
    { type: GET, locals: [], body: new InstructionWriter().op('i32.const', 100).op('i32.load8_u', { align: 0, offset: 1n, memory: 0 }).op('i32.const', 1).op('call_indirect', GET, 1).op('i32.add').finish() },
  ],
  tables: [
    { type: { element: FUNCREF, limits: limits(4n) }, initial: null },
    { type: { element: FUNCREF, limits: limits(3n, 5n) }, initial: null },
  ],
  memories: [{ limits: limits(1n, 2n), pageSizeLog2: null }],
  tags: [],
  globals: [{ type: { type: 'i32', mutable: true, shared: false }, initial: new InstructionWriter().op('global.get', 0).finish() }],
  exports: [
    { name: 'get', kind: 'func', index: 1 },
    { name: 'mixed', kind: 'func', index: 4 },
    { name: 'table', kind: 'table', index: 0 },
    { name: 'memory', kind: 'memory', index: 0 },
    { name: 'global', kind: 'global', index: 1 },
  ],
  start: 3,
  elements: [
    { mode: { index: 0, offset: i32(1) }, items: [1, 2] },
    { mode: { index: 1, offset: i32(0) }, items: { type: FUNCREF, expressions: [refFunc(2), refFunc(1)] } },
    { mode: { index: 1, offset: i32(2) }, items: [1] },
    { mode: 'passive', items: [1] },
    { mode: 'declarative', items: [2, 3] },
    { mode: 'passive', items: { type: FUNCREF, expressions: [refFunc(1)] } },
    { mode: { index: 0, offset: i32(0) }, items: { type: FUNCREF, expressions: [refFunc(2)] } },
  ],
  data: [
    { mode: { index: 0, offset: i32(101) }, bytes: new Uint8Array([5]) },
    { mode: 'passive', bytes: new Uint8Array([1, 2, 3]) },
  ],
  customSections: [
    { name: 'name', data: moduleNameData({ module: 'm', functions: new Map([[4, 'mixed'], [1, 'get']]), locals: new Map([[1, new Map([[0, 'x']])]]) }) },
    { name: 'producers', data: producersData(new Map([['language', [{ name: 'C', version: '' }]]])) },
  ],
}; // prettier-ignore

const bytes = encodeModule(PARTS);
const { value: module, diagnostics } = decodeModule(wholeFile({ path: 'test.wasm', bytes }));

describe('a core module that is written from its parts', () => {
  it('is the shortest there is when there are none', () => {
    expect(encodeModule({})).toEqual(coreModule());
  });

  it('runs as its parts say', () => {
    let logged = 0;
    const imports = { env: { base: 40, log: () => logged++ } };
    const { exports } = new WebAssembly.Instance(new WebAssembly.Module(new Uint8Array(bytes)), imports);
    const { get, mixed, table, global } = exports as unknown as {
      get: () => number;
      mixed: () => number;
      table: WebAssembly.Table;
      global: WebAssembly.Global;
    };
    expect(logged).toBe(1);
    expect(global.value).toBe(77);
    expect(get()).toBe(77);
    // 0 at 101 plus 5 is what the data says, and the second table has `get` at 1.
    expect(mixed()).toBe(5 + 77);
    expect([table.get(0), table.get(1), table.get(3)].map((item: unknown) => item !== null)).toEqual([
      true,
      true,
      false,
    ]);
  });

  it('is read back', () => {
    expect(diagnostics).toEqual([]);
    expect(module.sections.map(({ name, count }) => [name, count])).toEqual([
      ['type', 3],
      ['import', 2],
      ['function', 4],
      ['table', 2],
      ['memory', 1],
      ['global', 1],
      ['export', 5],
      ['start', null],
      ['element', 7],
      ['data count', null],
      ['code', 4],
      ['data', 2],
      ['custom', null],
      ['custom', null],
    ]);
    expect(module.types).toEqual(PARTS.types);
    expect(module.exports).toMatchObject(PARTS.exports ?? []);
  });

  it('has its names, sorted by index, and who made it', () => {
    const [names, producers] = module.customSections;
    expect(readModuleNames(names?.data ?? new Uint8Array())).toEqual({
      module: 'm',
      functions: new Map([[1, 'get'], [4, 'mixed']]),
      locals: new Map([[1, new Map([[0, 'x']])]]),
    }); // prettier-ignore
    expect([...(readModuleNames(names?.data ?? new Uint8Array()).functions ?? [])][0]).toEqual([1, 'get']);
    expect(readProducers(producers?.data ?? new Uint8Array())).toEqual(
      new Map([['language', [{ name: 'C', version: '' }]]]),
    );
  });

  it('has the same code when that is copied', () => {
    const bodies = functionBodies(module).value.map(({ start, end }) => bytes.slice(start, end));
    const functions = (PARTS.functions ?? []).map(({ type }, index) => ({
      type,
      code: bodies[index] ?? new Uint8Array(),
    }));
    expect(encodeModule({ ...PARTS, functions })).toEqual(bytes);
  });
});

const program = wasmTools();

describe.skipIf(requireOrSkip(program, 'wasmTools'))('a core module with what Node 20 does not know', () => {
  const native = nativeTools(program ?? '');
  afterAll(() => native.dispose());

  it('is valid for the oracle', async () => {
    const struct = singleType({ kind: 'struct', fields: [{ type: 'i8', mutable: true }] });
    const body = new InstructionWriter()
      .op('block', 'empty')
      .op('try_table', 'empty', [{ tag: null, ref: false, label: 0 }])
      .op('throw', 0)
      .op('end')
      .op('end')
      .op('i32.const', 1)
      .op('struct.new', 1)
      .op('struct.get_u', 1, 0)
      .op('drop')
      .op('ref.func', 0)
      .op('return_call_ref', 0);
    const made = encodeModule({
      types: [funcType([], []), struct],
      functions: [{ type: 0, locals: [], body: body.finish() }],
      memories: [
        { limits: { ...limits(1n), is64: true }, pageSizeLog2: 0 },
        { limits: limits(1n), pageSizeLog2: null },
      ],
      tables: [{ type: { element: FUNCREF, limits: limits(3n, 5n) }, initial: refFunc(0) }],
      tags: [0],
      elements: [{ mode: 'declarative', items: [0] }],
      data: [{ mode: { index: 1, offset: i32(0) }, bytes: new Uint8Array(300) }],
      exports: [{ name: 't', kind: 'tag', index: 0 }],
    });
    const folder = native.onDisk(new Map([['made.wasm', made]]));
    const { stderr } = await native.run(['validate', '-f', 'all', path.join(folder, 'made.wasm')]);
    expect(stderr).toBe('');
  });
});
