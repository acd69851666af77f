import { expect } from 'vitest';
import {
  bytesOf,
  decodeComponent,
  definitionsOf,
  encodeComponent,
  wholeFile,
  type Component,
  type Definition,
} from '../../component/index.js';
import { component, section } from './hex.js';

/** Decodes `bytes`, which must be a well-formed component. */
export function decoded(bytes: Uint8Array): Component {
  const { value, diagnostics } = decodeComponent(wholeFile({ path: 'test.wasm', bytes }));
  expect(diagnostics).toEqual([]);
  return value;
}

/** The one definition of a section with the id `id` and this content, which must be encoded to the same bytes again. */
export function definitionOf(id: number, content: string): Definition {
  const value = decoded(component(section(id, content)));
  expect(value.isCanonical).toBe(true);
  expect(keepsItsBytes(value)).toBe(true);
  const [definition] = definitionsOf(value);
  if (definition === undefined) throw new Error('no definition');
  return definition;
}

/** As `definitionOf`, for a section that is a list: its one item is `item`. */
export function itemOf(id: number, item: string): Definition {
  return definitionOf(id, `01 ${item}`);
}

/** Whether `value` is encoded to the bytes that it was decoded from. */
export function keepsItsBytes(value: Component): boolean {
  const { source } = value;
  if (source === null) throw new Error('the component was not decoded');
  return Buffer.from(encodeComponent(value)).equals(bytesOf(source));
}

/** What is said of `bytes`: code, message and place of the only finding. */
export function fault(bytes: Uint8Array): { code: string; message: string; at: string } | null {
  const { diagnostics } = decodeComponent(wholeFile({ path: 'test.wasm', bytes }));
  expect(diagnostics.length).toBeLessThanOrEqual(1);
  const [found] = diagnostics;
  if (found === undefined || found.primary === null) return null;
  const { start, end } = found.primary.at;
  return { code: found.code, message: found.message, at: `${start}-${end}` };
}
