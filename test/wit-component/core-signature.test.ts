import { describe, expect, it } from 'vitest';
import {
  abiFunc,
  abiType,
  liftSignature,
  lowerSignature,
  postReturnSignature,
  taskReturnSignature,
} from '../../wit-component/index.js';
import type { Func, Interface } from '../../wit-parser/index.js';
import { resolveFilesOrThrow } from '../support/resolve-wit.js';

function interfaceOf(body: string): Interface {
  const text = `package a:b;\n\ninterface i {\n${body}\n}\n`;
  const iface = resolveFilesOrThrow(new Map([['i.wit', text]]), 'i.wit').main.interfaces.get('i');
  if (iface === undefined) throw new Error('no interface');
  return iface;
}

function funcOf(body: string, name: string): Func {
  const func = interfaceOf(body).functions.get(name);
  if (func === undefined) throw new Error(`no function ${name}`);
  return func;
}

describe('the Canonical ABI form of a WIT type', () => {
  const { types, functions } = interfaceOf(`
    resource r { constructor(); take: func(other: borrow<r>) -> own<r>; }
    type same = r;
    record point { x: u8, y: list<u8, 3> }
    type alias = point;
    type chain = alias;
    use-same: func(h: own<same>, p: chain) -> map<string, future>;
  `);
  const named = (name: string) => abiType(types.get(name) ?? 'bool');

  it('is one object for a definition and all its aliases', () => {
    expect(named('chain')).toBe(named('point'));
    expect(named('point')).toEqual({
      kind: 'record',
      fields: [
        { label: 'x', type: 'u8' },
        { label: 'y', type: { kind: 'list', element: 'u8', length: 3 } },
      ],
    });
  });

  it('has one resource in all handles to it', () => {
    const handles = ['[method]r.take', 'use-same'].map((name) => {
      const type = abiFunc(functions.get(name) ?? funcOf('f: func();', 'f')).params[0]?.type;
      return typeof type === 'object' && 'resource' in type ? type : null;
    });
    expect(handles.map((handle) => handle?.kind)).toEqual(['borrow', 'own']);
    for (const handle of handles) expect(handle?.resource).toBe(types.get('r'));
  });

  it('keeps what has no payload, and the functions themselves', () => {
    const func = functions.get('use-same');
    if (func === undefined) throw new Error('no function');
    expect(abiFunc(func)).toBe(abiFunc(func));
    expect(abiFunc(func).result).toEqual({
      kind: 'map',
      key: 'string',
      value: { kind: 'future', element: null },
    });
  });
});

describe('the core type of a function', () => {
  const two = funcOf('f: func(a: string) -> string;', 'f');

  it('returns more than one value through a pointer: a parameter of imports, a result of exports', () => {
    expect(lowerSignature(two, 'sync')).toEqual({ params: ['i32', 'i32', 'i32'], results: [] });
    expect(liftSignature(two, 'sync')).toEqual({ params: ['i32', 'i32'], results: ['i32'] });
  });

  it('is a status for async imports, of at most four parameters and the place of the result', () => {
    expect(lowerSignature(two, 'async')).toEqual({ params: ['i32', 'i32', 'i32'], results: ['i32'] });
    const five = funcOf('f: async func(a: string, b: string, c: u64) -> u8;', 'f');
    expect(lowerSignature(five, 'async')).toEqual({ params: ['i32', 'i32'], results: ['i32'] });
  });

  it('has no results where they come by `task.return`', () => {
    expect(liftSignature(two, 'callback')).toEqual({ params: ['i32', 'i32'], results: ['i32'] });
    expect(liftSignature(two, 'stackful')).toEqual({ params: ['i32', 'i32'], results: [] });
    expect(taskReturnSignature(two)).toEqual({ params: ['i32', 'i32'], results: [] });
    const wide = funcOf(`f: func() -> tuple<${Array(17).fill('u8').join(', ')}>;`, 'f');
    expect(taskReturnSignature(wide)).toEqual({ params: ['i32'], results: [] });
  });

  it('gives the post-return function what the function returned', () => {
    expect(postReturnSignature(two)).toEqual({ params: ['i32'], results: [] });
    expect(postReturnSignature(funcOf('f: func();', 'f'))).toEqual({ params: [], results: [] });
  });

  it('has the resource first for methods', () => {
    const method = funcOf('resource r { m: func(a: f32) -> f64; }', '[method]r.m');
    expect(liftSignature(method, 'sync')).toEqual({ params: ['i32', 'f32'], results: ['f64'] });
    expect(lowerSignature(method, 'sync')).toEqual({ params: ['i32', 'f32'], results: ['f64'] });
  });
});
