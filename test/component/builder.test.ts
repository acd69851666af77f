import { describe, expect, test } from 'vitest';
import {
  ComponentBuilder,
  ComponentTypeBuilder,
  InstanceTypeBuilder,
  componentNames,
  decodeComponent,
  definitionsOf,
  encodeComponent,
  wholeFile,
} from '../../component/index.js';

describe('a component builder', () => {
  test('gives the next index of the sort of what is added', () => {
    const builder = new ComponentBuilder();
    const type = builder.type({ kind: 'func', async: false, params: [], result: null });
    expect([type, builder.import('f', { kind: 'func', type }), builder.export('g', 'func', 0)]).toEqual([
      0, 0, 1,
    ]);
    expect([builder.count('type'), builder.count('func'), builder.count('instance')]).toEqual([1, 2, 0]);
  });

  test('puts neighbours of one section into it, and nested ones each into their own', () => {
    const builder = new ComponentBuilder();
    builder.type({ kind: 'list', element: 'u8' });
    builder.type({ kind: 'option', type: 0 });
    builder.component(new ComponentBuilder().finish());
    builder.component(new ComponentBuilder().finish());
    builder.custom('a', Uint8Array.of(1));
    builder.type({ kind: 'list', element: 1 });
    expect(builder.finish().sections.map(({ id }) => id)).toEqual([7, 4, 4, 0, 7]);
  });

  test('builds what the decoder reads back', () => {
    const instance = new InstanceTypeBuilder();
    const resource = instance.export('r', { kind: 'type', bound: { kind: 'sub resource' } });
    instance.type({ kind: 'own', resource });
    const component = new ComponentTypeBuilder();
    const imported = component.import('i', {
      kind: 'instance',
      type: component.type(instance.finish()),
    });
    component.aliasExport(imported, 'r', 'type');
    const builder = new ComponentBuilder();
    builder.export('t', 'type', builder.type(component.finish(), 'world'));
    builder.names();
    const built = builder.finish();
    const decoded = decodeComponent(wholeFile({ path: 'c.wasm', bytes: encodeComponent(built) }));
    expect(decoded.diagnostics).toEqual([]);
    expect(definitionsOf(decoded.value).map(({ kind }) => kind)).toEqual(['type', 'export']);
    expect(componentNames(decoded.value).definitions.get('type')).toEqual(
      new Map([
        [0, 'world'],
        [1, 't'],
      ]),
    );
    expect(encodeComponent(decoded.value)).toEqual(encodeComponent(built));
  });
});
