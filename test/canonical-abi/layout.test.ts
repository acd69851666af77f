import { describe, expect, it } from 'vitest';
import {
  MAX_ELEM_SIZE,
  type RecordType,
  type ValType,
  alignment,
  discriminantType,
  elemSize,
  exceedsMaxElemSize,
  fieldOffsets,
  payloadOffset,
} from '../../canonical-abi/index.js';
import { alignTo } from '../../canonical-abi/shape.js';

const record = (...types: readonly ValType[]): RecordType => ({
  kind: 'record',
  fields: types.map((type, index) => ({ label: `f${index}`, type })),
});
const fixed = (element: ValType, length: number): ValType => ({ kind: 'list', element, length });
const labels = (count: number): readonly string[] => Array.from({ length: count }, (_, index) => `l${index}`);

describe('alignment and elemSize', () => {
  it('pad a record between its fields and at its end', () => {
    const t = record('u8', 'u32', 'u8');
    expect([alignment(t, 'i32'), elemSize(t, 'i32')]).toEqual([4, 12]);
    expect(fieldOffsets(t.fields, 'i32')).toEqual([0, 4, 8]);
  });

  it('grow with the pointers of a 64-bit memory', () => {
    const t = record('u8', 'string');
    expect([alignment(t, 'i32'), elemSize(t, 'i32')]).toEqual([4, 12]);
    expect([alignment(t, 'i64'), elemSize(t, 'i64')]).toEqual([8, 24]);
  });

  it('keep handles at 32 bits in a 64-bit memory', () => {
    const own: ValType = { kind: 'own', resource: {} };
    expect(elemSize(own, 'i64')).toBe(4);
    expect(elemSize({ kind: 'stream', element: 'u64' }, 'i64')).toBe(4);
  });

  it('put the payloads of a variant at one place, behind its discriminant', () => {
    const cases = [
      { label: 'a', type: 'u8' },
      { label: 'b', type: 'f64' },
      { label: 'c', type: null },
    ] as const;
    const t: ValType = { kind: 'variant', cases };
    expect(payloadOffset(cases, 'i32')).toBe(8);
    expect([alignment(t, 'i32'), elemSize(t, 'i32')]).toEqual([8, 16]);
  });

  it('lay a fixed-length list out like a tuple, and any other as a pointer and a length', () => {
    const inline: ValType = fixed('u16', 3);
    expect([alignment(inline, 'i32'), elemSize(inline, 'i32')]).toEqual([2, 6]);
    expect(elemSize({ kind: 'list', element: 'u16', length: null }, 'i32')).toBe(8);
    expect(elemSize({ kind: 'map', key: 'string', value: 'u64' }, 'i64')).toBe(16);
  });

  it.each([
    [8, 1],
    [9, 2],
    [16, 2],
    [17, 4],
    [32, 4],
  ])('store %i flags in %i bytes', (count, bytes) => {
    const t: ValType = { kind: 'flags', labels: labels(count) };
    expect([alignment(t, 'i32'), elemSize(t, 'i64')]).toEqual([bytes, bytes]);
  });

  it('refuse what no valid type is', () => {
    expect(() => elemSize({ kind: 'flags', labels: labels(33) }, 'i32')).toThrow(
      new RangeError('no type has 33 cases or labels'),
    );
    expect(() => alignment({ kind: 'flags', labels: [] }, 'i32')).toThrow(RangeError);
    expect(() => elemSize({ kind: 'enum', labels: [] }, 'i32')).toThrow(
      new RangeError('no type has 0 cases or labels'),
    );
  });
});

describe('discriminantType', () => {
  it.each([
    [1, 'u8'],
    [256, 'u8'],
    [257, 'u16'],
    [65_536, 'u16'],
    [65_537, 'u32'],
  ] as const)('of %i cases is %s', (length, type) => {
    expect(discriminantType({ length })).toBe(type);
  });
});

describe('alignTo', () => {
  it('goes up to the next multiple, and stays at one', () => {
    expect([alignTo(0, 8), alignTo(1, 8), alignTo(8, 8), alignTo(9, 4)]).toEqual([0, 8, 8, 12]);
  });
});

describe('exceedsMaxElemSize', () => {
  it('begins at 2^28 bytes', () => {
    expect(elemSize(fixed('u8', MAX_ELEM_SIZE), 'i64')).toBe(2 ** 28 - 1);
    expect(exceedsMaxElemSize(fixed('u8', MAX_ELEM_SIZE))).toBe(false);
    expect(exceedsMaxElemSize(fixed('u8', MAX_ELEM_SIZE + 1))).toBe(true);
  });

  it('counts in a 64-bit memory', () => {
    const t = fixed('string', 2 ** 24);
    expect(elemSize(t, 'i32')).toBe(2 ** 27);
    expect(exceedsMaxElemSize(t)).toBe(true);
  });

  it('sees through lists of lists whose product no integer holds', () => {
    let t: ValType = 'u64';
    for (let level = 0; level < 40; level++) t = fixed(t, 2 ** 32 - 1);
    expect(elemSize(t, 'i64')).toBe(Number.MAX_SAFE_INTEGER);
    expect(exceedsMaxElemSize(record('u8', t, 'u64'))).toBe(true);
  });

  it('answers at once for a type that doubles at each of 100 levels', () => {
    let t: ValType = 'u8';
    for (let level = 0; level < 100; level++) t = record(t, t);
    expect(exceedsMaxElemSize(t)).toBe(true);
    expect(alignment(t, 'i64')).toBe(1);
  });

  it('takes no stack for a chain of types that are asked about in their order', () => {
    let t: ValType = 'u8';
    for (let level = 0; level < 100_000; level++) {
      t = { kind: 'tuple', types: [t] };
      exceedsMaxElemSize(t);
    }
    expect(elemSize(t, 'i64')).toBe(1);
  });
});
