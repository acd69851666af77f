import { expect } from 'vitest';
import type { TypeText } from './read-vectors.js';

const SHOWN = 5;

/** Those of `all` that come out otherwise, with both outcomes; the first five. */
export function differences<V>(
  all: readonly V[],
  ours: (v: V) => object,
  theirs: (v: V) => object,
): readonly object[] {
  const found: object[] = [];
  for (const vector of all) {
    try {
      expect(ours(vector)).toStrictEqual(theirs(vector));
    } catch (error) {
      found.push({ vector, error: String(error).slice(0, 500) });
    }
  }
  return found.slice(0, SHOWN);
}

/** The kind of a type as the generators count them. */
export function kindOf(type: TypeText): string {
  if (typeof type === 'string') return type;
  return 'length' in type ? 'fixed' : (Object.keys(type)[0] ?? '');
}

export function countBy<T>(items: readonly T[], key: (item: T) => string): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const item of items) counts.set(key(item), (counts.get(key(item)) ?? 0) + 1);
  return counts;
}
