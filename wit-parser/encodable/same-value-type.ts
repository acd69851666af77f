import type { Type, TypeDef } from '../model.js';
import { childTypes } from '../query-types.js';
import { resolveAlias } from '../query.js';

/**
 * Whether a validator takes `a` and `b` for one type: the same structure with the same labels, through all names; a
 * resource only for itself.
 */
export function sameValueType(a: Type, b: Type): boolean {
  return same(a, b, new Map());
}

/** Pairs that were begun count as equal: if one differs the whole comparison fails anyway, and each is looked at once. */
type Seen = Map<TypeDef, Set<TypeDef>>;

function same(first: Type, second: Type, seen: Seen): boolean {
  const a = resolveAlias(first);
  const b = resolveAlias(second);
  if (a === b) return true;
  if (typeof a === 'string' || typeof b === 'string' || a.kind !== b.kind || a.kind === 'resource')
    return false;
  const partners = seen.get(a) ?? new Set();
  if (partners.has(b)) return true;
  seen.set(a, partners.add(b));
  if (shape(a) !== shape(b)) return false;
  const right = childTypes(b);
  return childTypes(a).every((child, index) => same(child, right[index] ?? child, seen));
}

/** All of a definition but its child types. */
function shape(type: TypeDef): string {
  switch (type.kind) {
    case 'record':
      return type.fields.map((field) => field.name).join();
    case 'variant':
      return type.cases.map((item) => (item.type === null ? item.name : `${item.name}()`)).join();
    case 'enum':
      return type.cases.map((item) => item.name).join();
    case 'flags':
      return type.flags.map((flag) => flag.name).join();
    case 'result':
      return `${type.ok !== null},${type.err !== null}`;
    case 'fixed-length-list':
      return String(type.length);
    default:
      return String(childTypes(type).length);
  }
}
