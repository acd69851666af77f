import type { ExternName } from '../model/definitions.js';
import type { Located } from '../model/sort.js';

/** `T` before it has a kind and a place in a file, also where it is a union. */
export type Unplaced<T> = T extends Located ? Omit<T, keyof Located | 'kind'> : never;

/** Where what a tool has built stands: nowhere. */
export const UNPLACED: Located = { start: 0, end: 0 };

/** A name as builders take it: mostly one without attributes. */
export type NameInput = string | ExternName;

export function toExternName(name: NameInput): ExternName {
  return typeof name === 'string' ? { name, attributes: [], isLegacyForm: false } : name;
}
