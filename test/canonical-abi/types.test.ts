import { describe, expect, it } from 'vitest';
import {
  type ValType,
  containsAsyncValue,
  containsBorrow,
  containsPointer,
  despecialize,
} from '../../canonical-abi/index.js';

describe('despecialize', () => {
  it('makes a tuple a record with numbers for labels', () => {
    expect(despecialize({ kind: 'tuple', types: ['u8', 'char'] })).toEqual({
      kind: 'record',
      fields: [
        { label: '0', type: 'u8' },
        { label: '1', type: 'char' },
      ],
    });
  });

  it('makes enums, options and results variants', () => {
    expect(despecialize({ kind: 'enum', labels: ['a', 'b'] })).toEqual({
      kind: 'variant',
      cases: [
        { label: 'a', type: null },
        { label: 'b', type: null },
      ],
    });
    expect(despecialize({ kind: 'option', type: 'u8' })).toEqual({
      kind: 'variant',
      cases: [
        { label: 'none', type: null },
        { label: 'some', type: 'u8' },
      ],
    });
    expect(despecialize({ kind: 'result', ok: null, error: 'string' })).toEqual({
      kind: 'variant',
      cases: [
        { label: 'ok', type: null },
        { label: 'error', type: 'string' },
      ],
    });
  });

  it('makes a map a list of pairs', () => {
    expect(despecialize({ kind: 'map', key: 'string', value: 'u8' })).toEqual({
      kind: 'list',
      element: { kind: 'tuple', types: ['string', 'u8'] },
      length: null,
    });
  });

  it('leaves strings, flags and inner types as they are', () => {
    const flags: ValType = { kind: 'flags', labels: ['a'] };
    const list: ValType = { kind: 'list', element: { kind: 'option', type: 'u8' }, length: null };
    expect(despecialize('string')).toBe('string');
    expect(despecialize(flags)).toBe(flags);
    expect(despecialize(list)).toBe(list);
  });
});

describe('containsBorrow and containsAsyncValue', () => {
  const borrow: ValType = { kind: 'borrow', resource: {} };
  const future: ValType = { kind: 'future', element: null };

  /** Every type with a part, around `part`. */
  const around = (part: ValType): readonly ValType[] => [
    { kind: 'list', element: part, length: null },
    { kind: 'list', element: part, length: 2 },
    { kind: 'record', fields: [{ label: 'a', type: 'u8' }, { label: 'b', type: part }] }, // prettier-ignore
    { kind: 'tuple', types: ['u8', part] },
    { kind: 'variant', cases: [{ label: 'a', type: null }, { label: 'b', type: part }] }, // prettier-ignore
    { kind: 'option', type: part },
    { kind: 'result', ok: part, error: null },
    { kind: 'result', ok: null, error: part },
    { kind: 'map', key: 'u8', value: part },
    { kind: 'stream', element: part },
    { kind: 'future', element: part },
  ];

  it('find it in every type that has parts', () => {
    expect(around(borrow).filter((t) => !containsBorrow(t))).toEqual([]);
    expect(around(future).filter((t) => !containsAsyncValue(t))).toEqual([]);
  });

  it('do not take one for the other, or for what has neither', () => {
    expect(around({ kind: 'own', resource: {} }).filter(containsBorrow)).toEqual([]);
    expect(containsAsyncValue(borrow)).toBe(false);
    expect(containsBorrow(future)).toBe(false);
  });

  it('answer for flags and error-context, for which definitions.py has no case', () => {
    const t: ValType = { kind: 'tuple', types: ['error-context', { kind: 'flags', labels: ['a'] }] };
    expect([containsBorrow(t), containsAsyncValue(t)]).toEqual([false, false]);
  });
});

describe('containsPointer', () => {
  it('finds what lies in memory of its own', () => {
    const within: readonly ValType[] = [
      'string',
      { kind: 'list', element: 'u8', length: null },
      { kind: 'map', key: 'u8', value: 'u8' },
      { kind: 'list', element: 'string', length: 2 },
      { kind: 'result', ok: null, error: 'string' },
    ];
    expect(within.filter((t) => !containsPointer(t))).toEqual([]);
  });

  it('does not look behind handles, nor take a fixed-length list for one', () => {
    const without: readonly ValType[] = [
      'u64',
      { kind: 'list', element: 'u8', length: 2 },
      { kind: 'stream', element: 'string' },
      { kind: 'own', resource: {} },
    ];
    expect(without.filter(containsPointer)).toEqual([]);
  });
});
