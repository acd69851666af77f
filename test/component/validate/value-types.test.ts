import { describe, expect, it } from 'vitest';
import { DEFAULT_FEATURES, type Type, type ValType } from '../../../component/index.js';
import { codesIn, findingsIn } from '../../support/validated.js';

function codesOfTypes(...types: readonly Type[]): readonly string[] {
  return codesIn((component) => types.forEach((type) => component.type(type)));
}

function fields(...labels: readonly string[]): Type {
  return { kind: 'record', fields: labels.map((label) => ({ label, type: 'u32' })) };
}

function func(result: ValType | null, ...labels: readonly string[]): Type {
  return { kind: 'func', async: false, params: labels.map((label) => ({ label, type: 'u32' })), result };
}

describe('value types', () => {
  it('have one part at least', () => {
    const empty: readonly Type[] = [
      { kind: 'record', fields: [] },
      { kind: 'variant', cases: [] },
      { kind: 'tuple', types: [] },
      { kind: 'flags', labels: [] },
      { kind: 'enum', labels: [] },
    ];
    expect(codesOfTypes(...empty)).toEqual(Array(5).fill('component/empty-type'));
  });

  it.each(['', 'aB', '1a', 'a-', 'a--b', '[get]a'])('have no label `%s`', (label) => {
    expect(codesOfTypes(fields(label))).toEqual(['component/label-not-kebab-case']);
    expect(codesOfTypes(func(null, label))).toEqual(['component/label-not-kebab-case']);
  });

  it('have labels that differ in more than case and hyphens', () => {
    expect(codesOfTypes(fields('file-size', 'file-date'))).toEqual([]);
    expect(codesOfTypes(fields('file-size', 'FILESIZE'))).toEqual(['component/duplicate-label']);
    expect(codesOfTypes(func(null, 'a-1', 'a1'))).toEqual(['component/duplicate-label']);
  });

  it('have at most 32 flags', () => {
    const flags = (count: number): Type => ({
      kind: 'flags',
      labels: Array.from({ length: count }, (_, i) => `f${i}`),
    });
    expect(codesOfTypes(flags(32))).toEqual([]);
    expect(codesOfTypes(flags(33))).toEqual(['component/too-many-flags']);
  });

  it('take less than 2^28 bytes', () => {
    const list = (length: number): Type => ({ kind: 'fixed-length list', element: 'u8', length });
    expect(codesOfTypes(list(2 ** 28 - 1))).toEqual([]);
    expect(codesOfTypes(list(2 ** 28))).toEqual(['component/value-too-large']);
  });

  it.each(['f32', 'f64', 'error-context'] as const)('have no map key of the type `%s`', (key) => {
    expect(codesOfTypes({ kind: 'map', key, value: 'u8' })).toEqual(['component/bad-map-key']);
  });

  it('have map keys by way of a type index too', () => {
    const named: Type = { kind: 'primitive', primitive: 'string' };
    expect(codesOfTypes(named, { kind: 'map', key: 0, value: 'u8' })).toEqual([]);
  });

  it('lend nothing beyond a call', () => {
    const lent = (use: Type): readonly string[] =>
      codesIn((component) => {
        component.import('r', { kind: 'type', bound: { kind: 'sub resource' } });
        component.type({ kind: 'borrow', resource: 0 });
        component.type({ kind: 'option', type: 1 });
        component.type(use);
      });
    expect(lent(func(2))).toEqual(['component/borrow-in-result']);
    expect(lent({ kind: 'stream', element: 2 })).toEqual(['component/borrow-in-stream']);
    expect(lent({ kind: 'future', element: 2 })).toEqual(['component/borrow-in-stream']);
    expect(lent({ kind: 'list', element: 2 })).toEqual([]);
  });

  it('refer to value types that come before', () => {
    expect(codesOfTypes({ kind: 'list', element: 0 })).toEqual(['component/index-out-of-bounds']);
    expect(codesOfTypes(func(null), { kind: 'list', element: 0 })).toEqual(['component/wrong-kind-of-type']);
    expect(codesOfTypes(fields('a'), { kind: 'own', resource: 0 })).toEqual(['component/wrong-kind-of-type']);
  });

  it('need the features that the specification has not released', () => {
    const found = findingsIn(
      (component) => component.type({ kind: 'fixed-length list', element: 'u8', length: 4 }),
      DEFAULT_FEATURES,
    );
    expect(found).toEqual([expect.stringMatching(/^component\/feature-disabled: .*fixed-length lists/)]);
  });

  it('are reported once each: what uses a faulty one is not faulty for that', () => {
    const found = codesOfTypes({ kind: 'record', fields: [] }, { kind: 'list', element: 0 }, func(1, 'a'), {
      kind: 'stream',
      element: 'char',
    });
    expect(found).toEqual(['component/empty-type', 'component/stream-of-char']);
  });
});
