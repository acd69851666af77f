import { describe, expect, it } from 'vitest';
import {
  type CoreValType,
  type FlattenOptions,
  type FuncType,
  type ValType,
  flattenFunctype,
  flattenType,
  flattenTypes,
} from '../../canonical-abi/index.js';
import { join } from '../../canonical-abi/shape.js';

const fixed = (element: ValType, length: number): ValType => ({ kind: 'list', element, length });

describe('flattenType', () => {
  it('puts the fields of a record one behind the other', () => {
    const t: ValType = { kind: 'tuple', types: ['string', 'f64', { kind: 'flags', labels: ['a'] }] };
    expect(flattenType(t, 'i32')).toEqual(['i32', 'i32', 'f64', 'i32']);
    expect(flattenType(t, 'i64')).toEqual(['i64', 'i64', 'f64', 'i32']);
  });

  it('lets the cases of a variant share core values', () => {
    const t: ValType = { kind: 'result', ok: 'f32', error: { kind: 'tuple', types: ['u32', 'u64'] } };
    expect(flattenType(t, 'i32')).toEqual(['i32', 'i32', 'i64']);
  });

  it('repeats the element of a fixed-length list, and gives a pointer and a length for any other', () => {
    expect(flattenType(fixed('f32', 3), 'i32')).toEqual(['f32', 'f32', 'f32']);
    expect(flattenType({ kind: 'list', element: 'f32', length: null }, 'i32')).toEqual(['i32', 'i32']);
  });

  it('builds 16 core types, and no list of more', () => {
    expect(flattenType(fixed('u8', 16), 'i32')).toEqual(Array(16).fill('i32'));
    expect(flattenType(fixed('u8', 17), 'i32')).toBeNull();
    expect(flattenType({ kind: 'option', type: fixed('u8', 15) }, 'i32')).toHaveLength(16);
    expect(flattenType({ kind: 'option', type: fixed('u8', 16) }, 'i32')).toBeNull();
    expect(flattenType(fixed(fixed('u8', 2 ** 32 - 1), 2 ** 32 - 1), 'i32')).toBeNull();
    expect(flattenTypes(['string', fixed('u8', 15)], 'i32')).toBeNull();
  });
});

describe('join', () => {
  it('keeps what is equal, meets in i32 where 32 bits do, and in i64 otherwise', () => {
    const all: readonly CoreValType[] = ['i32', 'i64', 'f32', 'f64'];
    expect(all.map((a) => all.map((b) => join(a, b)))).toEqual([
      ['i32', 'i64', 'i32', 'i64'],
      ['i64', 'i64', 'i64', 'i64'],
      ['i32', 'i64', 'f32', 'i64'],
      ['i64', 'i64', 'i64', 'f64'],
    ]);
  });
});

describe('flattenFunctype', () => {
  const func = (params: readonly ValType[], result: ValType | null): FuncType => ({
    params: params.map((type, index) => ({ label: `p${index}`, type })),
    result,
    async: true,
  });
  const sync: FlattenOptions = { ptrType: 'i32', async: false, callback: false };
  const async: FlattenOptions = { ...sync, async: true };
  const numbers = (count: number): readonly ValType[] => Array<ValType>(count).fill('f32');

  it('returns one core value, and a pointer for more', () => {
    expect(flattenFunctype(sync, func([], 'char'), 'lift')).toEqual({ params: [], results: ['i32'] });
    expect(flattenFunctype(sync, func([], 'string'), 'lift')).toEqual({ params: [], results: ['i32'] });
    expect(flattenFunctype({ ...sync, ptrType: 'i64' }, func([], 'string'), 'lift')).toEqual({
      params: [],
      results: ['i64'],
    });
  });

  it('lets the caller of a lowered function say where more results go', () => {
    expect(flattenFunctype(sync, func(['u64'], 'string'), 'lower')).toEqual({
      params: ['i64', 'i32'],
      results: [],
    });
  });

  it('passes 16 parameters, and a pointer for more', () => {
    expect(flattenFunctype(sync, func(numbers(16), null), 'lift').params).toEqual(Array(16).fill('f32'));
    expect(flattenFunctype(sync, func(numbers(17), null), 'lift').params).toEqual(['i32']);
    expect(flattenFunctype(sync, func(numbers(16), 'string'), 'lower').params).toHaveLength(17);
  });

  it('passes 4 parameters to a function that is lowered async, and returns its state', () => {
    expect(flattenFunctype(async, func(numbers(4), null), 'lower')).toEqual({
      params: ['f32', 'f32', 'f32', 'f32'],
      results: ['i32'],
    });
    expect(flattenFunctype(async, func(numbers(5), 'u8'), 'lower')).toEqual({
      params: ['i32', 'i32'],
      results: ['i32'],
    });
  });

  it('returns nothing from an async lift, or the code of its callback', () => {
    const ft = func(numbers(5), 'string');
    expect(flattenFunctype(async, ft, 'lift')).toEqual({ params: Array(5).fill('f32'), results: [] });
    expect(flattenFunctype({ ...async, callback: true }, ft, 'lift').results).toEqual(['i32']);
  });
});
