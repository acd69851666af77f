import { describe, expect, it } from 'vitest';
import {
  ComponentBuilder,
  ComponentTypeBuilder,
  InstanceTypeBuilder,
  type ExternType,
  type LabelledType,
  type Type,
  type ValType,
} from '../../../component/index.js';
import { codesIn, findingsIn, verdictOn } from '../../support/validated.js';

function func(params: readonly LabelledType[], result: ValType | null = null, isAsync = false): Type {
  return { kind: 'func', async: isAsync, params, result };
}

/** Gives a component what it does not ask for: the import `f` of the type `expected` gets a function of the type `found`. */
function mismatchOf(found: readonly Type[], expected: readonly Type[]): readonly string[] {
  const nested = new ComponentBuilder();
  const wanted = importedLast(nested, expected);
  nested.import('f', { kind: 'func', type: wanted });
  return findingsIn((component) => {
    const type = importedLast(component, found);
    const given = component.import('f', { kind: 'func', type });
    component.instantiate(component.component(nested.finish()), argumentsOf(found, given));
  });
}

/** Defines `types`; all but the last one are imported as `t0`, `t1` …, so that the last one can refer to the imports. */
function importedLast(component: ComponentBuilder, types: readonly Type[]): number {
  let last = 0;
  types.forEach((type, index) => {
    last = component.type(type);
    if (index < types.length - 1)
      component.import(`t${index}`, { kind: 'type', bound: { kind: 'eq', type: last } });
  });
  return last;
}

function argumentsOf(types: readonly Type[], given: number) {
  const imported = types
    .slice(0, -1)
    .map((_, index) => ({ name: `t${index}`, sort: 'type', index: 2 * index + 1 }) as const);
  return [...imported, { name: 'f', sort: 'func', index: given } as const];
}

const u32 = (label: string): LabelledType => ({ label, type: 'u32' });

describe('an argument that does not fit', () => {
  it('is told by where its type differs, and in what', () => {
    expect(mismatchOf([func([u32('a')])], [func([])])).toEqual([
      'component/type-mismatch: in the argument `f`: expected 0 parameters, found 1 parameter',
    ]);
    expect(mismatchOf([func([u32('a')])], [func([u32('b')])])).toEqual([
      'component/type-mismatch: in the argument `f`: expected the parameter `b`, found `a`',
    ]);
    expect(mismatchOf([func([], 'u8')], [func([], 'u16')])).toEqual([
      'component/type-mismatch: in the argument `f`, the result: expected `u16`, found `u8`',
    ]);
    expect(mismatchOf([func([])], [func([], 'u16')])).toEqual([
      'component/type-mismatch: in the argument `f`, the result: expected `u16`, found none',
    ]);
    expect(mismatchOf([func([])], [func([], null, true)])).toEqual([
      'component/type-mismatch: in the argument `f`: expected an async function, found a function that is not async',
    ]);
  });

  it('is told by the path into its type', () => {
    const point = (type: ValType): Type => ({ kind: 'record', fields: [{ label: 'x', type }] });
    const taking = func([{ label: 'p', type: 1 }]);
    expect(mismatchOf([point('u32'), taking], [point('s32'), taking])).toEqual([
      'component/type-mismatch: in the argument `t0`, the field `x`: expected `s32`, found `u32`',
      'component/type-mismatch: in the argument `f`, the parameter `p`, the field `x`: expected `s32`, found `u32`',
    ]);
  });

  it('is told by the names of its types', () => {
    const point: Type = { kind: 'record', fields: [u32('x')] };
    const found = [point, { kind: 'list', element: 1 }, func([{ label: 'all', type: 3 }])] as const;
    const expected = [point, { kind: 'option', type: 1 }, func([{ label: 'all', type: 3 }])] as const;
    expect(mismatchOf(found, expected)).toEqual([
      'component/type-mismatch: in the argument `t1`: expected `option<t0>`, found `list<t0>`',
      'component/type-mismatch: in the argument `f`, the parameter `all`: expected `option<t0>`, found `list<t0>`',
    ]);
  });
});

describe('an instantiation', () => {
  const wantsInstance = (): ComponentBuilder => {
    const nested = new ComponentBuilder();
    const type = new InstanceTypeBuilder();
    type.export('f', { kind: 'func', type: type.type(func([])) });
    nested.import('i', { kind: 'instance', type: nested.type(type.finish()) });
    return nested;
  };

  it('gives each import an argument, and may give more', () => {
    const nested = wantsInstance().finish();
    const withArguments = (...names: readonly string[]): readonly string[] =>
      codesIn((component) => {
        const f = component.import('f', { kind: 'func', type: component.type(func([])) });
        const index = component.instanceOf([{ name: { name: 'f', attributes: [], isLegacyForm: false }, sort: 'func', index: f }]); // prettier-ignore
        const args = names.map((name) => ({ name, sort: 'instance', index }) as const);
        component.instantiate(component.component(nested), args);
      });
    expect(withArguments('i')).toEqual([]);
    expect(withArguments('i', 'any name')).toEqual([]);
    expect(withArguments('I')).toEqual(['component/missing-argument']);
    expect(withArguments('i', 'i')).toEqual(['component/duplicate-argument']);
  });

  it('that lacks an argument is told which one is like it', () => {
    const { diagnostics } = verdictOn((component) => {
      const index = component.instanceOf([]);
      const nested = new ComponentBuilder();
      nested.import('a:b/log@1.0.0', {
        kind: 'instance',
        type: nested.type({ kind: 'instance', declarations: [] }),
      });
      component.instantiate(component.component(nested.finish()), [
        { name: 'a:b/log@1.0.1', sort: 'instance', index },
      ]);
      component.aliasExport(component.instanceOf([]), 'log', 'func');
    });
    expect(diagnostics.map(({ help }) => help)).toEqual([
      ['nobody asks for the argument `a:b/log@1.0.1`: is it meant for this import?'],
      [],
    ]);
    expect(diagnostics[0]?.secondary).toMatchObject([
      { label: 'imported here', at: { component: 'component[0]' } },
    ]);
  });

  it('gives an instance all exports that are asked for', () => {
    const found = findingsIn((component) => {
      const index = component.instanceOf([]);
      const nested = component.component(wantsInstance().finish());
      component.instantiate(nested, [{ name: 'i', sort: 'instance', index }]);
    });
    expect(found).toEqual([
      'component/missing-export: in the argument `i`: expected the export `f`, found none',
    ]);
  });

  it('of something faulty is silent', () => {
    const found = codesIn((component) => {
      const type = component.type({ kind: 'record', fields: [] });
      const given = component.import('t', { kind: 'type', bound: { kind: 'eq', type } });
      const nested = new ComponentBuilder();
      nested.import('t', { kind: 'type', bound: { kind: 'sub resource' } });
      const instance = component.instantiate(component.component(nested.finish()), [
        { name: 't', sort: 'type', index: given },
      ]);
      component.aliasExport(instance, 'none', 'func');
      component.export('f', 'func', 0);
    });
    expect(found).toEqual(['component/empty-type', 'component/unknown-export']);
  });

  it('knows the types of what it makes by the names that they were given', () => {
    const nested = new ComponentBuilder();
    nested.type({ kind: 'enum', labels: ['a'] });
    const inner = nested.import('color', { kind: 'type', bound: { kind: 'eq', type: 0 } });
    const painted = nested.import('paint', {
      kind: 'func',
      type: nested.type(func([{ label: 'as', type: inner }])),
    });
    nested.export('paint', 'func', painted);
    const { checked, findings } = verdictOn((component) => {
      component.type({ kind: 'enum', labels: ['a'] });
      const color = component.import('colour', { kind: 'type', bound: { kind: 'eq', type: 0 } });
      const type = component.type(func([{ label: 'as', type: color }]));
      const paint = component.import('paint', { kind: 'func', type });
      const instance = component.instantiate(component.component(nested.finish()), [
        { name: 'color', sort: 'type', index: color },
        { name: 'paint', sort: 'func', index: paint },
      ]);
      component.export('paint', 'func', component.aliasExport(instance, 'paint', 'func'));
    });
    expect(findings).toEqual([]);
    const exported = checked?.exports.get('paint')?.item;
    expect(exported?.kind === 'func' ? exported.type.operands : null).toEqual([
      expect.objectContaining({ name: 'colour' }),
      null,
    ]);
  });
});

describe('a component type', () => {
  /** A component type with one import of a function and one export of a function. */
  function componentType(imported: string, exported: string): ReturnType<ComponentTypeBuilder['finish']> {
    const type = new ComponentTypeBuilder();
    const extern: ExternType = { kind: 'func', type: type.type(func([])) };
    type.import(imported, extern);
    type.export(exported, extern);
    return type.finish();
  }

  function codesOfGiving(
    found: readonly [string, string],
    expected: readonly [string, string],
  ): readonly string[] {
    const nested = new ComponentBuilder();
    nested.import('c', { kind: 'component', type: nested.type(componentType(...expected)) });
    return findingsIn((component) => {
      const type = component.type(componentType(...found));
      const index = component.import('c', { kind: 'component', type });
      component.instantiate(component.component(nested.finish()), [{ name: 'c', sort: 'component', index }]);
    });
  }

  it('fits one with the same imports and exports', () => {
    expect(codesOfGiving(['a', 'b'], ['a', 'b'])).toEqual([]);
  });

  it('fits none that has not what it imports, or has what it does not export', () => {
    expect(codesOfGiving(['a', 'b'], ['x', 'b'])).toEqual([
      'component/unexpected-import: in the argument `c`: expected no import `a`, found a component that has it',
    ]);
    expect(codesOfGiving(['a', 'b'], ['a', 'x'])).toEqual([
      'component/missing-export: in the argument `c`: expected the export `x`, found none',
    ]);
  });
});
