import { describe, expect, it } from 'vitest';
import {
  bindable,
  callable,
  camelCase,
  createNameScope,
  exportKeys,
  fileStem,
  functionParts,
  importKey,
  interfaceParts,
  interfaceStem,
  pascalCase,
} from '../../bindgen/js-names/index.js';
import { at } from '../../base/index.js';
import { externName } from '../../wit-parser/index.js';
import { worldOf } from './support.js';

describe('a label as a JavaScript name', () => {
  it.each([
    ['poll', 'poll', 'Poll'],
    ['get-random-bytes', 'getRandomBytes', 'GetRandomBytes'],
    ['a-1-c', 'a1C', 'A1C'],
    ['HTTP-server', 'httpServer', 'HttpServer'],
    ['to-JSON', 'toJson', 'ToJson'],
    ['ipv6-address', 'ipv6Address', 'Ipv6Address'],
  ])('%s is %s, and as a type %s', (label, camel, pascal) => {
    expect(camelCase(label)).toBe(camel);
    expect(pascalCase(label)).toBe(pascal);
  });

  it('gets an underscore where JavaScript cannot bind it', () => {
    expect(['delete', 'class', 'await', 'arguments', 'this', 'undefined'].map(bindable)).toEqual(
      ['delete_', 'class_', 'await_', 'arguments_', 'this_', 'undefined_'], // prettier-ignore
    );
    expect(bindable('of')).toBe('of');
  });

  it('gets an underscore where a function of that name would change what its object is', () => {
    expect(['then', 'constructor', 'prototype'].map(callable)).toEqual([
      'then_',
      'constructor_',
      'prototype_',
    ]);
    expect(callable('delete')).toBe('delete');
  });
});

describe('a scope', () => {
  it('gives names of WIT as they are, and others as far as they are free', () => {
    const scope = createNameScope();
    scope.reserve('Result');
    expect(scope.choose('Result')).toBe('Result$1');
    expect(scope.choose('Result')).toBe('Result$2');
    expect(scope.choose('Option')).toBe('Option');
  });

  it('does not bind a name of WIT twice', () => {
    const scope = createNameScope();
    scope.reserve('Blob');
    expect(() => scope.reserve('Blob')).toThrow('two things of one scope are named Blob');
  });
});

describe('the name of a file', () => {
  it('is lower case, and no device of Windows', () => {
    expect(fileStem('HTTP-server')).toBe('http-server');
    expect(['aux', 'con', 'com1', 'console'].map(fileStem)).toEqual(['aux_', 'con_', 'com1_', 'console']);
  });

  it('of an interface has its package, and the version if asked for', () => {
    const { world } = worldOf('package a:b@1.0.0-rc.1; interface i { f: func(); } world w { import i; }');
    const item = at(world.imports, 0);
    if (item.kind !== 'world-interface') throw new Error('no interface');
    expect(interfaceStem(item.interface, false)).toBe('a-b-i');
    expect(interfaceStem(item.interface, true)).toBe('a-b-i-1.0.0-rc.1');
  });
});

describe('the keys of a world', () => {
  const { world } = worldOf(`package a:b@1.0.0;
    interface types { f: func(); }
    interface run { f: func(); }
    world w {
      import types;
      import log-it: func();
      import level: get() -> u8;
      import level: set(v: u8);
      export types;
      export c:d/types@2.0.0;
      export run;
      export own-label: interface { f: func(); }
      export then: func();
    }
    package c:d@2.0.0 { interface types { f: func(); } }`);

  it('of imports are their names in WIT, one for both halves of an accessor', () => {
    expect(world.imports.map(importKey)).toEqual(['a:b/types@1.0.0', 'log-it', 'level', 'level']);
  });

  it('of exports are JavaScript names, and qualified ones; a short name that is not clear is none', () => {
    const keys = exportKeys(world);
    expect(world.exports.map((item) => [externName(item), keys.get(item)])).toEqual([
      ['then', ['then_']],
      ['a:b/types@1.0.0', ['a:b/types@1.0.0']],
      ['c:d/types@2.0.0', ['c:d/types@2.0.0']],
      ['a:b/run@1.0.0', ['run', 'a:b/run@1.0.0']],
      ['own-label', ['ownLabel']],
    ]);
  });
});

describe('a name in a component', () => {
  it.each([
    ['get-it', { kind: 'function', accessor: null, resource: null, label: 'get-it' }],
    ['[get]level', { kind: 'function', accessor: 'get', resource: null, label: 'level' }],
    ['[constructor]file', { kind: 'constructor', accessor: null, resource: 'file', label: 'constructor' }],
    ['[method]file.read', { kind: 'method', accessor: null, resource: 'file', label: 'read' }],
    ['[method][set]file.size', { kind: 'method', accessor: 'set', resource: 'file', label: 'size' }],
    ['[static]file.open', { kind: 'static', accessor: null, resource: 'file', label: 'open' }],
  ])('of a function, %s, has parts', (name, parts) => {
    expect(functionParts(name)).toEqual(parts);
  });

  it('of an interface has a path, a label and perhaps a version', () => {
    expect(interfaceParts('wasi:io/poll@0.2.3')).toEqual({
      path: 'wasi:io/poll',
      label: 'poll',
      version: '0.2.3',
    });
    expect(interfaceParts('wasi:io/poll')?.version).toBeNull();
    expect(interfaceParts('poll')).toBeNull();
  });
});
