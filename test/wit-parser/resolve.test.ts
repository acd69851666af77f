import { readFileSync, readdirSync, statSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { positionAt, renderText, type Diagnostic, type SourceFile } from '../../base/index.js';
import { resolve, sourcesFrom, toJson, type PackageName, type Resolve } from '../../wit-parser/index.js';
import { readFileMap } from '../support/file-map.js';
import { inRepository } from '../support/repository.js';
import { resolveFiles, resolveFilesOrThrow } from '../support/resolve-wit.js';
import { textSpan } from '../support/text-span.js';

const FOLDER = inRepository('fixtures', 'wit-parser', 'resolve');

/** What is found in one file, as `line:column code`. */
function findingsIn(text: string, features: readonly string[] = []): string[] {
  const { diagnostics } = resolveFiles(new Map([['main.wit', text]]), 'main.wit', { features });
  return diagnostics.map(placed);
}

function placed({ code, primary }: Diagnostic): string {
  if (primary === null) return code;
  const { file, start } = textSpan(primary.at);
  const { line, column } = positionAt(file, start);
  return `${line}:${column} ${code}`;
}

function modelOf(text: string): Resolve {
  return resolveFilesOrThrow(new Map([['main.wit', text]]), 'main.wit');
}

describe('resolve', () => {
  const accepted = readdirSync(`${FOLDER}/pass`).filter((name) => !name.endsWith('.json'));

  it.each(accepted)('makes the model of %s', async (name) => {
    const resolved = resolveFilesOrThrow(readFileMap(`${FOLDER}/pass`, name), name, { features: ['active'] });
    const golden = name.replace(/\.wit$/, '');
    await expect(`${toJson(resolved)}\n`).toMatchFileSnapshot(`${FOLDER}/pass/${golden}.json`);
  });

  const refused = readdirSync(`${FOLDER}/fail`).filter((name) => name.endsWith('.wit'));

  it.each(refused)(
    'reports everything that is wrong with %s, and nothing that follows from it',
    async (name) => {
      const { diagnostics } = resolveFiles(readFileMap(`${FOLDER}/fail`, name), name);
      const golden = name.replace(/\.wit$/, '.txt');
      await expect(renderText(diagnostics)).toMatchFileSnapshot(`${FOLDER}/fail/${golden}`);
    },
  );

  it('freezes what it makes', () => {
    const { main, packages } = modelOf(
      'package a:b; interface i { record r { x: u8 } f: func(); } world w { import i; }',
    );
    const iface = main.interfaces.get('i');
    const world = main.worlds.get('w');
    for (const part of [
      packages,
      main,
      iface,
      iface?.types.get('r'),
      iface?.functions.get('f'),
      world,
      world?.imports,
    ])
      expect(Object.isFrozen(part)).toBe(true);
  });
});

describe('what could not be looked up', () => {
  it('goes with everything, so that no error follows', () => {
    const text = `package a:b;
interface i {
  use missing.{r, t};
  resource s { constructor() -> result<r>; p: set(v: u8) -> t; p: get() -> u8; }
  type m = map<t, u8>;
  f: func(a: borrow<r>, b: list<t>) -> option<m>;
}
world w { use i.{m, t}; import g: func(m: m, t: t); }`;
    expect(findingsIn(text)).toEqual(['3:7 wit/unknown-interface']);
  });

  it('is left out of the model with all that needs it, and nothing else is', () => {
    const text =
      'package a:b; interface i { bad: func(x: nope); good: func(x: u8); record r { x: nope } type ok = u8; }';
    const { value } = resolveFiles(new Map([['main.wit', text]]), 'main.wit');
    const iface = value?.main.interfaces.get('i');
    expect([...(iface?.functions.keys() ?? [])]).toEqual(['good']);
    expect([...(iface?.types.keys() ?? [])]).toEqual(['ok']);
  });

  it('is not reported where the parser lost a part of the scope', () => {
    const lostInterface =
      'package a:b;\ninterfce lost { type t = u8; }\ninterface i { use lost.{t}; f: func(t: t); }';
    expect(findingsIn(lostInterface).every((finding) => finding.startsWith('2:'))).toBe(true);
    const lostType = 'package a:b;\ninterface i {\n  recrd lost { x: u8 }\n  f: func(t: lost);\n}';
    expect(findingsIn(lostType).every((finding) => finding.startsWith('3:'))).toBe(true);
  });
});

describe('names', () => {
  it('get the nearest one of the right kind as a hint', () => {
    const text = 'package a:b; interface logging {} world loging-world {} world w { import loging; }';
    const { diagnostics } = resolveFiles(new Map([['main.wit', text]]), 'main.wit');
    expect(diagnostics.map(({ help }) => help)).toEqual([['did you mean `logging`?']]);
    expect(diagnostics[0]?.fixes[0]?.edits[0]?.text).toBe('logging');
  });

  it('of old and foreign types are answered with those of today', () => {
    const text = 'package a:b; interface i { f: func(a: float32, b: int); }';
    const { diagnostics } = resolveFiles(new Map([['main.wit', text]]), 'main.wit');
    expect(diagnostics.map(({ help }) => help)).toEqual([
      ['the type `float32` is called `f32` today'],
      ['did you mean `s32`?'],
    ]);
  });

  it('of a package in another version are told', () => {
    const text = 'package a:b; package c:d@1.0.0 { interface i {} } world w { import c:d/i@1.1.0; }';
    const { diagnostics } = resolveFiles(new Map([['main.wit', text]]), 'main.wit');
    expect(diagnostics[0]?.help).toEqual([
      'another version is there: `c:d@1.0.0`; versions have to be written exactly',
    ]);
  });

  it('do not depend on the order of files or items', () => {
    const first = 'package a:b;\ninterface i { use j.{t}; type u = t; }';
    const second = 'interface j { type t = v; type v = u8; }';
    const one = resolveFilesOrThrow(new Map([['p/1.wit', first], ['p/2.wit', second]]), 'p'); // prettier-ignore
    const other = resolveFilesOrThrow(new Map([['p/2.wit', second], ['p/1.wit', first]]), 'p'); // prettier-ignore
    expect(toJson(one)).toBe(toJson(other));
  });

  it('that a file brings in by `use` are not those of the file beside it', () => {
    const files = new Map([
      ['p/a.wit', 'package a:b; use c:d/log as journal; world w { import journal; }'],
      ['p/b.wit', 'world v { import journal; }'],
      ['p/deps/log.wit', 'package c:d; interface log {}'],
    ]);
    expect(resolveFiles(files, 'p').diagnostics.map(placed)).toEqual(['1:18 wit/unknown-interface']);
  });
});

describe('gates', () => {
  const gated = `package a:b@1.0.0;
interface i {
  @unstable(feature = on) record r { names: list<string> }
  @unstable(feature = on) f: func(r: r);
  g: func() -> list<string>;
}`;

  it('leave out what they close, and keep an anonymous type that is used elsewhere', () => {
    const functionsWith = (features: string[]): string[] => {
      const { value } = resolveFiles(new Map([['main.wit', gated]]), 'main.wit', { features });
      return [...(value?.main.interfaces.get('i')?.functions.keys() ?? [])];
    };
    expect(functionsWith([])).toEqual(['g']);
    expect(functionsWith(['on'])).toEqual(['f', 'g']);
    expect(findingsIn(gated)).toEqual([]);
  });

  it('hold back findings about other packages, too', () => {
    const text = `package a:b;
package c:d { world not-an-interface {} }
world w { @unstable(feature = on) import c:d/not-an-interface; }`;
    expect(findingsIn(text)).toEqual([]);
    expect(findingsIn(text, ['on'])).toEqual(['3:46 wit/not-an-interface']);
  });
});

describe('a built-in package', () => {
  const text = (name: string, body: string): SourceFile => ({
    path: `builtin/${name}.wit`,
    text: `package std:${name}@0.2.9;\n${body}`,
  });
  const texts = new Map([
    ['io', text('io', '@since(version = 0.2.0) interface io { @since(version = 0.2.0) type t = u8; @since(version = 0.2.5) f: func(); }')],
    ['cli', text('cli', '@since(version = 0.2.0) interface cli { @since(version = 0.2.0) use std:io/io@0.2.9.{t}; }\n@since(version = 0.2.6) interface late {}')],
  ]); // prettier-ignore
  const builtin = ({ namespace, name }: PackageName): { files: SourceFile[] } | null => {
    const file = namespace === 'std' ? texts.get(name) : undefined;
    return file === undefined ? null : { files: [file] };
  };
  const asked = (version: string, item = 'cli'): ReturnType<typeof resolve> => {
    const main = { path: 'main.wit', text: `package a:b; world w { import std:cli/${item}@${version}; }` };
    return resolve({ main: [main], deps: [] }, { builtin });
  };

  it('has the version that was asked for, and so have those that it uses', () => {
    const { value, diagnostics } = asked('0.2.3');
    expect(diagnostics).toEqual([]);
    expect(value?.packages.map(({ name }) => `${name.name}@${name.version}`)).toEqual([
      'io@0.2.3',
      'cli@0.2.3',
      'b@null',
    ]);
  });

  it('lacks what came later', () => {
    const io = asked('0.2.3').value?.packages[0]?.interfaces.get('io');
    expect([...(io?.types.keys() ?? []), ...(io?.functions.keys() ?? [])]).toEqual(['t']);
    expect(asked('0.2.9').value?.packages[0]?.interfaces.get('io')?.functions.size).toBe(1);
    expect(asked('0.2.3', 'late').diagnostics.map(({ code }) => code)).toEqual(['wit/excluded-item']);
  });

  it('yields to one that was given', () => {
    const main = { path: 'main.wit', text: 'package a:b; world w { import std:io/mine@0.2.9; }' };
    const given = { path: 'io.wit', text: 'package std:io@0.2.9; interface mine {}' };
    const { value } = resolve({ main: [main], deps: [[given]] }, { builtin });
    expect([...(value?.packages[0]?.interfaces.keys() ?? [])]).toEqual(['mine']);
  });
});

describe('a second call', () => {
  const files = (leaf: string): Map<string, string> =>
    new Map([
      ['p/root.wit', `package a:root; world w { import a:mid/mid; ${leaf} }`],
      ['p/deps/mid.wit', 'package a:mid; interface mid { use a:low/low.{t}; }'],
      ['p/deps/low.wit', 'package a:low; interface low { type t = u8; }'],
    ]);

  it('keeps the packages that did not change', () => {
    const before = resolveFilesOrThrow(files(''), 'p');
    const after = resolveFilesOrThrow(files('import f: func();'), 'p');
    expect(after.packages.map((pkg, index) => pkg === before.packages[index])).toEqual([true, true, false]);
  });

  it('makes anew what depends on a package that changed', () => {
    const before = resolveFilesOrThrow(files(''), 'p');
    const changed = files('').set('p/deps/low.wit', 'package a:low; interface low { type t = u16; }');
    const after = resolveFilesOrThrow(changed, 'p');
    expect(after.packages.map((pkg, index) => pkg === before.packages[index])).toEqual([false, false, false]);
  });
});

describe('several roots', () => {
  it('are one model; the last is its main package', () => {
    const one = {
      main: [{ path: 'one.wit', text: 'package a:one; interface i { use a:two/j.{t}; }' }],
      deps: [],
    };
    const two = {
      main: [{ path: 'two.wit', text: 'package a:two; interface j { type t = u8; }' }],
      deps: [],
    };
    const { value, diagnostics } = resolve([one, two]);
    expect(diagnostics).toEqual([]);
    expect(value?.packages.map(({ name }) => name.name)).toEqual(['two', 'one']);
    expect(value?.main.name.name).toBe('two');
  });
});

describe('sourcesFrom', () => {
  const files = new Map([
    ['app/main.wit', ''],
    ['app/types.wit', ''],
    ['app/readme.md', ''],
    ['app/further/not-this.wit', ''],
    ['app/deps/log.wit', ''],
    ['app/deps/io/b.wit', ''],
    ['app/deps/io/a.wit', ''],
    ['app/deps/io/deps/not-this.wit', ''],
    ['app/deps/clock.wasm', ''],
    ['app/deps/cli.wat', ''],
    ['app/deps/notes.txt', ''],
  ]);

  it('takes the files of a directory, and those of its deps', () => {
    const { value, diagnostics } = sourcesFrom(files, './app/');
    expect(value?.main.map(({ path }) => path)).toEqual(['app/main.wit', 'app/types.wit']);
    expect(value?.deps.map((dep) => dep.map(({ path }) => path))).toEqual([
      ['app/deps/io/a.wit', 'app/deps/io/b.wit'],
      ['app/deps/log.wit'],
    ]);
    expect(diagnostics.map(({ code, severity }) => `${severity} ${code}`)).toEqual([
      'error wit/wat-dependency',
      'warning wit/undecoded-dependency',
    ]);
  });

  it('takes a file alone, without what lies beside it', () => {
    const { value } = sourcesFrom(files, 'app/main.wit');
    expect(value).toEqual({ main: [{ path: 'app/main.wit', text: '' }], deps: [] });
  });

  it('says when there is nothing', () => {
    expect(sourcesFrom(files, 'nowhere').value).toBeNull();
    expect(sourcesFrom(files, 'nowhere').diagnostics.map(({ code }) => code)).toEqual(['wit/no-wit-files']);
  });
});

it('has goldens for every fixture, and no others', () => {
  for (const [folder, golden] of [
    ['pass', '.json'],
    ['fail', '.txt'],
  ] as const) {
    const names = readdirSync(`${FOLDER}/${folder}`);
    const stems = names.filter(
      (name) => name.endsWith('.wit') || statSync(`${FOLDER}/${folder}/${name}`).isDirectory(),
    );
    const expected = stems.map((name) => `${name.replace(/\.wit$/, '')}${golden}`).toSorted();
    expect(names.filter((name) => name.endsWith(golden)).toSorted()).toEqual(expected);
  }
  expect(readFileSync(`${FOLDER}/pass/gates.json`, 'utf8')).toContain('"since"');
});
