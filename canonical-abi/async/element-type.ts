import type { ResourceType } from '../handles.js';
import type { BorrowType, CompoundType, OwnType, ValType } from '../types.js';

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
  const known = new Map<CompoundType, Set<CompoundType>>();

  const same = (s: ValType | null, t: ValType | null): boolean => {
    if (s === null || t === null || typeof s === 'string' || typeof t === 'string') return s === t;
    const equals = known.get(s) ?? new Set();
    if (equals.has(t)) return true;
    known.set(s, equals.add(t));
    if (s.kind !== t.kind) return false;
    if (isHandle(s) || isHandle(t)) {
      return isHandle(s) && isHandle(t) && a.resourceType(s.resource) === b.resourceType(t.resource);
    }
    const [mine, others] = [shapeOf(s), shapeOf(t)];
    return (
      mine.head === others.head &&
      mine.parts.length === others.parts.length &&
      mine.parts.every((part, i) => same(part, others.parts[i] ?? null))
    );
  };
  return same(a.type, b.type);
}

type HandleType = OwnType | BorrowType;

interface Shape {
  /** All but the types inside, as text. */
  readonly head: string;
  readonly parts: readonly (ValType | null)[];
}

function isHandle(t: CompoundType): t is HandleType {
  return t.kind === 'own' || t.kind === 'borrow';
}

function shapeOf(t: Exclude<CompoundType, HandleType>): Shape {
  switch (t.kind) {
    case 'list':
      return { head: `list ${t.length}`, parts: [t.element] };
    case 'stream':
    case 'future':
      return { head: t.kind, parts: [t.element] };
    case 'map':
      return { head: 'map', parts: [t.key, t.value] };
    case 'tuple':
      return { head: 'tuple', parts: t.types };
    case 'record':
      return headed(t.kind, t.fields);
    case 'variant':
      return headed(t.kind, t.cases);
    case 'option':
      return { head: 'option', parts: [t.type] };
    case 'result':
      return { head: 'result', parts: [t.ok, t.error] };
    case 'enum':
    case 'flags':
      return { head: `${t.kind} ${t.labels.join()}`, parts: [] };
  }
}

function headed(kind: string, items: readonly { label: string; type: ValType | null }[]): Shape {
  return { head: `${kind} ${items.map(({ label }) => label).join()}`, parts: items.map(({ type }) => type) };
}
