import { describe, expect, it } from 'vitest';
import { decodeModule, wholeFile, type CoreModule } from '../../component/index.js';
import { coreModule, name, section, vector } from '../support/hex.js';

function decoded(...sections: readonly string[]): CoreModule {
  const { value, diagnostics } = decodeModule(
    wholeFile({ path: 'test.wasm', bytes: coreModule(...sections) }),
  );
  expect(diagnostics).toEqual([]);
  return value;
}

function faultIn(...sections: readonly string[]): string | undefined {
  return decodeModule(wholeFile({ path: 'test.wasm', bytes: coreModule(...sections) })).diagnostics[0]
    ?.message;
}

const [env, a] = [name('env'), name('a')];
const TYPES = section(1, '02 60 00 00 4e 02 60 01 7f 00 5f 00');

describe('the shell of a core module', () => {
  it('has types, imports and exports', () => {
    const module = decoded(
      TYPES,
      section(2, vector(`${env} ${a} 00 01`, `${env} ${a} 02 00 01`)),
      section(7, vector(`${a} 00 00`, `${a} 02 00`, `${a} 04 07`)),
    );
    expect(module.types.map(({ types }) => types.length)).toEqual([1, 2]);
    expect(module.imports).toMatchObject([
      { module: 'env', name: 'a', type: { kind: 'func', type: 1 } },
      { module: 'env', name: 'a', type: { kind: 'memory' } },
    ]);
    expect(module.exports.map(({ kind, index }) => [kind, index])).toEqual([
      ['func', 0],
      ['memory', 0],
      ['tag', 7],
    ]);
  });

  it('has the types of functions, tables, memories, tags and globals', () => {
    const module = decoded(
      TYPES,
      section(3, '02 00 01'),
      section(4, '02 70 00 05 40 00 70 00 05 d0 70 0b'),
      section(5, '01 01 01 02'),
      section(13, '01 00 01'),
      section(6, '02 7f 00 41 2a 0b 7e 01 42 80 7f 0b'),
      section(8, '01'),
      section(10, '02 02 00 0b 02 00 0b'),
    );
    expect(module.functions).toEqual([0, 1]);
    expect(module.tables.map(({ limits }) => limits.minimum)).toEqual([5n, 5n]);
    expect(module.memories).toMatchObject([{ limits: { minimum: 1n, maximum: 2n } }]);
    expect(module.tags).toEqual([1]);
    expect(module.globals.map(({ type, mutable }) => [type, mutable])).toEqual([
      ['i32', false],
      ['i64', true],
    ]);
    expect(module.start).toBe(1);
  });

  it('passes over every constant expression', () => {
    const constants = [
      '23 00', '41 ff ff ff ff 7f', '42 ff ff ff ff ff ff ff ff ff 00', '43 00 00 80 3f', '44 00 00 00 00 00 00 f0 3f',
      '41 01 41 02 6a', 'd0 6e', 'd2 80 01', 'fb 08 00 03', 'fb 1c', `fd 0c ${'0b '.repeat(16)}`,
    ]; // prettier-ignore
    const { globals } = decoded(
      section(6, vector(...constants.map((expression) => `7f 00 ${expression} 0b`))),
    );
    expect(globals).toHaveLength(constants.length);
  });

  it('counts bodies and segments without looking into them', () => {
    const { sections } = decoded(
      section(9, '01 ff'),
      section(12, '02'),
      section(10, '03 ff ff'),
      section(11, '02'),
    );
    expect(sections.map(({ name: kind, count }) => [kind, count])).toEqual([
      ['element', 1],
      ['data count', null],
      ['code', 3],
      ['data', 2],
    ]);
  });

  it('recognises custom sections, anywhere', () => {
    const names = ['name', 'producers', 'component-type', 'component-type:world', 'dylink.0', 'component'];
    const { customSections } = decoded(
      section(0, name('early'), '00'),
      TYPES,
      ...names.map((custom) => section(0, name(custom), '01 02')),
    );
    expect(customSections.map(({ purpose }) => purpose)).toEqual([
      'other', 'names', 'producers', 'component type', 'component type', 'dynamic linking', 'other',
    ]); // prettier-ignore
    expect(customSections.at(-1)?.data).toEqual(Uint8Array.of(1, 2));
  });

  it('has imports one by one when they are in compact form', () => {
    const compact = vector(
      `${env} 00 7f ${vector(`${a} 00 00`, `${name('b')} 03 7f 00`)}`,
      `${env} 00 7e 00 01 ${vector(name('c'), name('d'))}`,
      `${env} 00 00 02`,
    );
    expect(decoded(section(2, compact)).imports.map(({ name: own, type }) => [own, type.kind])).toEqual([
      ['a', 'func'],
      ['b', 'global'],
      ['c', 'func'],
      ['d', 'func'],
      ['', 'func'],
    ]);
  });
});

describe('a malformed core module', () => {
  it('has its sections in one order, each once', () => {
    expect(faultIn(section(3, '00'), TYPES)).toBe(
      'expected the type section before the function section of a core module, found it behind',
    );
    expect(faultIn(TYPES, TYPES)).toBe('expected one type section in a core module, found a second one');
    expect(faultIn(section(6, '00'), section(13, '00'))).toContain(
      'the tag section before the global section',
    );
    expect(faultIn(section(10, '00'), section(12, '00'))).toContain('data count');
  });

  it('has no other sections, kinds or instructions', () => {
    expect(faultIn(section(14, ''))).toContain('section, 0 to 13, found 14');
    expect(faultIn(section(7, vector(`${a} 05 00`)))).toContain('the kind of a core export, found `0x05`');
    expect(faultIn(section(6, '01 7f 00 20 00 0b'))).toContain('for a constant expression, found `0x20`');
    expect(faultIn(section(5, '01 10 00'))).toContain('for the limits of a memory, found `0x10`');
  });

  it('keeps what was read before the fault', () => {
    const { value, diagnostics } = decodeModule(
      wholeFile({ path: 'test.wasm', bytes: coreModule(TYPES, section(3, '01')) }),
    );
    expect(diagnostics.map(({ code }) => code)).toEqual(['component/count-too-large']);
    expect(value.types).toHaveLength(2);
  });
});
