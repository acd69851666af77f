import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import type { ValType } from '../../canonical-abi/index.js';
import { echoComponent, echoed, PADDING_TEXT } from '../support/echo-component.js';
import { mapParallel, nativeTools } from '../support/native.js';
import { requireOrSkip, wasmtime } from '../support/oracles.js';
import { seededRandom } from '../support/seeded-random.js';
import { temporaryDirectory } from '../support/temporary-directory.js';
import { randomValue } from '../support/value-arbitrary.js';
import { isKnownToWasmtime, randomFuncType } from '../support/value-types.js';
import { print, read, typeOf } from '../support/wave-types.js';

/*
 * What wasmtime reads and prints for the same types: `wasmtime run --invoke` of a component that gives back what it gets.
 */

const program = wasmtime();

/** A case for each kind of type, with forms that are read, and what wasm-wave refuses, as wasmtime has it. */
const TYPES: Readonly<Record<string, { readonly type: ValType; readonly texts: readonly string[] }>> = {
  bool: { type: 'bool', texts: ['true', 'false', '%true', '1', 'True'] },
  u8: { type: 'u8', texts: ['0', '255', '256', '-1', '-0', '01', '1.0', '1e1', '+1', '0x1', '1_0', 'nan', '7 // seven\n'] },
  s8: { type: 's8', texts: ['-128', '127', '128', '-0', '- 1'] },
  u64: { type: 'u64', texts: ['18446744073709551615', '18446744073709551616'] },
  s64: { type: 's64', texts: ['-9223372036854775808', '9223372036854775808'] },
  f32: {
    type: 'f32',
    texts: [
      '0.1', '-0', '1.00000005960464477540', '1.00000005960464477538', '3.4028234664e38', '3.4028235678e38', '3.40282356779733661637e38', '340282356779733661637539395458142568448', '-3.40282356779733661637e38', '1e39',
      '1.4012984643e-45', '1.4012984643e-46', '7.006492321624085e-46', '7.1e-46', 'nan', 'inf', '-inf', '-nan', 'infinity', '.5', '1.', '1E+2', '16777217',
      ...Array.from({ length: 40 }, (_, i) => String(2 ** (i * 7 - 149))),
    ],
  },
  f64: {
    type: 'f64',
    texts: [
      '1e21', '1e-7', '5e-324', '1.7976931348623157e308', '1e309', '123456789012345678901234567890', '0.1e1', '-0.0', '00',
      ...Array.from({ length: 40 }, (_, i) => String(2 ** (i * 53 - 1074))),
    ],
  },
  char: {
    type: 'char',
    texts: [
      "'x'", "'\\''", "'''", "'\"'", "'\\\"'", "'\\n'", "'\\u{1d11e}'", "'\\u{0}'", "'\\u{7f}'", "'\\u{301}'", "'\\u{200b}'", "'\\u{a0}'", "'\\u{2028}'",
      "'\\u{e000}'", "'\\u{ffff}'", "'\\u{feff}'", "'\\u{ad}'", "'\\u{d800}'", "'\\u{110000}'", "'\\u{1234567}'", "''", "'ab'", "'\\q'", "'é'", "'\\u{10ffff}'", "'\\u{3000}'",
    ],
  },
  string: {
    type: 'string',
    texts: [
      '""', '"q\\"\\n\\u{e9}\'"', '"a\tb"', '"e\u0301"', '"\\x41"', '"abc', '"""\n  a\n   b\n  """', '"""\n"""', '"""a\n"""', '"""\na"""', '"""\n  a\n b\n  """',
      '"""\r\na\r\nb\r\n"""', '"""\n\\u{2603} ""\\"" \\n\n"""', '"""\n\n"""', "'x'", '"a" "b"',
    ],
  },
  list: { type: { kind: 'list', element: 'u8', length: null }, texts: ['[]', '[1,2 , 3,]', '[,]', '[1 2]', '[1,,2]', '[256]', '(1)', '["a"]'] },
  tuple: { type: { kind: 'tuple', types: ['s8', 'char'] }, texts: ["(-1, 'x')", "(-1, 'x',)", "(-1)", "(-1, 'x', 2)", '()'] },
  record: {
    type: { kind: 'record', fields: [{ label: 'x', type: 's8' }, { label: 'y-z', type: { kind: 'option', type: 'u8' } }, { label: 'ok', type: 'bool' }] },
    texts: ['{x: 1, y-z: 2, ok: true}', '{ok: true, %x: 1, y-z: none}', '{x: 1, ok: true,}', '{x: 1}', '{:}', '{}', '{x: 1, x: 2, ok: true}', '{x, ok}'],
  },
  options: {
    type: { kind: 'record', fields: [{ label: 'a', type: { kind: 'option', type: 'u8' } }, { label: 'b', type: { kind: 'option', type: { kind: 'option', type: 'u8' } } }] },
    texts: ['{:}', '{ : }', '{a: none}', '{b: some(none)}', '{b: some(1)}', '{b: 1}', '{}'],
  },
  variant: {
    type: { kind: 'variant', cases: [{ label: 'none', type: null }, { label: 'num', type: 'u32' }, { label: 'chars', type: { kind: 'list', element: 'char', length: null } }, { label: 'ok', type: 'bool' }] },
    texts: ['%none', 'none', 'num(7)', '%num(7)', 'num', 'num()', "chars(['a'])", '%ok(true)', 'ok(true)', '%none(1)', 'nun(1)', '7'],
  },
  enum: { type: { kind: 'enum', labels: ['hot-pink', 'true', 'nan'] }, texts: ['hot-pink', '%hot-pink', '%true', 'true', '%nan', 'nan', 'HOT-PINK', 'hot_pink', 'hot-pink(1)'] },
  flags: { type: { kind: 'flags', labels: ['read', 'exec-all', 'nan'] }, texts: ['{}', '{read, exec-all}', '{nan, read,}', '{exec-all,read}', '{write}', '{read, read}', '{:}', '{read: true}'] },
  option: { type: { kind: 'option', type: 'u8' }, texts: ['some(3)', '3', 'none', 'some', 'some()', 'none()', 'none(1)', 'some(none)', '%none'] },
  nested: { type: { kind: 'option', type: { kind: 'result', ok: 'u8', error: null } }, texts: ['none', 'some(ok(1))', 'some(1)', 'ok(1)', '1', 'some(err)'] },
  result: { type: { kind: 'result', ok: 'string', error: 'u8' }, texts: ['ok("x")', '"x"', 'err(5)', '5', 'ok', 'err', 'ok()'] },
  empty: { type: { kind: 'result', ok: null, error: null }, texts: ['ok', 'err', 'ok()', 'ok(1)', '1'] },
}; // prettier-ignore

describe.skipIf(requireOrSkip(program, 'wasmtime'))('wasmtime', () => {
  const tools = nativeTools(program ?? '');

  /** What wasmtime prints for the result of a function that gives back its argument; null where it refuses it. */
  const invoke = async (component: string, name: string, text: string): Promise<string | null> => {
    const run = await tools.run(['run', '--invoke', `${name}(${text}, ${PADDING_TEXT})`, component]);
    return run.ok ? run.stdout.trimEnd() : null;
  };

  const onDisk = (types: ReadonlyMap<string, ValType>): string => {
    const file = path.join(temporaryDirectory(), 'echo.wasm');
    writeFileSync(file, echoComponent(types));
    return file;
  };

  it.each(Object.keys(TYPES))(
    'reads and refuses the same texts of the type `%s`, and prints the same',
    async (name) => {
      const { type, texts } = TYPES[name] ?? { type: 'bool', texts: [] };
      const component = onDisk(new Map([['echo', type]]));
      const wit = typeOf(type);
      const found = await mapParallel(texts, 2, async (text) => [
        text,
        await invoke(component, 'echo', text),
      ]);
      const ours = texts.map((text) => {
        const { value, diagnostics } = read(text, wit);
        return [text, diagnostics.length > 0 ? null : echoed(print(value, wit))];
      });
      expect(ours).toEqual(found);
    },
    60_000,
  );

  it('lets fields pass that there are none of, and missing commas, which are faults here', async () => {
    const type: ValType = { kind: 'record', fields: [{ label: 'x', type: 'u8' }, { label: 'y', type: 'bool' }] };
    const component = onDisk(new Map([['echo', type]]));
    for (const text of ['{x: 1, y: true, z: 2}', '{x: 1 y: true}']) {
      expect(await invoke(component, 'echo', text)).toBe(echoed('{x: 1, y: true}'));
      expect(read(text, typeOf(type)).diagnostics).toHaveLength(1);
    }
  }); // prettier-ignore

  it('prints random values of random types as they are printed here', async () => {
    const { below } = seededRandom(5);
    const types = new Map<string, ValType>();
    while (types.size < 60) {
      const [param] = randomFuncType(below).params;
      if (param !== undefined && isKnownToWasmtime(param.type)) types.set(`echo-${types.size}`, param.type);
    }
    const component = onDisk(types);
    const texts = [...types].map(([name, type]): [string, string] => [
      name,
      print(randomValue(below, type), typeOf(type)),
    ]);
    const found = await mapParallel(texts, 2, ([name, text]) => invoke(component, name, text));
    expect(found).toEqual(texts.map(([, text]) => echoed(text)));
  }, 60_000);
});
