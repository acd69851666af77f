import { at } from '../../base/index.js';
import { LIMITS } from '../limits.js';
import type { AbstractHeapName, Limits, MemoryType } from '../model/core-types.js';
import { coreExternText } from './core-type-text.js';
import {
  pageSizeLog2,
  type CoreComposite,
  type CoreDefinedType,
  type CoreExtern,
  type CoreField,
  type CoreGlobal,
  type CoreHeap,
  type CoreRef,
  type CoreTable,
  type CoreVal,
} from './core-types.js';

/** What differs between two core externs, in words. */
export interface CoreMismatch {
  /** Whether they are not even of one kind. */
  readonly isKind: boolean;
  readonly expected: string;
  readonly found: string;
  /** The part that differs, where it is not all of it: "the minimum of its limits". */
  readonly part: string | null;
}

/**
 * Whether `found` may stand where `expected` is asked for, as WebAssembly matches imports; but the types of tables and
 * the signatures of tags must be equal.
 * @returns null if it may, else what differs.
 * @spec Explainer.md#type-checking
 */
export function explainCoreMismatch(found: CoreExtern, expected: CoreExtern): CoreMismatch | null {
  const difference = differenceOf(found, expected);
  if (difference === null) return null;
  if (difference === 'kind') return { isKind: true, expected: expected.kind, found: found.kind, part: null };
  const part = difference === 'type' ? null : difference;
  return { isKind: false, expected: coreExternText(expected), found: coreExternText(found), part };
}

/** `kind`, `type` for the whole of it, or a part in words. */
function differenceOf(found: CoreExtern, expected: CoreExtern): string | null {
  switch (expected.kind) {
    case 'func':
      if (found.kind !== 'func') return 'kind';
      return matchesFunc(found, expected) ? null : 'type';
    case 'tag':
      if (found.kind !== 'tag') return 'kind';
      return found.type === expected.type ? null : 'type';
    case 'table':
      return found.kind === 'table' ? tableDifference(found.table, expected.table) : 'kind';
    case 'memory':
      return found.kind === 'memory' ? memoryDifference(found.memory, expected.memory) : 'kind';
    case 'global':
      return found.kind === 'global' ? globalDifference(found.global, expected.global) : 'kind';
  }
}

type ExternFunc = CoreExtern & { readonly kind: 'func' };

function matchesFunc(found: ExternFunc, expected: ExternFunc): boolean {
  if (expected.exact) return found.exact && found.type === expected.type;
  return isDefinedSubtype(found.type, expected.type);
}

function tableDifference(found: CoreTable, expected: CoreTable): string | null {
  if (!(isSubref(found.element, expected.element) && isSubref(expected.element, found.element))) {
    return 'the element type';
  }
  return limitsDifference(found.limits, expected.limits);
}

function memoryDifference(found: MemoryType, expected: MemoryType): string | null {
  if (pageSizeLog2(found) !== pageSizeLog2(expected)) return 'the page size';
  return limitsDifference(found.limits, expected.limits);
}

function limitsDifference(found: Limits, expected: Limits): string | null {
  if (found.shared !== expected.shared) return 'whether it is shared';
  if (found.is64 !== expected.is64) return 'the type of its addresses';
  if (found.minimum < expected.minimum) return 'the minimum';
  if (expected.maximum === null) return null;
  return found.maximum !== null && found.maximum <= expected.maximum ? null : 'the maximum';
}

function globalDifference(found: CoreGlobal, expected: CoreGlobal): string | null {
  if (found.mutable !== expected.mutable) return 'whether it is mutable';
  if (found.shared !== expected.shared) return 'whether it is shared';
  if (!isCoreSubtype(found.type, expected.type)) return 'the type';
  return found.mutable && !isCoreSubtype(expected.type, found.type) ? 'the type' : null;
}

/** Whether a value of type `found` is one of type `expected`. */
export function isCoreSubtype(found: CoreVal, expected: CoreVal): boolean {
  if (typeof found === 'string' || typeof expected === 'string') return found === expected;
  return isSubref(found, expected);
}

function isSubref(found: CoreRef, expected: CoreRef): boolean {
  return (expected.nullable || !found.nullable) && isSubheap(found.heap, expected.heap);
}

/** What each abstract heap type is directly below. */
const PARENTS: Readonly<Partial<Record<AbstractHeapName, AbstractHeapName>>> = {
  eq: 'any',
  i31: 'eq',
  struct: 'eq',
  array: 'eq',
};

/** The type below all others of a hierarchy, by any of their tops and of the kinds of defined types. */
const BOTTOMS: Readonly<Partial<Record<AbstractHeapName, AbstractHeapName>>> = {
  any: 'none',
  func: 'nofunc',
  extern: 'noextern',
  exn: 'noexn',
  cont: 'nocont',
};

function topOf(name: AbstractHeapName): AbstractHeapName {
  for (const [top, bottom] of Object.entries(BOTTOMS)) {
    // The keys of BOTTOMS are heap types.
    if (name === bottom) return top as AbstractHeapName;
  }
  const parent = PARENTS[name];
  return parent === undefined ? name : topOf(parent);
}

function isAbstractSubtype(found: AbstractHeapName, expected: AbstractHeapName): boolean {
  if (found === expected) return true;
  if (found === BOTTOMS[topOf(expected)]) return true;
  const parent = PARENTS[found];
  return parent !== undefined && isAbstractSubtype(parent, expected);
}

function isSubheap(found: CoreHeap, expected: CoreHeap): boolean {
  if (found.kind === 'abstract') {
    if (expected.kind === 'abstract') {
      return found.shared === expected.shared && isAbstractSubtype(found.name, expected.name);
    }
    const { shared, composite } = expected.type;
    return found.shared === shared && found.name === BOTTOMS[topOf(composite.kind)];
  }
  if (expected.kind === 'abstract') {
    const { shared, composite } = found.type;
    return shared === expected.shared && isAbstractSubtype(composite.kind, expected.name);
  }
  if (expected.exact) return found.exact && found.type === expected.type;
  return isDefinedSubtype(found.type, expected.type);
}

/** Whether a type of the content `found` may be declared a subtype of one of the content `expected`. */
export function isCompositeSubtype(found: CoreComposite, expected: CoreComposite): boolean {
  if (found.kind === 'func' && expected.kind === 'func') {
    return areSubtypes(expected.params, found.params) && areSubtypes(found.results, expected.results);
  }
  if (found.kind === 'struct' && expected.kind === 'struct') {
    const pairs = expected.fields.map((field, index) => [found.fields[index], field] as const);
    return pairs.every(([field, above]) => field !== undefined && isSubfield(field, above));
  }
  if (found.kind === 'array' && expected.kind === 'array') return isSubfield(found.field, expected.field);
  return found.kind === 'cont' && expected.kind === 'cont' && isDefinedSubtype(found.type, expected.type);
}

function areSubtypes(found: readonly CoreVal[], expected: readonly CoreVal[]): boolean {
  return (
    found.length === expected.length && found.every((type, index) => isCoreSubtype(type, at(expected, index)))
  );
}

/** What can be written must be the same. */
function isSubfield(found: CoreField, expected: CoreField): boolean {
  const isBelow = (a: CoreField, b: CoreField): boolean =>
    a.type === 'i8' || a.type === 'i16' || b.type === 'i8' || b.type === 'i16'
      ? a.type === b.type
      : isCoreSubtype(a.type, b.type);
  if (found.mutable !== expected.mutable || !isBelow(found, expected)) return false;
  return !found.mutable || isBelow(expected, found);
}

/** By declaration: a type is below those that it names as its supertype. */
export function isDefinedSubtype(found: CoreDefinedType, expected: CoreDefinedType): boolean {
  let type: CoreDefinedType | null = found;
  for (let steps = 0; type !== null && steps <= LIMITS.coreSubtypeDepth; steps++) {
    if (type === expected) return true;
    type = type.supertype;
  }
  return false;
}
