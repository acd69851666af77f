import type { ResourceType } from '../handles.js';
import type { ValType } from '../types.js';

/** A type with what the resources in it are, in the instance that it was taken from. */
export interface ElementType {
  readonly type: ValType | null;
  readonly resourceType: (resource: object) => ResourceType;
}

const NUMBER = /^[suf]\d+$/;

/** @spec CanonicalABI.md#type-predicates */
export function isNumberOrNone(type: ValType | null): boolean {
  return type === null || (typeof type === 'string' && NUMBER.test(type));
}

/** Whether two types are the same, each in its instance: resources by what they are there, all else by structure. */
export function sameType(a: ElementType, b: ElementType): boolean {
  const known = new Map<object, Set<object>>();

  const same = (s: unknown, t: unknown): boolean => {
    if (!isObject(s) || !isObject(t)) return s === t;
    const equals = known.get(s) ?? new Set();
    if (equals.has(t)) return true;
    known.set(s, equals.add(t));
    if ('resource' in s && 'resource' in t) {
      return (
        s['kind'] === t['kind'] &&
        a.resourceType(s['resource'] as object) === b.resourceType(t['resource'] as object)
      );
    }
    const keys = Object.keys(s);
    return keys.length === Object.keys(t).length && keys.every((key) => same(s[key], t[key]));
  };
  return same(a.type, b.type);
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
