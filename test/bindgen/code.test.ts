import { describe, expect, it } from 'vitest';
import {
  code,
  globalRef,
  group,
  ident,
  importRef,
  numLit,
  printFlat,
  printLines,
  propertyKey,
  quote,
  stringLit,
  type Code,
  type ModuleRef,
} from '../../bindgen/code/index.js';
import { createNameScope } from '../../bindgen/js-names/index.js';
import { ambientFile, moduleFile } from '../../bindgen/writer/index.js';

const NAMES = { importRef: () => 'Imported', globalRef: () => 'Global' };
const OTHER: ModuleRef = { kind: 'file', stem: 'lib/other' };

const lines = (text: Code): readonly string[] => printLines(text, 0, NAMES);
const written = (write: Parameters<typeof moduleFile>[1]['write'], bound: readonly string[] = []): string => {
  const scope = createNameScope();
  bound.forEach((name) => scope.reserve(name));
  return moduleFile({ stem: 'out/file', banner: 'Test' }, { scope, write }).text;
};

describe('a piece of code', () => {
  it('is its text and its holes', () => {
    const piece = code`const ${ident('x')}: ${stringLit("it's")} = ${numLit(3)};`;
    expect(printFlat(piece, NAMES)).toBe(String.raw`const x: 'it\'s' = 3;`);
  });

  it('takes no bare string', () => {
    // @ts-expect-error whatever comes from outside is checked or quoted first
    const piece = (): Code => code`const ${'x; evil()'} = 1;`;
    expect(piece).toBeTypeOf('function');
  });

  it('takes no name that is none', () => {
    expect(() => ident('a-b')).toThrow('not an identifier: "a-b"');
    expect(() => importRef(OTHER, 'x } from')).toThrow('not an identifier');
  });

  it('quotes strings so that they stay strings', () => {
    expect(quote(`a'b"c\\d\n\u2028`)).toBe(String.raw`'a\'b"c\\d\n\u2028'`);
    expect(['plain', 'a:b/c@1.0.0'].map((key) => printFlat(propertyKey(key), NAMES))).toEqual([
      'plain',
      "'a:b/c@1.0.0'",
    ]);
  });
});

describe('a line', () => {
  const long = ident('aRatherLongNameForSomething');
  const items = [long, long, long, long].map((name) => code`${name}`);

  it('stays whole where it fits', () => {
    expect(lines(code`f${group('parameters', items.slice(2))}: void;`)).toEqual([
      'f(aRatherLongNameForSomething, aRatherLongNameForSomething): void;',
    ]);
  });

  it('breaks at its outermost group, and inside only where that is not enough', () => {
    const tuple = code`${group('tuple', items.slice(2))}`;
    expect(
      lines(code`f${group('parameters', [tuple, code`${long}`])}: ${group('arguments', items.slice(3))};`),
    ).toEqual([
      'f(',
      '  [aRatherLongNameForSomething, aRatherLongNameForSomething],',
      '  aRatherLongNameForSomething,',
      '): <aRatherLongNameForSomething>;',
    ]);
  });

  it('moves alternatives to a line of their own where they fit there', () => {
    const three = group('union', items.slice(1));
    expect(lines(code`type ${long} = ${three};`)).toEqual([
      'type aRatherLongNameForSomething =',
      '  aRatherLongNameForSomething | aRatherLongNameForSomething | aRatherLongNameForSomething;',
    ]);
  });

  it('else breaks them with a bar before each', () => {
    expect(lines(code`type X = ${group('union', items)};`)).toEqual([
      'type X =',
      '  | aRatherLongNameForSomething',
      '  | aRatherLongNameForSomething',
      '  | aRatherLongNameForSomething',
      '  | aRatherLongNameForSomething;',
    ]);
  });
});

describe('a module', () => {
  it('imports what it refers to, under other names where its own are taken', () => {
    const text = written(
      (writer) => {
        writer.line(code`export type A = ${importRef(OTHER, 'B')};`);
        writer.line(code`export type B = ${importRef(OTHER, 'C')};`);
      },
      ['A', 'B'],
    );
    expect(text).toBe(
      [
        '// Test',
        '',
        "import type { B as B$1, C } from '../lib/other.js';",
        '',
        'export type A = B$1;',
        'export type B = C;',
        '',
      ].join('\n'),
    );
  });

  it('reaches a name of the language through `globalThis` where it binds that name itself', () => {
    const text = written(
      (writer) => {
        writer.line(code`export type A = ${globalRef('Map')} | ${globalRef('Promise')};`);
        writer.line(code`export type B = ${importRef(OTHER, 'Map')};`);
      },
      ['A', 'B'],
    );
    expect(text).toContain('export type A = globalThis.Map | Promise;');
    expect(text).toContain("import type { Map } from '../lib/other.js';");
  });

  it('is a module even if nothing is in it', () => {
    expect(written(() => {})).toBe('// Test\n\nexport {};\n');
  });

  it('closes a block with nothing in it at once', () => {
    expect(written((writer) => writer.block(code`interface A`, () => {}))).toContain('interface A {}');
  });

  it('refers to the file of an ambient module that it imports', () => {
    const ambient: ModuleRef = { kind: 'ambient', specifier: 'a:b/c', stem: 'interfaces/a-b-c' };
    const text = written((writer) => writer.line(code`export type A = ${importRef(ambient, 'T')};`), ['A']);
    expect(text).toContain('/// <reference path="../interfaces/a-b-c.d.ts" />');
    expect(text).toContain("import type { T } from 'a:b/c';");
  });
});

describe('a file of ambient modules', () => {
  it('indents each', () => {
    const scope = createNameScope();
    const { text } = ambientFile({ stem: 'x', banner: 'Test' }, [
      { specifier: 'a:b/c', scope, write: (writer) => writer.line(code`export type A = 1;`) },
      { specifier: 'd', scope, write: () => {} },
    ]);
    expect(text).toBe(
      "// Test\n\ndeclare module 'a:b/c' {\n  export type A = 1;\n}\n\ndeclare module 'd' {}\n",
    );
  });
});

describe('a doc comment', () => {
  const comment = (text: string): string =>
    written((writer) => {
      writer.docs({ text, tags: [{ name: 'since', text: '1.0.0' }] });
      writer.line(code`export type A = 1;`);
    });

  it('cannot be ended, and gets no tags, by its text', () => {
    expect(comment('a */ b\n  @deprecated c')).toContain(
      ['/**', String.raw` * a *\/ b`, String.raw` *   \@deprecated c`, ' *', ' * @since 1.0.0', ' */'].join(
        '\n',
      ),
    );
  });

  it('shows no control character and no mark that changes the direction of reading', () => {
    expect(comment('a\u0007b\u202ec\u2028d')).toContain(' * a\ufffdb\ufffdc\n * d\n');
  });

  it('has no blank lines at its ends, and no column of stars twice', () => {
    expect(comment('\n\n  a\n\n')).toContain('/**\n *   a\n *\n * @since');
    expect(comment('  * a\n  *   b')).toContain('/**\n * a\n *   b\n *\n');
    expect(comment('* a\n* b')).toContain('/**\n * * a\n * * b\n *\n');
  });
});
