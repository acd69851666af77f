import { Cursor } from '../binary/cursor.js';
import { readSort } from '../binary/read-names.js';
import { LIMITS } from '../limits.js';
import type { Component, CustomSection } from '../model/definitions.js';
import type { Sort } from '../model/sort.js';
import { wholeFile } from '../slice.js';
import { tolerantly } from './tolerantly.js';

/** What the `component-name` section says. */
export interface ComponentNames {
  /** Of the component itself. */
  readonly component: string | null;
  /** Of its definitions, by sort and index. */
  readonly definitions: ReadonlyMap<Sort, ReadonlyMap<number, string>>;
}

/**
 * The names that `component` carries for people to read. They mean nothing to an engine, so what is malformed among
 * them is left out, and never a fault.
 * @spec Binary.md#name-section
 */
export function componentNames(component: Component): ComponentNames {
  const definitions = new Map<Sort, Map<number, string>>();
  let own: string | null = null;
  for (const section of component.sections) {
    if (section.id === 0 && section.name === 'component-name') own = readNames(section, definitions) ?? own;
  }
  return { component: own, definitions };
}

/** Adds to `definitions`; returns the component's own name. */
function readNames({ data }: CustomSection, definitions: Map<Sort, Map<number, string>>): string | null {
  const cursor = new Cursor(wholeFile({ path: '', bytes: data }), 'section');
  let own: string | null = null;
  tolerantly(() => {
    while (cursor.left > 0) {
      const id = cursor.byte();
      const bytes = cursor.take(cursor.u32());
      const inner = new Cursor(wholeFile({ path: '', bytes }), 'section');
      tolerantly(() => {
        if (id === 0) own = inner.name();
        else if (id === 1) readSortNames(inner, definitions);
      });
    }
  });
  return own;
}

function readSortNames(cursor: Cursor, definitions: Map<Sort, Map<number, string>>): void {
  const sort = readSort(cursor);
  const names = definitions.get(sort) ?? new Map<number, string>();
  definitions.set(sort, names);
  cursor.vector('name', LIMITS.types, () => {
    const index = cursor.u32();
    names.set(index, cursor.name());
  });
}
