import { describe, expect, it } from 'vitest';
import { ALL_FEATURES, DEFAULT_FEATURES, featureDisabled, parseFeatures } from '../../component/index.js';

const parsed = (text: string): string[] => {
  const { value, diagnostics } = parseFeatures(text);
  expect(diagnostics).toEqual([]);
  return [...value].sort();
};

describe('a list of features', () => {
  it('begins at the defaults', () => {
    expect(parsed('')).toEqual([...DEFAULT_FEATURES].sort());
    expect(DEFAULT_FEATURES.has('cm-async')).toBe(true);
    expect(DEFAULT_FEATURES.has('cm-threading')).toBe(false);
  });

  it('is read from left to right', () => {
    expect(parsed('all')).toEqual([...ALL_FEATURES].sort());
    expect(parsed('all,-cm-nested-names')).not.toContain('cm-nested-names');
    expect(parsed('-all, cm64')).toEqual(['cm64']);
    expect(parsed('-cm-async,cm-async')).toEqual(parsed(''));
  });

  it('starts anew at a group', () => {
    expect(parsed('all,mvp')).toEqual(['floats', 'gc-types']);
    expect(parsed('wasm1,component-model')).toEqual([
      'component-model',
      'floats',
      'gc-types',
      'mutable-global',
    ]);
    expect(parsed('lime1')).toContain('bulk-memory-opt');
    expect(parsed('lime1')).not.toContain('bulk-memory');
  });

  it('takes a part with its whole', () => {
    expect(parsed('mvp,bulk-memory')).toContain('bulk-memory-opt');
    expect(parsed('-call-indirect-overlong')).not.toContain('reference-types');
  });

  it('names the likely feature for one that is not there', () => {
    const { value, diagnostics } = parseFeatures('cm-asinc,cm64');
    expect(value.has('cm64')).toBe(true);
    expect(diagnostics.map(({ code, message, help }) => ({ code, message, help }))).toEqual([
      {
        code: 'component/unknown-feature',
        message: 'there is no feature `cm-asinc`',
        help: ['did you mean `cm-async`?'],
      },
    ]);
  });

  it('cannot be without a group', () => {
    expect(parseFeatures('-wasm1').diagnostics.map(({ message }) => message)).toEqual([
      'the group `wasm1` can be switched on, not off',
    ]);
  });
});

describe('what needs a feature', () => {
  it('is told how to get it', () => {
    const file = { path: 'a.wasm', bytes: new Uint8Array() };
    const found = featureDisabled(
      { file, component: '', start: 0, end: 0 },
      '`thread.index`',
      'cm-threading',
    );
    expect(found.message).toBe('`thread.index` needs the feature `cm-threading`, which is off');
    expect(found.help).toEqual(['switch it on with `--features cm-threading`']);
  });
});
