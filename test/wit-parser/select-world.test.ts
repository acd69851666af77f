import { describe, expect, it } from 'vitest';
import { selectWorld, worldId, type Resolve } from '../../wit-parser/index.js';
import { resolveFilesOrThrow } from '../support/resolve-wit.js';

function resolveText(text: string): Resolve {
  return resolveFilesOrThrow(new Map([['main.wit', text]]), 'main.wit');
}

/** The qualified name of the world, or the code of the error. */
function select(resolve: Resolve, query?: string): string {
  const { value, diagnostics } = selectWorld(resolve, query);
  expect(diagnostics.length).toBe(value === null ? 1 : 0);
  return value === null ? (diagnostics[0]?.code ?? '') : worldId(value);
}

const one = resolveText('package a:one@1.0.0; interface api {} world app {}');
const many = resolveText(`
  package a:many;
  world client {} world server {} world %record {}
  package b:lib@1.0.0 { world plugin {} world client {} }
  package b:lib@2.0.0 { world plugin {} }
  package b:tool@0.1.0 { world helper {} }
`);

describe('selectWorld', () => {
  it('takes the only world of the main package where none is named', () => {
    expect(select(one)).toBe('a:one/app@1.0.0');
    expect(select(many)).toBe('world/ambiguous');
    expect(select(resolveText('package a:b; interface i {}'))).toBe('world/none');
  });

  it('looks a plain name up in the main package alone', () => {
    expect(select(many, 'server')).toBe('a:many/server');
    expect(select(many, 'plugin')).toBe('world/unknown');
    expect(select(one, 'api')).toBe('world/unknown');
  });

  it('knows worlds that are called like keywords, escaped or not', () => {
    expect(select(many, 'record')).toBe('a:many/record');
    expect(select(many, '%record')).toBe('a:many/record');
    expect(select(many, 'a:many/%record')).toBe('a:many/record');
  });

  it('looks a qualified name up in all packages', () => {
    expect(select(many, 'b:lib/plugin@2.0.0')).toBe('b:lib/plugin@2.0.0');
    expect(select(many, 'a:many/client')).toBe('a:many/client');
    expect(select(many, 'b:lib/client@2.0.0')).toBe('world/unknown');
    expect(select(many, 'b:other/plugin')).toBe('world/unknown-package');
  });

  it('needs the version only where there are several', () => {
    expect(select(one, 'a:one/app')).toBe('a:one/app@1.0.0');
    expect(select(many, 'b:tool/helper')).toBe('b:tool/helper@0.1.0');
    expect(select(many, 'b:lib/plugin')).toBe('world/ambiguous-version');
    expect(select(many, 'b:lib/plugin@3.0.0')).toBe('world/unknown-package');
  });

  it.each(['', 'Server!', 'app@1.0.0', 'a:b', 'a:b/c/d', 'a:/x', '1x'])('refuses `%s` as a name', (query) => {
    expect(select(one, query)).toBe('world/malformed-name');
  });

  it('lists what could have been meant', () => {
    const helpFor = (query?: string): readonly string[] =>
      selectWorld(many, query).diagnostics[0]?.help ?? [];
    expect(helpFor()).toEqual(['choose one of them: `client`, `server`, `record`']);
    expect(helpFor('sever')).toEqual([
      'did you mean `server`?',
      'its worlds are `client`, `server`, `record`',
    ]);
    expect(helpFor('plugin')).toEqual([
      'there is `b:lib/plugin@1.0.0`',
      'there is `b:lib/plugin@2.0.0`',
      'its worlds are `client`, `server`, `record`',
    ]);
    expect(selectWorld(one, 'api').diagnostics[0]?.notes).toEqual(['`api` is an interface of that package']);
  });
});
