import { expect } from 'vitest';
import { hasErrors } from '../../base/index.js';
import { decodeComponent, decodeTree, definitionsOf, wholeFile, type Slice } from '../../component/index.js';
import { newComponent, type NewOptions } from '../../wit-component/index.js';

/** The component that `new` makes; throws where it refuses. */
export function made(module: Slice, options: NewOptions = {}): Uint8Array {
  const { value, diagnostics } = newComponent(module, options);
  if (value === null || hasErrors(diagnostics))
    throw new Error(diagnostics.map((one) => one.message).join('; '));
  return value;
}

/** What `new` says of a module that it refuses. */
export function refusals(module: Slice, options: NewOptions = {}): readonly string[] {
  const { value, diagnostics } = newComponent(module, options);
  expect(value).toBeNull();
  return diagnostics.map(({ code, message }) => `${code}: ${message}`);
}

/** How many core modules a component holds. */
export function modulesIn(bytes: Uint8Array): number {
  return decodeTree(wholeFile({ path: 'c.wasm', bytes })).value.modules.size;
}

/** The names of imports and exports, in order, with their attributes. */
export function surface(bytes: Uint8Array): readonly string[] {
  const component = decodeComponent(wholeFile({ path: 'c.wasm', bytes })).value;
  return definitionsOf(component).flatMap((definition) => {
    if (definition.kind !== 'import' && definition.kind !== 'export') return [];
    const { name, attributes } = definition.name;
    return [[definition.kind, name, ...attributes.map(({ kind, value }) => `${kind}=${value}`)].join(' ')];
  });
}

/** A package with one world, whose content is `body`. */
export const world = (body: string): string => `package local:app@1.2.3;\n\nworld app {\n${body}\n}\n`;
