import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import {
  encodeModule,
  decodeModule,
  decodeTree,
  functionBodies,
  funcType,
  InstructionWriter,
  layerOf,
  INSTRUCTIONS,
  renumberCode,
  walkCode,
  wholeFile,
  type ComponentTree,
  type CoreModule,
  type Immediate,
  type ImmediateValues,
  type InstructionName,
} from '../../component/index.js';
import { bytesOfHex, hexOf } from '../support/hex.js';
import { nativeTools } from '../support/native.js';
import { assembleCorpus, type CorpusBinary } from '../support/component-corpus.js';
import { conformanceDir, requireOrSkip, wasmTools } from '../support/oracles.js';

const FUNCREF = { nullable: true, heap: { kind: 'abstract', name: 'func', shared: false } } as const;

/** An immediate of each kind, distinct from what its neighbours have. */
const SAMPLES: ImmediateValues = {
  type: 1, func: 0, table: 2, memory: 3, global: 4, tag: 5, elem: 6, data: 7, local: 0, label: 0, field: 1, u32: 300,
  labels: { targets: [0, 0, 0], fallback: 0 },
  lane: 1, lanes: new Uint8Array(16), s32: -5, s64: -(2n ** 40n), f32: 1.5, f64: -0.25, v128: new Uint8Array(16).fill(11),
  memarg: { align: 0, offset: 4096n, memory: 3 },
  'block type': { type: 1 },
  'heap type': { kind: 'index', type: 200 },
  'value types': [{ nullable: false, heap: { kind: 'index', type: 1 } }],
  cast: { label: 0, from: FUNCREF, to: { nullable: false, heap: { kind: 'index', type: 1 } } },
  catches: [{ tag: 5, ref: false, label: 0 }, { tag: null, ref: true, label: 0 }],
  handlers: [{ tag: 5, label: 0 }, { tag: 6, label: null }],
  ordering: 'acq_rel',
  'reserved byte': 0,
}; // prettier-ignore

type Row = readonly [number, InstructionName, ...Immediate[]];
const ROWS = Object.values(INSTRUCTIONS).flatMap((rows): readonly Row[] => rows as readonly Row[]);

/** Writes the instruction of `row` with a sample of each immediate. */
function writeSample(writer: InstructionWriter, [, name, ...kinds]: Row): void {
  (writer.op as unknown as (name: string, ...immediates: unknown[]) => unknown).call(
    writer,
    name,
    ...kinds.map((kind) => SAMPLES[kind]),
  );
}

/** A function for each instruction: what may only stand in a block does so. */
function moduleOfAll(): Uint8Array {
  const functions = ROWS.filter(([, name]) => name !== 'end').map((row) => {
    const name = row[1];
    const writer = new InstructionWriter();
    if (name === 'else') writer.op('if', 'empty');
    if (['catch', 'catch_all', 'delegate'].includes(name)) writer.op('try', 'empty');
    writeSample(writer, row);
    if (['else', 'catch', 'catch_all'].includes(name) || isBlock(name)) writer.op('end');
    return { type: 0, locals: [{ count: 1, type: 'i32' as const }], body: writer.finish() };
  });
  return encodeModule({ types: [funcType([], []), funcType([], [])], functions });
}

function isBlock(name: string): boolean {
  return ['block', 'loop', 'if', 'try', 'try_table'].includes(name);
}

function decoded(bytes: Uint8Array): CoreModule {
  const { value, diagnostics } = decodeModule(wholeFile({ path: 'test.wasm', bytes }));
  expect(diagnostics).toEqual([]);
  return value;
}

/** The names of the instructions in each function of `module`. */
function instructionsOf(module: CoreModule): string[][] {
  return functionBodies(module).value.map((place) => {
    const names: string[] = [];
    const instruction = ({ name }: { name: string }): unknown => names.push(name);
    expect(walkCode(module.source, place, 'function body', { instruction })).toEqual([]);
    return names;
  });
}

describe('the table of opcodes', () => {
  it('has one entry for an opcode, and one for a name', () => {
    expect(new Set(ROWS.map(([opcode]) => opcode)).size).toBe(ROWS.length);
    expect(new Set(ROWS.map(([, name]) => name)).size).toBe(ROWS.length);
    expect(ROWS.length).toBeGreaterThan(620);
  });

  it('reads what it writes, instruction by instruction', () => {
    const bodies = instructionsOf(decoded(moduleOfAll()));
    const missing = ROWS.filter(([, name]) => !bodies.some((names) => names.includes(name)));
    expect(missing).toEqual([]);
    expect(bodies.every((names) => names.at(-1) === 'end')).toBe(true);
  });
});

function codeOf({ source, sections }: CoreModule): Uint8Array | undefined {
  const code = sections.find(({ name }) => name === 'code');
  return code === undefined ? undefined : new Uint8Array(source.file.bytes.slice(code.start, code.end));
}

const program = wasmTools();

describe.skipIf(requireOrSkip(program, 'wasmTools'))('the table of opcodes and the oracle', () => {
  const native = nativeTools(program ?? '');
  afterAll(() => native.dispose());

  it('have the same names and immediates', async () => {
    const bytes = moduleOfAll();
    const folder = native.onDisk(new Map([['all.wasm', bytes]]));
    const { stdout, stderr } = await native.run(['print', path.join(folder, 'all.wasm')]);
    expect(stderr).toBe('');
    const printed = stdout
      .split('\n  (func ')
      .slice(1)
      .map((text) =>
        text
          .split('\n')
          .slice(2)
          .map((line) => line.trim().split(' ')[0] ?? ''),
      )
      .map((lines) => lines.filter((word) => /^[a-z]/.test(word)));
    const ours = instructionsOf(decoded(bytes)).map((names) =>
      names.slice(0, -1).map((name) => name.split(' ')[0]),
    );
    // The text of try_table, resume and legacy exceptions takes more lines and another shape; their first word stands for them.
    const differences = ours.filter(
      (names, index) => !names.every((name) => printed[index]?.includes(name ?? '')),
    );
    expect(printed.length).toBe(ours.length);
    expect(differences).toEqual([]);
    const parsed = path.join(folder, 'again.wasm');
    const text = native.onDisk(new Map([['all.wat', stdout]]));
    const again = await native.run(['parse', path.join(text, 'all.wat'), '-o', parsed]);
    expect(again.stderr).toBe('');
    expect(codeOf(decoded(readFileSync(parsed)))).toEqual(codeOf(decoded(bytes)));
  });
});

describe('walking code', () => {
  const body = new InstructionWriter()
    .op('block', { type: 100 })
    .op('i32.load', { align: 2, offset: 0n, memory: 0 })
    .op('call', 7)
    .op('i32.load', { align: 2, offset: 8n, memory: 1 })
    .op('ref.null', { kind: 'index', type: 100 })
    .op('ref.null', { kind: 'exact', type: 100 })
    .op('end')
    .finish();
  const slice = wholeFile({ path: 'code', bytes: new Uint8Array([0, ...body]) });
  const place = { start: 0, end: slice.end };

  it('tells of every use of an index', () => {
    const uses: string[] = [];
    walkCode(slice, place, 'function body', {
      index: ({ kind, index, form, start, end }) => uses.push(`${start}-${end} ${form} ${kind} ${index}`),
    });
    expect(uses).toEqual([
      '2-4 signed type 100',
      '5-6 implied memory 0',
      '8-9 unsigned func 7',
      '11-12 unsigned memory 1',
      '14-16 signed type 100',
      '18-19 unsigned type 100',
    ]);
  });

  it('gives other indexes to what it walks', () => {
    const { value } = renumberCode(slice, place, 'function body', ({ kind, index }) =>
      kind === 'type' ? 3 : kind === 'func' ? 300 : index + 1,
    );
    expect(value === null ? null : hexOf(value)).toBe(
      '00 02 03 28 42 01 00 10 ac 02 28 42 02 08 d0 03 d0 62 03 0b 0b',
    );
  });

  it.each([
    ['indexes', '10 87 80 80 00', '10 07'],
    ['constants', '41 80 80 80 80 00', '41 00'],
    ['negative ones', '41 ff ff ff ff 7f', '41 7f'],
    ['those whose sign needs a byte more', '41 c0 80 80 80 00', '41 c0 00'],
    ['their negative counterparts', '41 bf ff ff ff 7f', '41 bf 7f'],
    ['offsets in memory', '28 02 88 80 80 80 00', '28 02 08'],
    ['locals', '20 81 80 00', '20 01'],
  ])('writes numbers in their shortest form: %s', (_, padded, shortest) => {
    const bytes = bytesOfHex(`00 ${padded} 0b`);
    const whole = { start: 0, end: bytes.length };
    const renumbered = renumberCode(
      wholeFile({ path: 'code', bytes }),
      whole,
      'function body',
      ({ index }) => index,
    );
    expect(hexOf(renumbered.value ?? new Uint8Array())).toBe(`00 ${shortest} 0b`);
  });

  it.each([
    ['00 ff 0b', 'expected an opcode for an instruction, found `0xff`'],
    ['00 fd ff 3f 0b', 'expected an opcode for an instruction, found `0x3f`'],
    ['00 fb ff ff ff ff 0f 0b', 'expected an opcode for an instruction, found `0x0f`'],
    ['00 02 40 0b', 'the function body ends inside an instruction'],
    ['00 0b 01', 'the function body has 1 byte more than its content'],
    ['00 0e ff ff ff ff 0f 00', 'the function body ends inside an instruction'],
    ['ff ff ff ff 0f 01 7f', 'the function body ends inside an instruction'],
  ])('refuses what is malformed: %s', (hex, message) => {
    const bytes = bytesOfHex(hex);
    const whole = { start: 0, end: bytes.length };
    const [first] = walkCode(wholeFile({ path: 'code', bytes }), whole, 'function body', {});
    expect(first?.message).toBe(message);
  });
});

const root = conformanceDir();

describe.skipIf(requireOrSkip(root, 'conformance') || program === null)(
  'the code of the conformance data',
  async () => {
    const { binaries } = await assembleCorpus(root, program);
    const modules = binaries.filter(({ verdict }) => verdict === 'valid').flatMap(modulesOf);

    it('is walked to its end, and the same bytes when no index changes', () => {
      const places = modules.flatMap((module) => {
        const bodies = functionBodies(module).value.map(
          (place) => ({ kind: 'function body', place, module }) as const,
        );
        const initials = [...module.globals, ...module.tables].flatMap(({ initial }) =>
          initial === null ? [] : [{ kind: 'constant expression', place: initial, module } as const],
        );
        return [...bodies, ...initials];
      });
      expect(places.length).toBeGreaterThan(1000);
      const wrong = places.filter(({ kind, place, module: { source } }) => {
        const { value } = renumberCode(source, place, kind, ({ index }) => index);
        return value === null || hexOf(value) !== hexOf(source.file.bytes.subarray(place.start, place.end));
      });
      expect(
        wrong.map(({ place, module }) => `${module.source.file.path} ${module.source.path} +${place.start}`),
      ).toEqual([]);
    });
  },
);

function modulesOf({ name, bytes }: CorpusBinary): CoreModule[] {
  const slice = wholeFile({ path: name, bytes });
  return layerOf(slice) === 'core module' ? [decodeModule(slice).value] : modulesIn(decodeTree(slice).value);
}

function modulesIn({ modules, components }: ComponentTree): CoreModule[] {
  return [...modules.values(), ...[...components.values()].flatMap(modulesIn)];
}
