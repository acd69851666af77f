import { describe, expect, it } from 'vitest';
import {
  ALL_FEATURES,
  DEFAULT_FEATURES,
  validate,
  wholeFile,
  type ComponentBuilder,
  type PrimitiveType,
} from '../../../component/index.js';
import { bytesOfHex, component, hexOf, name, section, vector } from '../../support/hex.js';
import { codesIn, findingsIn } from '../../support/validated.js';

/** Imports the values `types`; value `i` is of `types[i]`. */
function importValues(builder: ComponentBuilder, ...types: readonly PrimitiveType[]): void {
  types.forEach((type, index) => {
    builder.import(`v${index}`, { kind: 'value', bound: { kind: 'type', type, isBare: false } });
  });
}

function codesOfBytes(bytes: Uint8Array): readonly string[] {
  const { diagnostics } = validate(wholeFile({ path: 'test.wasm', bytes }), { features: ALL_FEATURES });
  return diagnostics.map(({ code }) => code);
}

describe('values', () => {
  it('need their feature', () => {
    expect(codesIn((builder) => importValues(builder, 'u8'), DEFAULT_FEATURES)).toEqual([
      'component/feature-disabled',
    ]);
  });

  it('are used once each', () => {
    const exporting = (...names: readonly string[]): readonly string[] =>
      codesIn((builder) => {
        importValues(builder, 'u8');
        for (const each of names) builder.export(each, 'value', 0);
      });
    expect(exporting()).toEqual(['component/value-not-used']);
    expect(exporting('a')).toEqual([]);
    expect(exporting('a', 'b')).toEqual(['component/value-used-twice']);
  });
});

describe('constants', () => {
  /** What is found in a component that exports a constant of the type that `type` encodes. */
  function codesOf(type: string, data: string): readonly string[] {
    return codesOfBytes(
      component(
        section(7, '01', type),
        section(11, vector(`00 ${name('t')} 03 00 00`)),
        section(12, '01 01', hexOf([bytesOfHex(data).length]), data),
        section(11, vector(`00 ${name('a')} 02 00 00`)),
      ),
    );
  }

  it.each([
    ['bool', '7f', '01'],
    ['s16', '7c', '80 80 7e'],
    ['u64', '77', 'ff ff ff ff ff ff ff ff ff 01'],
    ['f32', '76', '00 00 c0 7f'],
    ['char', '74', 'e2 82 ac'],
    ['string', '73', '02 68 69'],
    ['record', '72 02 01 61 7f 01 62 7d', '01 ff'],
    ['variant', '71 02 01 61 00 00 01 62 01 7d 00', '01 07'],
    ['list', '70 7d', '03 01 02 03'],
    ['fixed-length list', '67 7d 02', '01 02'],
    ['tuple', '6f 02 7d 7d', '01 02'],
    ['flags', '6e 09 01 61 01 62 01 63 01 64 01 65 01 66 01 67 01 68 01 69', 'ff 01'],
    ['enum', '6d 02 01 61 01 62', '01'],
    ['option', '6b 7d', '01 07'],
    ['result', '6a 00 01 7d', '00'],
    ['map', '63 7d 7f', '02 01 00 02 01'],
  ])('may be of the type %s', (_, type, data) => {
    expect(codesOf(type, data)).toEqual([]);
  });

  it.each([
    ['a bool of another byte', '7f', '02'],
    ['too few bytes', '73', '02 68'],
    ['too many bytes', '7d', '01 02'],
    ['a number out of range', '7c', '80 80 02'],
    ['a NaN that is not the canonical one', '76', '01 00 c0 7f'],
    ['half a character', '74', 'e2 82'],
    ['no character', '74', 'ff'],
    ['a case that is none', '6d 02 01 61 01 62', '02'],
    ['an option of another byte', '6b 7d', '02'],
  ])('are not %s', (_, type, data) => {
    expect(codesOf(type, data)).toEqual(['component/bad-value-definition']);
  });
});

describe('a start function', () => {
  const ENCODED = { u8: '7d', string: '73' } as const;

  /** Starts a function that takes a `u8` for each of `labels` with values of the types `args`. */
  function started(
    labels: readonly string[],
    args: readonly (keyof typeof ENCODED)[],
    results = 0,
  ): readonly string[] {
    const params = labels.map((label) => `${name(label)} 7d`);
    const values = args.map((type, index) => `00 ${name(`v${index}`)} 02 01 ${ENCODED[type]}`);
    return codesOfBytes(
      component(
        section(7, vector(`40 ${vector(...params)} 01 00`)),
        section(10, vector(`00 ${name('f')} 01 00`, ...values)),
        section(9, '00', vector(...args.map((_, index) => hexOf([index]))), hexOf([results])),
      ),
    );
  }

  it('gets a value for each parameter', () => {
    expect(started(['a'], ['u8'])).toEqual([]);
    expect(started(['a', 'b'], ['u8'])).toEqual(['component/start-argument-count']);
    expect(started(['a'], ['string'])).toEqual(['component/start-argument-type']);
  });

  it('has the results that are said', () => {
    expect(started([], [], 1)).toEqual(['component/start-result-count']);
  });
});

describe('findings', () => {
  it('that do not depend on each other come together', () => {
    const found = findingsIn((builder) => {
      builder.type({ kind: 'enum', labels: [] });
      builder.import('aB', { kind: 'type', bound: { kind: 'sub resource' } });
      builder.export('a', 'func', 7);
      builder.aliasExport(3, 'x', 'type');
    });
    expect(found).toEqual([
      'component/empty-type: expected at least one case in an enum type, found none',
      'component/label-not-kebab-case: expected the name of the import in kebab case, found `aB`',
      'component/index-out-of-bounds: there is no func here yet, so none with index 7',
      'component/index-out-of-bounds: there is no instance here yet, so none with index 3',
    ]);
  });
});
