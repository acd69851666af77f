import { describe, expect, it } from 'vitest';
import {
  ComponentBuilder,
  InstanceTypeBuilder,
  type ComponentBuilder as Builder,
  type ExternType,
} from '../../../component/index.js';
import { codesIn, findingsIn, verdictOn } from '../../support/validated.js';

const ANY_RESOURCE: ExternType = { kind: 'type', bound: { kind: 'sub resource' } };

function sameAs(type: number): ExternType {
  return { kind: 'type', bound: { kind: 'eq', type } };
}

/** An instance type with the resource `r` and the function `use`, which takes one. */
function usesResource(): ReturnType<InstanceTypeBuilder['finish']> {
  const type = new InstanceTypeBuilder();
  const resource = type.export('r', ANY_RESOURCE);
  const own = type.type({ kind: 'own', resource });
  const func = type.type({ kind: 'func', async: false, params: [{ label: 'it', type: own }], result: null });
  type.export('use', { kind: 'func', type: func });
  return type.finish();
}

/** A component that imports the resource `r` and a function `f` that takes one. */
function consumer(): ReturnType<Builder['finish']> {
  const component = new ComponentBuilder();
  component.import('r', ANY_RESOURCE);
  takesOwn(component, 0, 'f');
  return component.finish();
}

function takesOwn(component: Builder, resource: number, name: string): number {
  const own = component.type({ kind: 'own', resource });
  const type = component.type({
    kind: 'func',
    async: false,
    params: [{ label: 'it', type: own }],
    result: null,
  });
  return component.import(name, { kind: 'func', type });
}

/** A component that defines a resource and exports it. */
function producer(): ReturnType<Builder['finish']> {
  const component = new ComponentBuilder();
  component.type({ kind: 'resource', representation: 'i32', destructor: null });
  component.export('r', 'type', 0);
  return component.finish();
}

describe('resources', () => {
  it('that are imported stand for those that are supplied', () => {
    const found = codesIn((component) => {
      const type = component.import('file', ANY_RESOURCE);
      const func = takesOwn(component, type, 'open');
      const nested = component.component(consumer());
      component.instantiate(nested, [
        { name: 'r', sort: 'type', index: type },
        { name: 'f', sort: 'func', index: func },
      ]);
    });
    expect(found).toEqual([]);
  });

  it('are told apart by where they come from, not by their names', () => {
    const found = findingsIn((component) => {
      const file = component.import('file', ANY_RESOURCE);
      const folder = component.import('folder', ANY_RESOURCE);
      const func = takesOwn(component, folder, 'open');
      const nested = component.component(consumer());
      component.instantiate(nested, [
        { name: 'r', sort: 'type', index: file },
        { name: 'f', sort: 'func', index: func },
      ]);
    });
    expect(found).toEqual([
      'component/resource-mismatch: in the argument `f`, the parameter `it`: expected the resource `r`, found the resource `folder`',
    ]);
  });

  it('are new with each instantiation of the component that defines them', () => {
    const { checked, findings } = verdictOn((component) => {
      const nested = component.component(producer());
      for (let time = 0; time < 2; time++)
        component.aliasExport(component.instantiate(nested, []), 'r', 'type');
    });
    expect(findings).toEqual([]);
    const resources = checked?.spaces.type.map((type) =>
      type.kind === 'resource type' ? type.resource : null,
    );
    expect(new Set(resources).size).toBe(2);
  });

  it('are new with each import of an instance type', () => {
    const { checked, findings } = verdictOn((component) => {
      const type = component.type(usesResource());
      for (const name of ['a', 'b']) {
        component.aliasExport(component.import(name, { kind: 'instance', type }), 'r', 'type');
      }
    });
    expect(findings).toEqual([]);
    const [, a, b] = checked?.spaces.type ?? [];
    expect(a?.kind).toBe('resource type');
    expect(a?.kind === 'resource type' && b?.kind === 'resource type' && a.resource === b.resource).toBe(
      false,
    );
  });

  it('stay the same under another name', () => {
    const { checked } = verdictOn((component) => {
      const first = component.import('a', ANY_RESOURCE);
      component.import('b', sameAs(first));
      component.export('c', 'type', 1);
    });
    const [a, b, c] = checked?.spaces.type ?? [];
    if (a?.kind !== 'resource type' || b?.kind !== 'resource type' || c?.kind !== 'resource type') {
      throw new Error('three resource types are expected');
    }
    expect([b.resource, c.resource]).toEqual([a.resource, a.resource]);
    expect([a.name, b.name, c.name]).toEqual(['a', 'b', 'c']);
    expect([a.equals, b.equals, c.equals]).toEqual([null, a, b]);
  });

  it('can be exported without saying which one they are', () => {
    const { checked, findings } = verdictOn((component) => {
      const defined = component.type({ kind: 'resource', representation: 'i32', destructor: null });
      component.export('a', 'type', defined);
      component.export('b', 'type', defined, ANY_RESOURCE);
    });
    expect(findings).toEqual([]);
    expect(checked?.type.freshResources).toHaveLength(2);
  });

  it('of a component are no matter of the components in it', () => {
    const nested = new ComponentBuilder();
    nested.aliasOuter(1, 0, 'type');
    const found = codesIn((component) => {
      component.type({ kind: 'resource', representation: 'i32', destructor: null });
      component.component(nested.finish());
    });
    expect(found).toEqual(['component/outer-resource-type']);
  });

  it('are defined in components, not in types', () => {
    const type = new InstanceTypeBuilder();
    type.type({ kind: 'resource', representation: 'i32', destructor: null });
    expect(codesIn((component) => component.type(type.finish()))).toEqual(['component/resource-in-type']);
  });

  it('that a component defines cannot be in its imports', () => {
    const found = codesIn((component) => {
      const type = component.type({ kind: 'resource', representation: 'i32', destructor: null });
      component.import('r', sameAs(type));
    });
    expect(found).toEqual(['component/local-resource-in-imports']);
  });

  it('have a name before functions use them', () => {
    const found = findingsIn((component) => {
      const type = component.type({ kind: 'resource', representation: 'i32', destructor: null });
      takesOwn(component, type, 'f');
    });
    expect(found).toEqual([
      'component/import-of-unnamed-type: the import `f` refers to a resource, which is not imported under a name before it',
    ]);
  });
});
