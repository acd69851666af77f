import { describe, expect, it } from 'vitest';
import {
  ComponentBuilder,
  InstanceTypeBuilder,
  encodeComponent,
  validate,
  wholeFile,
  type Type,
} from '../../../component/index.js';
import { codesIn } from '../../support/validated.js';

const EIGHT = Array.from({ length: 8 }, (_, index) => index);

/** Types each of which is a tuple of eight of the one before. */
function defineNest(component: { type(type: Type): number }, levels: number): number {
  let last = component.type({ kind: 'tuple', types: EIGHT.map(() => 'u8') });
  for (let level = 1; level < levels; level++) {
    const inner = last;
    last = component.type({ kind: 'tuple', types: EIGHT.map(() => inner) });
  }
  return last;
}

describe('a component that is made to take long', () => {
  it('has no type of more than a million parts', () => {
    expect(codesIn((component) => defineNest(component, 6))).toEqual([]);
    expect(codesIn((component) => defineNest(component, 40))).toEqual(['component/type-too-large']);
  });

  it('has no type nested more than a hundred deep', () => {
    const lists = (depth: number): readonly string[] =>
      codesIn((component) => {
        component.type({ kind: 'list', element: 'u8' });
        for (let index = 0; index < depth; index++) component.type({ kind: 'list', element: index });
      });
    expect(lists(98)).toEqual([]);
    expect(lists(5_000)).toEqual(['component/nesting-too-deep']);
  });

  it('has no more than a million parts in all its imports and exports', () => {
    const found = codesIn((component) => {
      const type = defineNest(component, 6);
      for (let index = 0; index < 500; index++) component.export(`t${index}`, 'type', type);
    });
    expect(found).toEqual(['component/type-too-large']);
  });

  it('may have chains of exports of any length', () => {
    const found = codesIn((component) => {
      const long = new ComponentBuilder();
      let last = long.type({ kind: 'resource', representation: 'i32', destructor: null });
      for (let index = 0; index < 20_000; index++) last = long.export(`r${index}`, 'type', last);
      const outer = new ComponentBuilder();
      const instance = outer.instantiate(outer.component(long.finish()), []);
      outer.export('r', 'type', outer.aliasExport(instance, 'r19999', 'type'));
      const index = component.component(outer.finish());
      component.instantiate(index, []);
      component.instantiate(index, []);
    });
    expect(found).toEqual([]);
  });

  it('makes no more types by instantiation than a file may have', () => {
    const nested = new ComponentBuilder();
    const type = new InstanceTypeBuilder();
    const resource = type.export('r', { kind: 'type', bound: { kind: 'sub resource' } });
    const own = type.type({ kind: 'own', resource });
    for (let index = 0; index < 100; index++) {
      const params = [{ label: `p${index}`, type: own }];
      const func = type.type({ kind: 'func', async: false, params, result: null });
      type.export(`f${index}`, { kind: 'func', type: func });
    }
    nested.export(
      'i',
      'instance',
      nested.import('i', { kind: 'instance', type: nested.type(type.finish()) }),
    );
    const component = new ComponentBuilder();
    const instance = component.import('i', { kind: 'instance', type: component.type(type.finish()) });
    const index = component.component(nested.finish());
    for (let time = 0; time < 100; time++) {
      component.instantiate(index, [{ name: 'i', sort: 'instance', index: instance }]);
    }
    const file = wholeFile({ path: 'test.wasm', bytes: encodeComponent(component.finish()) });
    const codes = (left: number): readonly string[] =>
      validate(file, { budget: { left } }).diagnostics.map(({ code }) => code);
    expect(codes(100_000)).toEqual([]);
    expect(codes(10_000)).toEqual(['component/limit-exceeded']);
  });

  it('is told at most a hundred findings', () => {
    const found = codesIn((component) => {
      for (let index = 0; index < 1_000; index++) component.type({ kind: 'record', fields: [] });
    });
    expect(found).toHaveLength(100);
  });
});
