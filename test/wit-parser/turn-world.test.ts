import { describe, expect, it } from 'vitest';
import {
  assertValid,
  exportize,
  importize,
  print,
  selectWorld,
  type ExportizeOptions,
  type Resolve,
  type TurnOptions,
  type World,
} from '../../wit-parser/index.js';
import { resolveFilesOrThrow } from '../support/resolve-wit.js';

const INTERFACES = `
interface types { type size = u32; }
interface store { use types.{size}; count: func() -> size; }
`;

function modelOf(text: string): { resolve: Resolve; world: World } {
  const resolve = resolveFilesOrThrow(new Map([['a.wit', `package demo:app;${text}`]]), 'a.wit');
  const { value } = selectWorld(resolve, 'app');
  if (value === null) throw new Error('no world `app`');
  return { resolve, world: value };
}

/** The lines of the turned world, or the codes of what is in the way. */
function turned(
  turn: typeof importize | typeof exportize,
  text: string,
  options: TurnOptions & ExportizeOptions = {},
) {
  const { resolve, world } = modelOf(text);
  const { value, diagnostics } = turn(resolve, world, options);
  if (value === null) return diagnostics.map(({ code }) => code);
  assertValid(value.resolve);
  const printed = print(value.resolve);
  const start = printed.indexOf(`world ${value.world.name} {`);
  return printed.slice(start, printed.indexOf('\n}', start)).split('\n').map((line) => line.trim()).filter((line) => line !== ''); // prettier-ignore
}

describe('importize', () => {
  it('imports what was exported, with what that needs, and drops the imports but for types', () => {
    const text = `${INTERFACES} world app { type id = u8; import types; import log: func(); export store; export run: func() -> id; }`;
    expect(turned(importize, text)).toEqual([
      'world app-importized {',
      'import types;',
      'import store;',
      'type id = u8;',
      'import run: func() -> id;',
    ]);
  });

  it('takes another name on demand, but none that is there', () => {
    const text = 'world app {} world other {} interface api {}';
    expect(turned(importize, text, { name: 'user' })).toEqual(['world user {']);
    expect(turned(importize, text, { name: 'other' })).toEqual(['world/name-taken']);
    expect(turned(importize, text, { name: 'api' })).toEqual(['world/name-taken']);
  });

  it('puts the new world in the place of the old one', () => {
    const { resolve, world } = modelOf('world app {} world other {}');
    const worlds = importize(resolve, world).value?.resolve.main.worlds;
    expect([...(worlds?.keys() ?? [])]).toEqual(['other', 'app-importized']);
  });

  it('cannot import a function and a type of one name', () => {
    expect(turned(importize, 'world app { type run = u32; export run: func() -> run; }')).toEqual([
      'world/importize-conflict',
    ]);
  });
});

describe('exportize', () => {
  it('exports what was imported, keeps types, and drops the exports', () => {
    const text = `${INTERFACES} world app { type id = u8; import store; import log: func(n: id); export run: func(); }`;
    expect(turned(exportize, text)).toEqual([
      'world app-exportized {',
      'type id = u8;',
      'export log: func(n: id);',
      'export types;',
      'export store;',
    ]);
  });

  it('takes only the imports that are named', () => {
    const text = `${INTERFACES} world app { import store; import log: func(); }`;
    expect(turned(exportize, text, { imports: ['store'] })).toEqual([
      'world app-exportized {',
      'import types;',
      'import log: func();',
      'export store;',
    ]);
  });

  it('cannot export an interface that an export needs as an import', () => {
    const text = `${INTERFACES}
interface middle { use types.{size}; }
interface user { use middle.{size}; }
world app { import user; }`;
    expect(turned(exportize, text, { imports: ['types', 'user'] })).toEqual(['world/exportize-conflict']);
  });
});
