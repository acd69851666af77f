import { describe, expect, it } from 'vitest';
import { wholeFile, type Slice } from '../../component/index.js';
import { dummyModule, embed, newComponent, targets } from '../../wit-component/index.js';
import { selectWorld, type Resolve, type World } from '../../wit-parser/index.js';
import { resolveFilesOrThrow } from '../support/resolve-wit.js';

function worldIn(text: string): { resolve: Resolve; world: World } {
  const resolve = resolveFilesOrThrow(new Map([['main.wit', text]]), 'main.wit');
  const { value } = selectWorld(resolve);
  if (value === null) throw new Error('not one world');
  return { resolve, world: value };
}

/** A component that has the imports and exports of the only world in `text`. */
function componentOf(text: string): Slice {
  const { world } = worldIn(text);
  const module = wholeFile({ path: 'm.wasm', bytes: dummyModule(world, 'legacy') });
  const embedded = embed(module, world, { encoding: 'utf8' }).value ?? new Uint8Array();
  const { value } = newComponent(wholeFile({ path: 'm.wasm', bytes: embedded }), { mergeImports: false });
  return wholeFile({ path: 'app.wasm', bytes: value ?? new Uint8Array() });
}

/** The findings when a component of the world `found` is used for the world `wanted`, each with its help. */
function compare(found: string, wanted: string, exact = false): readonly (readonly string[])[] {
  const { resolve, world } = worldIn(wanted);
  const { value, diagnostics } = targets(componentOf(found), resolve, world, { exact });
  expect(value).toBe(diagnostics.length === 0);
  return diagnostics.map(({ code, message, help }) => [code, message, ...help]);
}

const API = (body: string, version = '1.0.0'): string => `
package demo:api@${version} {
  interface log { ${body} }
}
`;

const app = (items: string): string => `package demo:app;\nworld app { ${items} }\n`;

describe('a component fits a world', () => {
  it('that is its own', () => {
    const text =
      app('import demo:api/log@1.0.0; export run: func(n: u32) -> string;') + API('write: func(s: string);');
    expect(compare(text, text)).toEqual([]);
  });

  it('that gives more and asks for less', () => {
    const found =
      app('import demo:api/log@1.0.0; export a: func(); export b: func();') + API('write: func();');
    const wanted =
      app('import demo:api/log@1.0.0; import c: func(); export a: func();') +
      API('write: func(); flush: func();');
    expect(compare(found, wanted)).toEqual([]);
  });

  it('with compatible versions, but not exactly', () => {
    const found = app('import demo:api/log@1.0.0;') + API('write: func();');
    const wanted = app('import demo:api/log@1.2.0;') + API('write: func();', '1.2.0');
    expect(compare(found, wanted)).toEqual([]);
    expect(compare(found, wanted, true)).toEqual([
      [
        'targets/unexpected-import',
        'the component imports `demo:api/log@1.0.0`, which the world `demo:app/app` does not',
        'the world imports `demo:api/log@1.2.0`, which is compatible: leave out `--exact`',
      ],
    ]);
  });

  it('whose exported interfaces use resources of each other', () => {
    const text = `package demo:app;
interface a { resource r; }
interface b { use a.{r}; make: func() -> r; }
world app { import a; import b; export a; export b; }
`;
    expect(compare(text, text)).toEqual([]);
  });
});

describe('what is in the way', () => {
  it('is told all at once', () => {
    const found = app('import x: func(); import y: func(); export one: func();');
    const wanted = app('export one: func() -> u8; export two: func();');
    expect(compare(found, wanted).map(([code, message]) => `${code}: ${message}`)).toEqual([
      'targets/unexpected-import: the component imports `x`, which the world `demo:app/app` does not',
      'targets/unexpected-import: the component imports `y`, which the world `demo:app/app` does not',
      'targets/export-mismatch: the world `demo:app/app` asks for `u8` as `one` in the result, but the component has none',
      'targets/missing-export: the world `demo:app/app` exports `two`, which the component does not',
    ]);
  });

  it('is told of each member of an interface, with what is near', () => {
    const found = app('import demo:api/log@1.0.0;') + API('write: func(s: string); flush: func();');
    const wanted = app('import demo:api/log@1.0.0;') + API('write: func(s: list<u8>); flash: func();');
    expect(compare(found, wanted)).toEqual([
      [
        'targets/import-mismatch',
        'the component asks for `string` as `demo:api/log@1.0.0#write` in the parameter `s`, but the world `demo:app/app` gives `list<u8>`',
      ],
      [
        'targets/missing-import-member',
        'the component needs `flush` of its import `demo:api/log@1.0.0`, which the world `demo:app/app` does not have there',
        'there is `flash`',
      ],
    ]);
  });

  it('shows versions that do not go together, and what is on the other side', () => {
    const found = app('export demo:api/log@1.0.0;') + API('write: func();');
    const wanted = app('export demo:api/log@2.0.0;') + API('write: func();', '2.0.0');
    expect(compare(found, wanted)[0]?.[2]).toBe(
      'the component exports `demo:api/log@1.0.0`, whose version is not compatible',
    );
    expect(compare(app('import f: func();'), app('export f: func();')).map(([, , help]) => help)).toEqual([
      'the world exports `f`',
      'the component imports `f`',
    ]);
  });

  it('has places in the component and in the text of the world', () => {
    const { resolve, world } = worldIn(app('export run: func();'));
    const [finding] = targets(componentOf(app('export run: func() -> u8;')), resolve, world).diagnostics;
    expect(finding?.primary?.at.file.path).toBe('app.wasm');
    expect(finding?.secondary.map(({ at, label }) => [at.file.path, label])).toEqual([
      ['main.wit', 'the world asks for it here'],
    ]);
  });

  it('is that it is a core module', () => {
    const { resolve, world } = worldIn(app(''));
    const module = wholeFile({ path: 'm.wasm', bytes: Uint8Array.of(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0) });
    expect(targets(module, resolve, world).diagnostics.map(({ code }) => code)).toEqual([
      'component/wrong-layer',
    ]);
  });
});
