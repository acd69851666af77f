import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  assertValid,
  externName,
  merge,
  mergeWorldImportsBySemver,
  packageId,
  print,
  printPackage,
  selectWorld,
  type Resolve,
} from '../../wit-parser/index.js';
import { firstDifference, shapeOf } from '../support/model-shape.js';
import { inRepository } from '../support/repository.js';
import { resolveFilesOrThrow } from '../support/resolve-wit.js';
import { witText } from '../support/wit-arbitrary.js';

function resolveText(text: string, name = 'main.wit'): Resolve {
  return resolveFilesOrThrow(new Map([[name, text]]), name, { allFeatures: true });
}

function mergeTexts(into: string, from: string): ReturnType<typeof merge> {
  return merge(resolveText(into, 'into.wit'), resolveText(from, 'from.wit'));
}

function codesOf(into: string, from: string): string[] {
  return mergeTexts(into, from).diagnostics.map((diagnostic) => diagnostic.code);
}

const FULL = `
package demo:io@1.2.0;
@since(version = 1.0.0)
interface error { resource error { to-debug-string: func() -> string; } }
interface poll { resource pollable { ready: func() -> bool; } }
/// Streams of bytes.
interface streams {
  use error.{error};
  use poll.{pollable};
  variant stream-error { failed(error), closed }
  resource input { read: func() -> result<list<u8>, stream-error>; subscribe: func() -> pollable; }
  progress: get() -> u8;
  progress: set(value: u8);
}
world imports { import streams; }
`;

const PRUNED = `
package demo:io@1.2.0;
interface streams {
  use error.{error};
  resource input { read: func() -> result<list<u8>, stream-error>; close: func(); }
  variant stream-error { failed(error), closed }
  resource output;
  progress: get() -> u8;
}
interface error { resource error; }
world imports { import streams; }
`;

describe('merge', () => {
  it('unites a full and a pruned copy of a package, in either direction', async () => {
    const merged = mergeTexts(FULL, PRUNED);
    const reverse = mergeTexts(PRUNED, FULL);
    expect([...merged.diagnostics, ...reverse.diagnostics]).toEqual([]);
    assertValid(merged.value);
    assertValid(reverse.value);
    expect(firstDifference(shapeOf(merged.value), shapeOf(reverse.value))).toBeNull();
    await expect(print(merged.value)).toMatchFileSnapshot(
      inRepository('fixtures', 'wit-parser', 'merge', 'pruned-copy.printed.wit'),
    );
  });

  it('changes neither of the two', () => {
    const [into, from] = [resolveText(FULL), resolveText(PRUNED)];
    const before = [print(into), print(from)];
    merge(into, from);
    expect([print(into), print(from)]).toEqual(before);
  });

  it('adds packages that only one has, and keeps the main package', () => {
    const { value } = mergeTexts(
      'package demo:a; interface i { use demo:shared/types.{x}; } package demo:shared { interface types { type x = u8; } }',
      'package demo:b; interface j { use demo:shared/types.{y}; } package demo:shared { interface types { type y = u8; } }',
    );
    assertValid(value);
    expect(value.packages.map((pkg) => packageId(pkg.name))).toEqual(['demo:shared', 'demo:a', 'demo:b']);
    expect(value.main).toBe(value.packages[1]);
    expect(printPackage(value.packages[0] ?? value.main)).toContain('type x = u8;\n\n  type y = u8;');
  });

  it('gives the same model when two copies of it are merged', () => {
    fc.assert(
      fc.property(witText(), (text) => {
        const resolve = resolveText(text);
        const { value, diagnostics } = merge(resolve, resolveText(`${text}\n// another text`));
        expect(diagnostics).toEqual([]);
        assertValid(value);
        expect(print(value)).toBe(print(resolve));
      }),
      { numRuns: 50, seed: 5 },
    );
  });

  it('gives the same model when it is merged with itself', () => {
    const resolve = resolveText(FULL);
    expect(print(merge(resolve, resolve).value)).toBe(print(resolve));
  });

  it('takes docs and gates from the copy that has them', () => {
    const { value } = mergeTexts(PRUNED, FULL);
    const text = print(value);
    expect(text).toContain('/// Streams of bytes.\ninterface streams');
    expect(text).toContain('@since(version = 1.0.0)\ninterface error');
  });

  it('puts a setter that only one copy has behind its getter', () => {
    const { value } = mergeTexts(PRUNED, FULL);
    const names = [...(value.main.interfaces.get('streams')?.functions.keys() ?? [])];
    expect(names.indexOf('[set]progress')).toBe(names.indexOf('[get]progress') + 1);
  });

  it.each([
    ['merge/type-conflict', 'interface i { type t = u8; }', 'interface i { type t = u16; }'],
    ['merge/type-conflict', 'interface i { enum t { a, b } }', 'interface i { enum t { b, a } }'],
    ['merge/type-conflict', 'interface i { record t { a: u8 } }', 'interface i { resource t; }'],
    ['merge/type-conflict', 'interface i { type t = list<u8, 3>; }', 'interface i { type t = list<u8, 4>; }'],
    ['merge/function-conflict', 'interface i { f: func(a: u8); }', 'interface i { f: func(b: u8); }'],
    ['merge/function-conflict', 'interface i { f: func(a: u8); }', 'interface i { f: async func(a: u8); }'],
    ['merge/function-conflict', 'interface i { f: func(); }', 'interface i { f: func() -> u8; }'],
    ['merge/name-conflict', 'interface i { a-b: func(); }', 'interface i { ab: func(); }'],
    ['merge/name-conflict', 'interface i {}', 'world i {}'],
    ['merge/world-conflict', 'interface i {} world w { import i; }', 'interface i {} world w {}'],
    ['merge/world-conflict', 'world w { import i: func(); }', 'world w { import i: interface {} }'],
    ['merge/world-conflict', 'interface i {} world w { export i; }', 'interface i {} world w {}'],
    ['merge/function-conflict', 'world w { import f: func(); }', 'world w { import f: func(a: u8); }'],
    [
      'merge/cycle',
      'interface a { type t = u8; } interface b { use a.{t}; type u = u8; }',
      'interface a { use b.{u}; type t = u8; } interface b { type u = u8; }',
    ],
  ])('refuses with %s: %s and %s', (code, into, from) => {
    expect(codesOf(`package a:b;\n${into}`, `package a:b;\n${from}`)).toEqual([code]);
  });

  it('shows both places of a conflict, and how they differ', () => {
    const into = 'package a:b; interface i { record r { x: u8, y: list<u8> } }';
    const from = 'package a:b; interface i { record r { x: u8, y: list<s8> } }';
    const [diagnostic] = mergeTexts(into, from).diagnostics;
    expect(diagnostic?.message).toBe(
      'type `r` of `a:b/i` differs between the two copies: field `y` is `list<s8>` against `list<u8>`',
    );
    expect(diagnostic?.primary?.at.file.path).toBe('from.wit');
    expect(diagnostic?.secondary.map((label) => label.at.file.path)).toEqual(['into.wit']);
  });

  it('finds equal types equal though one copy goes by an alias', () => {
    expect(
      codesOf(
        'package a:b; interface i { type t = u8; f: func(a: t); }',
        'package a:b; interface i { f: func(a: u8); }',
      ),
    ).toEqual([]);
  });
});

const VERSIONS = `
package demo:app;

interface user { use demo:io/streams@0.2.0.{pipe}; use demo:io/streams@0.2.1.{pipe as newer}; }

world app {
  import demo:io/streams@0.2.0;
  import demo:io/streams@0.2.1;
  import demo:io/streams@0.3.0;
  import labelled: demo:io/streams@0.2.0;
  import user;
  export run: func();
}

package demo:io@0.2.0 {
  interface poll { resource pollable; }
  interface streams { use poll.{pollable}; resource pipe { wait: func() -> pollable; } }
}
package demo:io@0.2.1 {
  interface poll { resource pollable { ready: func() -> bool; } }
  interface streams { use poll.{pollable}; resource pipe { wait: func() -> pollable; flush: func(); } }
}
package demo:io@0.3.0 { interface streams { resource pipe; } }
`;

function mergeImports(text: string): ReturnType<typeof mergeWorldImportsBySemver> {
  const resolve = resolveText(text);
  const world = selectWorld(resolve).value;
  if (world === null) throw new Error('no world');
  return mergeWorldImportsBySemver(resolve, world);
}

describe('mergeWorldImportsBySemver', () => {
  it('keeps the newest version of each track, and imports with a label as they are', () => {
    const { value, diagnostics } = mergeImports(VERSIONS);
    expect(diagnostics).toEqual([]);
    assertValid(value);
    expect(value.main.worlds.get('app')?.imports.map(externName)).toEqual([
      'demo:io/poll@0.2.1',
      'demo:io/streams@0.2.1',
      'demo:io/streams@0.3.0',
      'labelled',
      'demo:app/user',
    ]);
  });

  it('makes what used the older version use the newest', () => {
    expect(printPackage(mergeImports(VERSIONS).value.main)).toContain(
      'use demo:io/streams@0.2.1.{pipe, pipe as newer};',
    );
  });

  it('changes nothing where nothing is there twice', () => {
    const text = VERSIONS.replaceAll(/.*@0\.2\.0;.*|interface user.*|.*import user.*/g, '');
    expect(print(mergeImports(text).value)).toBe(print(resolveText(text)));
  });

  it('refuses a newer version that lacks what the older has', () => {
    const { diagnostics } = mergeImports(VERSIONS.replace('wait: func() -> pollable; flush', 'flush'));
    expect(diagnostics.map((diagnostic) => diagnostic.message)).toEqual([
      '`demo:io/streams@0.2.0` cannot be replaced by `demo:io/streams@0.2.1`, though the versions say so: it has no function `[method]pipe.wait`',
    ]);
  });
});
