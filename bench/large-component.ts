import type * as Component from '../component/index.js';

/** How many records each instance type defines, beside a list and the function that uses them. */
const RECORDS = 2;
const TYPES_EACH = RECORDS + 3;

/**
 * A component with about `types` types, spread over `instances` instances of nested components whose types are matched
 * with what they are given.
 */
export function largeComponent(
  component: typeof Component,
  { types, instances }: { readonly types: number; readonly instances: number },
): Uint8Array {
  const builder = new component.ComponentBuilder();
  for (let index = 0; index < instances; index++) {
    const given = builder.import(`given-${index}`, {
      kind: 'instance',
      type: builder.type(instanceType(component, index)),
    });
    const nested = new component.ComponentBuilder();
    const wanted = nested.type(instanceType(component, index));
    const inner = nested.import('wanted', { kind: 'instance', type: wanted });
    nested.export('given', 'instance', inner);
    const child = builder.component(nested.finish());
    builder.instantiate(child, [{ name: 'wanted', sort: 'instance', index: given }]);
  }
  // What the instances do not take are types of the outermost component.
  for (let left = types - instances * 2 * TYPES_EACH; left > 0; left--) {
    builder.type({ kind: 'list', element: left % 2 === 0 ? 'u32' : 'string' });
  }
  return component.encodeComponent(builder.finish());
}

function instanceType(component: typeof Component, seed: number): Component.InstanceType {
  const builder = new component.InstanceTypeBuilder();
  let last: Component.ValType = 'u32';
  for (let index = 0; index < RECORDS; index++) {
    const record = builder.type({
      kind: 'record',
      fields: [
        { label: 'id', type: 'u64' },
        { label: `field-${(seed + index) % 7}`, type: last },
      ],
    });
    last = builder.export(`record-${index}`, { kind: 'type', bound: { kind: 'eq', type: record } });
  }
  const list = builder.type({ kind: 'list', element: last });
  const func = builder.type({
    kind: 'func',
    async: false,
    params: [{ label: 'all', type: list }],
    result: last,
  });
  builder.export('run', { kind: 'func', type: func });
  return builder.finish();
}
