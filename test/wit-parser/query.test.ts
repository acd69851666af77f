import { describe, expect, it } from 'vitest';
import { onSameTrack, versionTrack } from '../../base/index.js';
import {
  accessorOf,
  containsBorrow,
  containsHandle,
  externName,
  functionsOf,
  interfaceDependencies,
  interfaceId,
  itemName,
  liveTypes,
  liveTypesOf,
  packageDependencies,
  packageId,
  resolveAlias,
  resourceOf,
  topologicalPackages,
  usedFrom,
  type Interface,
  type TypeDef,
} from '../../wit-parser/index.js';
import { resolveFilesOrThrow } from '../support/resolve-wit.js';

const resolve = resolveFilesOrThrow(
  new Map([
    [
      'main.wit',
      `
package demo:app@1.0.0;

interface files {
  use demo:base/types.{id, id as other-id};
  resource file {
    constructor();
    read: func() -> list<u8>;
    open: static func() -> file;
    size: get() -> u64;
    size: set(value: u64);
  }
  type alias-of-file = file;
  record open-file { handle: borrow<file>, id: id }
  type path = string;
  f: func(a: open-file) -> option<path>;
  title: get() -> string;
}

world app {
  import files;
  import second: files;
  import run: func();
  export inline: interface { use files.{path}; }
}

package demo:base { interface types { type id = u32; } }
`,
    ],
  ]),
  'main.wit',
);

const files = resolve.main.interfaces.get('files') as Interface;
const typeOf = (name: string): TypeDef => files.types.get(name) as TypeDef;

describe('names', () => {
  it('are qualified with the version, or without where there is none', () => {
    expect(resolve.packages.map((pkg) => packageId(pkg.name))).toEqual(['demo:base', 'demo:app@1.0.0']);
    expect(interfaceId(files)).toBe('demo:app/files@1.0.0');
  });

  it('of world items are labels, or the ids of interfaces', () => {
    const world = resolve.main.worlds.get('app');
    expect(world?.imports.map(externName)).toEqual([
      'demo:base/types',
      'demo:app/files@1.0.0',
      'second',
      'run',
    ]);
    expect(world?.exports.map(externName)).toEqual(['inline']);
  });

  it('of functions are what WIT says, without their annotations', () => {
    const names = [...files.functions.values()].map((func) => [itemName(func), accessorOf(func)]);
    expect(names).toEqual([
      ['constructor', null],
      ['read', null],
      ['open', null],
      ['size', 'get'],
      ['size', 'set'],
      ['f', null],
      ['title', 'get'],
    ]);
  });
});

describe('types', () => {
  it('are followed through aliases', () => {
    expect(resolveAlias(typeOf('id'))).toBe('u32');
    expect(resolveAlias(typeOf('alias-of-file'))).toBe(typeOf('file'));
    expect(resourceOf(typeOf('alias-of-file'))).toBe(typeOf('file'));
    expect(resourceOf('u8')).toBeNull();
  });

  it('know the interface that they are used from', () => {
    expect(usedFrom(typeOf('other-id'))?.name).toBe('types');
    expect(usedFrom(typeOf('alias-of-file'))).toBeNull();
  });

  it('hold handles if a part does', () => {
    expect(containsBorrow(typeOf('open-file'))).toBe(true);
    expect(containsHandle(typeOf('open-file'))).toBe(true);
    expect(containsHandle(typeOf('id'))).toBe(false);
    expect(containsBorrow('string')).toBe(false);
  });

  it('are live in an order to declare them in', () => {
    const kinds = [...liveTypes([typeOf('open-file')])].map((type) => type.name ?? type.kind);
    expect(kinds).toEqual(['file', 'borrow', 'id', 'id', 'open-file']);
  });

  it('of a static function include its resource', () => {
    const open = files.functions.get('[static]file.open');
    expect(open === undefined ? [] : [...liveTypesOf(open)]).toContain(typeOf('file'));
  });
});

describe('functions', () => {
  it('are found by their resource', () => {
    const funcs = functionsOf(typeOf('file'), files.functions.values());
    expect(funcs.map((func) => func.kind)).toEqual([
      'constructor',
      'method',
      'static',
      'method-getter',
      'method-setter',
    ]);
  });
});

describe('dependencies', () => {
  it('are those of interfaces and packages, each once', () => {
    expect(interfaceDependencies(files).map(interfaceId)).toEqual(['demo:base/types']);
    expect(packageDependencies(resolve.main).map((pkg) => packageId(pkg.name))).toEqual(['demo:base']);
  });

  it('order packages, whatever the order they are given in', () => {
    expect(topologicalPackages([...resolve.packages].reverse())).toEqual(resolve.packages);
  });
});

describe('versionTrack', () => {
  it.each([
    ['1.2.3', '1', '.2.3'],
    ['101.201.301', '101', '.201.301'],
    ['0.2.6', '0.2', '.6'],
    ['0.0.7', '0.0.7', null],
    ['0.2.6-rc.1', '0.2.6-rc.1', null],
    ['1.0.0-a+b', '1.0.0-a', '+b'],
    ['0.10.0+build.1', '0.10', '.0+build.1'],
    ['1.0.0+a-b', '1', '.0.0+a-b'],
  ])('of %s is %s', (version, track, suffix) => {
    expect(versionTrack(version)).toEqual({ track, suffix });
  });

  it('is what compatible versions share', () => {
    expect(onSameTrack('0.2.0', '0.2.12')).toBe(true);
    expect(onSameTrack('0.2.0', '0.3.0')).toBe(false);
    expect(onSameTrack('0.0.1', '0.0.2')).toBe(false);
  });
});
