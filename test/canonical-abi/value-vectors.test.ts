import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import * as abi from '../../canonical-abi/index.js';
import { inRepository } from '../support/repository.js';
import {
  type CoreText,
  type LiftVector,
  type LowerVector,
  FUSED_VECTORS_FILE,
  VALUE_VECTORS_FILE,
  coreOf,
  readValueVectors,
  valueOf,
} from './vectors/read-value-vectors.js';
import { type TypeText, typeOf } from './vectors/read-vectors.js';
import { CALL_VECTORS_FILE } from './vectors/read-call-vectors.js';
import { countBy, differences, kindOf } from './vectors/compare-vectors.js';
import { bufferOf, guestOf, instanceOf, snapshot } from './vectors/vector-guest.js';

const vectors = readValueVectors();

/** What `run` gives, or, for a trap, that it was one. */
function outcome<T extends object>(run: () => T): T | { trap: true } {
  try {
    return run();
  } catch (error) {
    if (error instanceof abi.Trap) return { trap: true };
    throw error;
  }
}

function planOf(type: TypeText) {
  const plan = abi.createPlanner({ strings: 'lifted' })(typeOf(type));
  return { plan, values: abi.planValues([{ label: 'p', type: plan.type }], () => plan) };
}

function lift(vector: LiftVector): object {
  const { plan, values } = planOf(vector.type);
  const { inst, rt } = instanceOf(vector.handles ?? []);
  const memory = new abi.MemInst({ buffer: bufferOf(vector.memory) }, vector.ptr);
  const cx = new abi.LiftLowerContext({
    opts: { stringEncoding: vector.encoding, memory, realloc: null },
    inst,
    borrowScope: new abi.Lending(),
    resourceType: () => rt,
  });
  return outcome(() => {
    const flat = new abi.CoreValueIter(vector.flat.map(coreOf));
    const [value] = abi.liftFlatValues(cx, vector.maxFlat, flat, values);
    return { value, ...after(vector, inst, rt), plan };
  });
}

function expectedLift(vector: LiftVector): object {
  if (vector.trap) return { trap: true };
  const { plan } = planOf(vector.type);
  const value = valueOf(plan, vector.value, (message) => new abi.ErrorContext(message));
  return { value, ...tableOf(vector), plan };
}

function after(vector: LiftVector | LowerVector, inst: abi.ComponentInstance, rt: abi.ResourceType): object {
  if (vector.after === undefined) return {};
  const table = snapshot(inst, rt, vector.after.length);
  return { after: table, next: inst.handles.add(new abi.ErrorContext('next')) };
}

function tableOf({ after: table, next }: LiftVector | LowerVector): object {
  return table === undefined ? {} : { after: table, next };
}

function lower(vector: LowerVector): object {
  const { plan, values } = planOf(vector.type);
  const { inst, rt } = instanceOf(vector.handles ?? [], vector.definedHere);
  const { memory, realloc, calls, image } = guestOf(vector);
  const borrowScope: abi.BorrowingTask = { kind: 'task', numBorrows: 0 };
  const cx = new abi.LiftLowerContext({
    opts: { stringEncoding: vector.encoding, memory, realloc },
    inst,
    borrowScope,
    resourceType: () => rt,
  });
  const value = valueOf(plan, vector.value, (message) => new abi.ErrorContext(message));
  const out = vector.out === undefined ? null : new abi.CoreValueIter([memory.toCore(vector.out)]);
  const lowered = outcome(() => {
    const flat = abi.lowerFlatValues(cx, vector.maxFlat, [value], values, out);
    return { flat, memory: image(), ...after(vector, inst, rt) };
  });
  return { calls, ...lowered };
}

function expectedLower(vector: LowerVector): object {
  const { calls, memory, flat = [] } = vector;
  if (vector.trap) return { calls, trap: true };
  return { calls, flat: flat.map((text: CoreText) => coreOf(text)), memory, ...tableOf(vector) };
}

describe(`what ${vectors.spec} does with values`, () => {
  it('is what we do when we lift them', () => {
    expect(differences(vectors.lift, lift, expectedLift)).toEqual([]);
  });

  it('is what we do when we lower them, calls of realloc included', () => {
    expect(differences(vectors.lower, lower, expectedLower)).toEqual([]);
  });

  it('is known for 26 kinds of types in both directions, a hundred times and more', () => {
    for (const direction of ['lift', 'lower'] as const) {
      const types = vectors[direction].map(({ type }) => type);
      const counts = countBy(types, kindOf);
      expect(counts.size).toBe(26);
      expect(Math.min(...counts.values())).toBeGreaterThanOrEqual(100);
    }
  });

  it('is known for each pair of string encodings, a hundred times and more', () => {
    const strings = vectors.lower.filter(({ type }) => type === 'string');
    const counts = countBy(strings, ({ value, encoding }) => `${(value as string[])[1]} ${encoding}`);
    expect(counts.size).toBe(9);
    expect(Math.min(...counts.values())).toBeGreaterThanOrEqual(100);
  });

  it('is a trap in at least a quarter of all, and for each kind of type in each direction', () => {
    const all = [...vectors.lift, ...vectors.lower];
    expect(all.length).toBeGreaterThanOrEqual(5000);
    const traps = all.filter(({ trap }) => trap);
    expect(traps.length / all.length).toBeGreaterThanOrEqual(0.25);
    for (const direction of ['lift', 'lower'] as const) {
      const trapped = vectors[direction].filter(({ trap }) => trap);
      expect(countBy(trapped, ({ type }) => kindOf(type)).size).toBe(26);
    }
  });
});

const definitions = process.env['WITWRIGHT_DEFINITIONS_PY'];
if (definitions === undefined) {
  process.stderr.write(
    'SKIPPED: the value vectors are not made again: set WITWRIGHT_DEFINITIONS_PY to definitions.py of ' +
      'the crate wasm-tools 1.262.0 (needs python3)\n',
  );
}

describe.skipIf(definitions === undefined)('the generators of vectors', () => {
  it.each([
    ['make-value-vectors.py', VALUE_VECTORS_FILE],
    ['make-fused-vectors.py', FUSED_VECTORS_FILE],
    ['make-call-vectors.py', CALL_VECTORS_FILE],
  ])('%s makes the committed vectors again', (name, file) => {
    const script = inRepository('test', 'canonical-abi', 'vectors', name);
    const made = execFileSync('python3', [script, definitions ?? ''], { maxBuffer: 1 << 24 });
    expect(made.toString('utf8')).toBe(readFileSync(file, 'utf8'));
  });
});
