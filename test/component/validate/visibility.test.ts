import { describe, expect, it } from 'vitest';
import {
  ComponentBuilder,
  InstanceTypeBuilder,
  type ExternType,
  type Type,
  type ValType,
} from '../../../component/index.js';
import { codesIn, findingsIn, verdictOn } from '../../support/validated.js';

const POINT: Type = { kind: 'record', fields: [{ label: 'x', type: 'u32' }] };

function func(result: ValType): Type {
  return { kind: 'func', async: false, params: [], result };
}

function sameAs(type: number): ExternType {
  return { kind: 'type', bound: { kind: 'eq', type } };
}

function importFunc(component: ComponentBuilder, name: string, result: ValType): number {
  return component.import(name, { kind: 'func', type: component.type(func(result)) });
}

describe('types that are seen from outside', () => {
  it.each<[string, Type]>([
    ['record', POINT],
    ['variant', { kind: 'variant', cases: [{ label: 'a', type: null }] }],
    ['enum', { kind: 'enum', labels: ['a'] }],
    ['flags', { kind: 'flags', labels: ['a'] }],
  ])('have names where they are a %s', (_, type) => {
    expect(codesIn((component) => importFunc(component, 'f', component.type(type)))).toEqual([
      'component/import-of-unnamed-type',
    ]);
  });

  it.each<[string, Type]>([
    ['list', { kind: 'list', element: 'u8' }],
    ['tuple', { kind: 'tuple', types: ['u8'] }],
    ['option', { kind: 'option', type: 'u8' }],
    ['result', { kind: 'result', ok: null, error: null }],
    ['stream', { kind: 'stream', element: 'u8' }],
    ['primitive', { kind: 'primitive', primitive: 'u8' }],
  ])('need none where they are a %s', (_, type) => {
    expect(codesIn((component) => importFunc(component, 'f', component.type(type)))).toEqual([]);
  });

  it('are referred to by the index of the import or export', () => {
    const found = findingsIn((component) => {
      const point = component.type(POINT);
      const named = component.import('point', sameAs(point));
      importFunc(component, 'good', component.type({ kind: 'list', element: named }));
      importFunc(component, 'bad', component.type({ kind: 'list', element: point }));
    });
    expect(found).toEqual([
      'component/import-of-unnamed-type: the import `bad` refers to the type `record { x: u32 }`, which is not imported under a name before it',
    ]);
  });

  it('have names for exports if they have names for imports, but not the other way round', () => {
    const found = codesIn((component) => {
      const imported = component.import('a', sameAs(component.type(POINT)));
      component.export('f', 'func', importFunc(component, 'f', imported));
      const exported = component.export('b', 'type', component.type(POINT));
      importFunc(component, 'g', exported);
    });
    expect(found).toEqual(['component/import-of-unnamed-type']);
  });

  it('have the names that imported instances give them', () => {
    const found = codesIn((component) => {
      const type = new InstanceTypeBuilder();
      const point = type.export('point', sameAs(type.type(POINT)));
      type.export('f', { kind: 'func', type: type.type(func(point)) });
      const instance = component.import('i', { kind: 'instance', type: component.type(type.finish()) });
      importFunc(component, 'f', component.aliasExport(instance, 'point', 'type'));
    });
    expect(found).toEqual([]);
  });

  it('may be functions, which have no names of their own to hide', () => {
    const found = codesIn((component) => {
      const type = component.type(func('u32'));
      component.export('a', 'type', type);
      component.import('b', sameAs(type));
    });
    expect(found).toEqual([]);
  });
});

describe('the entities of a checked component', () => {
  it('are one for each name, with the same structure', () => {
    const { checked } = verdictOn((component) => {
      const size = component.type({ kind: 'primitive', primitive: 'u32' });
      const first = component.import('size', sameAs(size));
      component.import('length', sameAs(first));
    });
    const [defined, size, length] = checked?.spaces.type ?? [];
    expect(
      [defined, size, length].map((type) => (type?.kind === 'value type' ? [type.name, type.type] : null)),
    ).toEqual([
      [null, 'u32'],
      ['size', 'u32'],
      ['length', 'u32'],
    ]);
    expect(length?.kind === 'value type' && length.equals === size).toBe(true);
  });

  it('say through which name a type was referred to', () => {
    const { checked } = verdictOn((component) => {
      const size = component.import('size', sameAs(component.type({ kind: 'primitive', primitive: 'u32' })));
      importFunc(component, 'f', size);
      importFunc(component, 'g', 'u32');
    });
    const operandsOf = (name: string): unknown => {
      const item = checked?.imports.get(name)?.item;
      return item?.kind === 'func' ? item.type.operands : null;
    };
    expect(operandsOf('f')).toEqual([checked?.spaces.type[1]]);
    expect(operandsOf('g')).toEqual(['u32']);
  });

  it('say where an import stands', () => {
    const nested = new ComponentBuilder();
    nested.import('a', { kind: 'type', bound: { kind: 'sub resource' } });
    const { checked } = verdictOn((component) => component.component(nested.finish()));
    const [inner] = checked?.components.values() ?? [];
    expect(inner?.imports.get('a')?.at).toMatchObject({ component: 'component[0]', start: 21, end: 26 });
  });
});
