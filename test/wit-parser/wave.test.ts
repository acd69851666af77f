import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { renderText, type SourceFile } from '../../base/index.js';
import type { ValType } from '../../canonical-abi/index.js';
import type { Type } from '../../wit-parser/index.js';
import { MAX_WAVE_DEPTH, MAX_WAVE_LENGTH, parseWave } from '../../wit-parser/wave/index.js';
import { inRepository } from '../support/repository.js';
import { randomValue } from '../support/value-arbitrary.js';
import { randomFuncType } from '../support/value-types.js';
import { print, read, typeOf, waveType, waveTypes } from '../support/wave-types.js';

const DEFINITIONS = `
  record point { x: s32, y: option<f64>, some-name: list<string> }
  record hints { left: option<u8>, right: option<option<u8>> }
  variant shape { none, num(u32), at(point), wrapped(result<u8, string>) }
  enum color { hot-pink, true, ok }
  flags perms { read, exec-all, nan }
  type bytes = list<u8>;
`;

/** Each form of a type: what it means, and how it is printed if that is otherwise. */
const FORMS: readonly (readonly [type: string, text: string, value: unknown, printed?: string])[] = [
  ['bool', 'true', true],
  ['u8', '255', 255],
  ['s8', '-128', -128],
  ['s32', '-0', 0, '0'],
  ['u64', '18446744073709551615', 2n ** 64n - 1n],
  ['s64', '-9', -9n],
  ['f64', '1.5e3', 1500, '1500'],
  ['f64', '1e21', 1e21, '1000000000000000000000'],
  ['f64', '-1E-7', -1e-7, '-0.0000001'],
  ['f64', '-0.0', -0, '-0'],
  ['f64', 'nan', NaN],
  ['f64', '-inf', -Infinity],
  ['f64', '1e400', Infinity, 'inf'],
  ['f32', '0.1', Math.fround(0.1)],
  ['f32', '3.4028234664e38', 3.4028234663852886e38, '340282350000000000000000000000000000000'],
  ['f32', '1.4012984643e-45', 2 ** -149, '0.000000000000000000000000000000000000000000001'],
  ['f32', '1.4012984643e-46', 0, '0'],
  // On one side of the middle between two floats, where the nearest `f64` is in the middle.
  ['f32', '1.00000005960464477540', 1 + 2 ** -23, '1.0000001'],
  ['f32', '1.00000005960464477538', 1, '1'],
  ['char', "'x'", 'x'],
  ['char', "'\\u{1d11e}'", '𝄞', "'𝄞'"],
  ['char', "'\"'", '"', "'\\\"'"],
  ['string', '"a\\t\\n\\r\\\'\\"\\\\ \\u{e9}☃"', 'a\t\n\r\'"\\ é☃', '"a\\t\\n\\r\\\'\\"\\\\ é☃"'],
  ['string', '"a\u0301\u200b\u00a0\u007f\\u{0}"', 'a\u0301\u200b\u00a0\u007f\0', '"a\\u{301}\\u{200b}\\u{a0}\\u{7f}\\u{0}"'],
  ['string', '"""\n"""', '', '""'],
  ['string', '"""\n    Indented\n  as the end is \\u{2603}: ""\\""\n  """', '  Indented\nas the end is ☃: """"', '"  Indented\\nas the end is ☃: \\"\\"\\"\\""'],
  ['string', '"""\r\n\r\na\r\n"""', '\na', '"\\na"'],
  ['list<string>', '["a", "b",]', ['a', 'b'], '["a", "b"]'],
  ['list<u8>', '[]', new Uint8Array()],
  ['bytes', '[1,2 , 3]', Uint8Array.of(1, 2, 3), '[1, 2, 3]'],
  ['list<s64>', '[-1]', BigInt64Array.of(-1n)],
  ['list<u8, 2>', '[1, 2]', [1, 2]],
  ['map<string, u8>', '[("a", 1), ("b", 2)]', new Map([['a', 1], ['b', 2]])],
  ['tuple<f64, char>', '(1.5, \'x\',)', [1.5, 'x'], "(1.5, 'x')"],
  ['point', '{x: -1, y: some(2.5), some-name: ["a"]}', { x: -1, y: 2.5, someName: ['a'] }],
  ['point', '{%some-name: [], x: 1}', { x: 1, y: undefined, someName: [] }, '{x: 1, some-name: []}'],
  ['hints', '{:}', { left: undefined, right: { tag: 'none' } }],
  ['hints', '{right: some(none)}', { left: undefined, right: { tag: 'some', val: undefined } }],
  ['shape', 'num(7)', { tag: 'num', val: 7 }],
  ['shape', '%none', { tag: 'none' }],
  ['shape', 'wrapped(1)', { tag: 'wrapped', val: { tag: 'ok', val: 1 } }, 'wrapped(ok(1))'],
  ['color', 'hot-pink', 'hot-pink'],
  ['color', '%hot-pink', 'hot-pink', 'hot-pink'],
  ['color', '%true', 'true'],
  ['perms', '{}', { read: false, execAll: false, nan: false }],
  ['perms', '{nan, %read}', { read: true, execAll: false, nan: true }, '{read, nan}'],
  ['option<u8>', 'some(3)', 3],
  ['option<u8>', '3', 3, 'some(3)'],
  ['option<u8>', 'none', undefined],
  ['option<option<u8>>', 'some(none)', { tag: 'some', val: undefined }],
  ['option<option<u8>>', 'some(1)', { tag: 'some', val: 1 }, 'some(some(1))'],
  ['result<u8, string>', 'ok(1)', { tag: 'ok', val: 1 }],
  ['result<u8, string>', '1', { tag: 'ok', val: 1 }, 'ok(1)'],
  ['result<u8, string>', 'err("no")', { tag: 'err', val: 'no' }],
  ['result', 'ok', { tag: 'ok' }],
  ['result<_, u8>', 'ok', { tag: 'ok' }],
  ['u8', ' // a comment\n 7 // another', 7, '7'],
]; // prettier-ignore

describe('a value in WAVE', () => {
  for (const [type, text, value, printed = text] of FORMS) {
    it(`of type ${type}, ${text}`, () => {
      const wit = waveType(type, DEFINITIONS);
      const { value: found, diagnostics } = read(text, wit);
      expect(diagnostics).toEqual([]);
      expect(found).toStrictEqual(value);
      expect(print(value, wit)).toBe(printed);
    });
  }

  it('keeps labels as they are where no other keys are wanted', () => {
    expect(parseWave(source('{some-name: 1}')).value).toMatchObject({
      kind: 'record',
      fields: [{ label: { name: 'some-name' }, value: { kind: 'number', text: '1' } }],
    });
  });

  it('is read back as it was printed, whatever its type', () => {
    const printed = fc.gen().map((gen) => {
      const below = (limit: number): number => gen(fc.nat, { max: Math.max(0, limit - 1) });
      const { wit, abi } = randomType(below);
      const value = randomValue(below, abi);
      return { wit, value, text: print(value, wit) };
    });
    fc.assert(
      fc.property(printed, ({ wit, value, text }) => {
        const { value: found, diagnostics } = read(text, wit);
        expect(diagnostics).toEqual([]);
        expect(found).toStrictEqual(value);
        expect(print(found, wit)).toBe(text);
      }),
      { numRuns: 300 },
    );
  });

  it('is printed with the digits that it needs, and no more, for any `f32` and `f64`', () => {
    const [single, double] = [waveType('f32'), waveType('f64')];
    const isSame = (type: Type, float: number): boolean => Object.is(read(print(float, type), type).value, float);
    fc.assert(fc.property(fc.float(), (float) => isSame(single, float)), { numRuns: 1_000 });
    fc.assert(fc.property(fc.double(), (float) => isSame(double, float)), { numRuns: 1_000 });
    fc.assert(
      fc.property(fc.float({ noNaN: true, noDefaultInfinity: true }), (float) => {
        const digits = print(float, single).replace(/^-?0?\.?0*|\.|0+$/g, '').length;
        if (digits < 2) return;
        const shorter = Number(Math.abs(float).toPrecision(digits - 1));
        expect(Math.fround(shorter)).not.toBe(Math.abs(float));
      }),
      { numRuns: 1_000 },
    );
  }); // prettier-ignore
});

/** What is wrong with values, each text on lines of its own behind its type. */
const FAULTS: readonly (readonly [type: string, text: string])[] = [
  ['u8', ''],
  ['u8', '256'],
  ['u8', '-1'],
  ['s8', `1${'0'.repeat(60)}`],
  ['u8', '1.0'],
  ['u8', '"1"'],
  ['u8', '01'],
  ['u8', '0x10'],
  ['u8', '1_000'],
  ['s8', '+1'],
  ['f64', '[NaN, -nan, Infinity, -infinity, .5, 1., 1e]'],
  ['f64', 'infinity'],
  ['bool', 'True'],
  ['char', "''"],
  ['char', "'ab'"],
  ['char', "'\\n\\n'"],
  ['char', "'"],
  ['char', '"x"'],
  ['string', '"abc'],
  ['string', '"\\q \\x1f \\u1f \\u{} \\u{d800} \\u{110000} \\u{1234567}"'],
  ['string', '"""abc\n"""'],
  ['string', '"""\nabc"""'],
  ['string', '"""\n   four\n  three\n   """'],
  ['string', '"""\nabc'],
  ['list<u8>', '[1, 256, "a", -1, x, [2]]'],
  ['list<u8>', '[1 2, (3), [4)]'],
  ['list<u8>', '[1, , 2'],
  ['list<u8, 3>', '[1, 2]'],
  ['list<list<u8>>', '[[1, 2)]'],
  ['tuple<u8, u8>', '(1, 2, 3)'],
  ['tuple<u8>', '()'],
  ['point', '{x: 1, z: 2, sone-name: []}'],
  ['point', '{x: 1, x: 2, some-name: []}'],
  ['point', '{}'],
  ['point', '{x, y}'],
  ['point', '{x: 1 y: 2}'],
  ['perms', '{raed, read: 1}'],
  ['perms', '{read, read, wirte}'],
  ['perms', '{:}'],
  ['shape', 'none'],
  ['shape', 'num'],
  ['shape', '%none(1)'],
  ['shape', 'nun(1)'],
  ['shape', 'some(1)'],
  ['shape', '7'],
  ['color', 'true'],
  ['color', 'hotPink'],
  ['color', 'hot-pnik'],
  ['option<u8>', 'some'],
  ['option<u8>', 'none(1)'],
  ['option<option<u8>>', '1'],
  ['result<u8>', 'err(1)'],
  ['result<u8>', 'ok'],
  ['result', '1'],
  ['map<string, u8>', '[("a", "b"), 1]'],
  ['map<string, u8>', '{a: 1}'],
  ['stream<u8>', '[1]'],
  ['error-context', '"e"'],
  ['u8', '1 2'],
  ['u8', '§ $'],
];

describe('a value in WAVE that is none', () => {
  it('is explained, every fault of it', async () => {
    const drawn = FAULTS.map(([type, text]) => {
      const { value, diagnostics } = read(text, waveType(type, DEFINITIONS));
      expect(value).toBeUndefined();
      return `${type}\n\n${renderText(diagnostics)}`;
    });
    const file = inRepository('fixtures', 'wit-parser', 'wave', 'faults.txt');
    await expect(drawn.join(`${'-'.repeat(80)}\n`)).toMatchFileSnapshot(file);
  });

  it('is refused where it is nested too deep, once', () => {
    const deep = (open: string, close: string, depth: number): string =>
      open.repeat(depth) + '0' + close.repeat(depth);
    for (const [open, close] of [['[', ']'], ['(', ')'], ['{a: ', '}'], ['some(', ')'], ['a(', ')']] as const) {
      expect(codesOf(deep(open, close, MAX_WAVE_DEPTH))).toEqual([]);
      expect(codesOf(deep(open, close, MAX_WAVE_DEPTH + 1))).toEqual(['wave/nesting-too-deep']);
      expect(codesOf(deep(open, close, 100_000))).toEqual(['wave/nesting-too-deep']);
    }
  }); // prettier-ignore

  it('is refused where its text is too long', () => {
    expect(codesOf(' '.repeat(MAX_WAVE_LENGTH + 1))).toEqual(['wave/text-too-long']);
  });

  it('is reported a hundred times at most', () => {
    expect(codesOf('$ '.repeat(1_000_000))).toHaveLength(1);
    expect(codesOf(`[${'$, '.repeat(1_000_000)}]`)).toHaveLength(100);
  });

  it('never hangs or throws', () => {
    const pieces = ['(', ')', '[', ']', '{', '}', ':', ',', '"', '"""', "'", '\\', '\n', '%', '-', '1', 'a', 'none', '//', 'é', '\ud800', 'e9', '.']; // prettier-ignore
    const types = [...waveTypes(DEFINITIONS).values()];
    const noise = fc.array(fc.constantFrom(...pieces), { maxLength: 40 }).map((parts) => parts.join(''));
    fc.assert(
      fc.property(noise, fc.constantFrom(...types), (text, type) => {
        const { value, diagnostics } = read(text, type);
        const again = diagnostics.length === 0 ? read(print(value, type), type).value : value;
        expect(again).toStrictEqual(value);
        for (const { primary } of diagnostics) {
          const { start, end } = primary?.at ?? { start: -1, end: -1 };
          expect(start >= 0 && start <= end && end <= text.length).toBe(true);
        }
      }),
      { numRuns: 1_500 },
    );
    for (const long of [' ', 'a', '-a', '1', '"', "'", '\\', '""', '//\n', '(', '[1,', '{a:'])
      expect(() => parseWave(source(long.repeat(1_000_000)))).not.toThrow();
    const digits = '9'.repeat(1_000_000);
    expect(read(digits, waveType('u64')).value).toBeUndefined();
    expect(read(`0.${digits}`, waveType('f32')).value).toBe(1);
  }, 60_000);
});

describe('printing', () => {
  it('refuses what is not of the type', () => {
    const wrong: readonly (readonly [string, unknown])[] = [
      ['bool', 1], ['u8', 256], ['u8', 1.5], ['u8', 1n], ['u64', 1], ['u64', -1n], ['f32', '1'], ['char', 'ab'], ['string', 1],
      ['list<u8>', 1], ['tuple<u8, u8>', {}], ['map<u8, u8>', []], ['point', null], ['perms', 1], ['shape', { tag: 'x' }],
      ['color', 1], ['result', { tag: 'x' }], ['stream<u8>', 1], ['error-context', 1],
    ]; // prettier-ignore
    for (const [type, value] of wrong) {
      expect(() => print(value, waveType(type, DEFINITIONS)), `${type} ${String(value)}`).toThrow(TypeError);
    }
  });
});

function source(text: string): SourceFile {
  return { path: 'value.wave', text };
}

function codesOf(text: string): readonly string[] {
  return parseWave(source(text)).diagnostics.map(({ code }) => code);
}

/** A random type as WIT and the Canonical ABI have it. */
function randomType(below: (limit: number) => number): { wit: Type; abi: ValType } {
  const abi = randomFuncType(below).params[0]?.type ?? 'bool';
  return { wit: typeOf(abi), abi };
}
