import { at } from '../../base/index.js';
import type {
  CoreFuncType,
  CoreNumberType,
  CoreValType,
  FieldType,
  HeapType,
  RecType,
  RefType,
  SubType,
} from '../model/core-types.js';
import type { CoreComposite, CoreDefinedType, CoreField, CoreHeap, CoreRef, CoreVal } from './core-types.js';

/** The core types that a recursion group may refer to, apart from its own. */
export interface CoreScope {
  readonly count: number;
  /** Null for what is no function, struct, array or continuation type, or was found to be broken. */
  typeAt(index: number): CoreDefinedType | null;
}

type Building = { -readonly [Key in keyof CoreDefinedType]: CoreDefinedType[Key] };

/** Thrown where an index has no type; caught in this file. */
class Unresolved extends Error {
  readonly index: number;

  constructor(index: number) {
    super();
    this.index = index;
  }
}

/** Where the types of a group come from while it is read. */
type Lookup = (index: number) => CoreDefinedType;

/**
 * The core types of everything in one file. Recursion groups of the same content are the same group, wherever they
 * stand: that is when WebAssembly calls two types equal.
 */
export class CoreTypeTable {
  readonly #groups = new Map<string, readonly CoreDefinedType[]>();
  #next = 0;

  /** The types of `rec`, or the first index in it that has none in `scope`. */
  group(rec: RecType, scope: CoreScope): readonly CoreDefinedType[] | { readonly unknown: number } {
    try {
      return this.#intern(rec, scope);
    } catch (error) {
      if (error instanceof Unresolved) return { unknown: error.index };
      throw error;
    }
  }

  /** The function type with these parameters and results, as one that is written alone. */
  func(params: readonly CoreNumberType[], results: readonly CoreNumberType[]): CoreDefinedType {
    return at(this.#intern(single({ kind: 'func', params, results }, false), EMPTY_SCOPE), 0);
  }

  /** As `func`, shared; a reference to `start` is its first parameter, where that is not null. */
  sharedFunc(
    start: CoreDefinedType | null,
    params: readonly CoreNumberType[],
    results: readonly CoreNumberType[],
  ): CoreDefinedType {
    const reference: RefType = { nullable: true, heap: { kind: 'index', type: 0 } };
    const all = start === null ? params : [reference, ...params];
    const scope: CoreScope = start === null ? EMPTY_SCOPE : { count: 1, typeAt: () => start };
    return at(this.#intern(single({ kind: 'func', params: all, results }, true), scope), 0);
  }

  #intern({ types }: RecType, scope: CoreScope): readonly CoreDefinedType[] {
    const keyOf = (index: number): string => {
      const own = index - scope.count;
      if (own >= 0 && own < types.length) return `.${own}`;
      return `#${outer(scope, index).id}`;
    };
    for (const [index, { supertypes }] of types.entries()) {
      // Else a type could be its own supertype.
      const later = supertypes.find((supertype) => supertype >= scope.count + index);
      if (later !== undefined) throw new Unresolved(later);
    }
    const [first] = types;
    const key =
      types.length === 1 && first !== undefined
        ? subTypeKey(first, keyOf)
        : types.map((sub) => subTypeKey(sub, keyOf)).join(';');
    const known = this.#groups.get(key);
    if (known !== undefined) return known;
    const group = types.map((): Building => this.#blank());
    const lookup: Lookup = (index) => group[index - scope.count] ?? outer(scope, index);
    for (const [index, sub] of types.entries()) fill(at(group, index), sub, lookup);
    this.#groups.set(key, group);
    return group;
  }

  /** To be filled: the types of a group refer to each other. */
  #blank(): Building {
    return {
      id: this.#next++,
      isFinal: true,
      supertype: null,
      depth: 0,
      shared: false,
      describes: null,
      descriptor: null,
      composite: { kind: 'struct', fields: [] },
    };
  }
}

function single(composite: CoreFuncType, shared: boolean): RecType {
  const sub = { isFinal: true, supertypes: [], shared, describes: null, descriptor: null, composite };
  return { kind: 'rec', isGroup: false, types: [sub] };
}

const EMPTY_SCOPE: CoreScope = { count: 0, typeAt: () => null };

function outer(scope: CoreScope, index: number): CoreDefinedType {
  const type = index < scope.count ? scope.typeAt(index) : null;
  if (type === null) throw new Unresolved(index);
  return type;
}

function fill(type: Building, sub: SubType, lookup: Lookup): void {
  const [supertype] = sub.supertypes;
  type.isFinal = sub.isFinal;
  type.supertype = supertype === undefined ? null : lookup(supertype);
  // Supertypes stand before, so theirs is known.
  type.depth = type.supertype === null ? 0 : type.supertype.depth + 1;
  type.shared = sub.shared;
  type.describes = sub.describes === null ? null : lookup(sub.describes);
  type.descriptor = sub.descriptor === null ? null : lookup(sub.descriptor);
  type.composite = compositeOf(sub, lookup);
}

function compositeOf({ composite }: SubType, lookup: Lookup): CoreComposite {
  switch (composite.kind) {
    case 'func': {
      const values = (types: readonly CoreValType[]): CoreVal[] =>
        types.map((type) => resolveVal(type, lookup));
      return { kind: 'func', params: values(composite.params), results: values(composite.results) };
    }
    case 'struct':
      return { kind: 'struct', fields: composite.fields.map((field) => resolveField(field, lookup)) };
    case 'array':
      return { kind: 'array', field: resolveField(composite.field, lookup) };
    case 'cont':
      return { kind: 'cont', type: lookup(composite.type) };
  }
}

function resolveField({ type, mutable }: FieldType, lookup: Lookup): CoreField {
  return { type: type === 'i8' || type === 'i16' ? type : resolveVal(type, lookup), mutable };
}

function resolveVal(type: CoreValType, lookup: Lookup): CoreVal {
  return typeof type === 'string' ? type : resolveRef(type, lookup);
}

function resolveRef({ nullable, heap }: RefType, lookup: Lookup): CoreRef {
  return { nullable, heap: resolveHeap(heap, lookup) };
}

function resolveHeap(heap: HeapType, lookup: Lookup): CoreHeap {
  if (heap.kind === 'abstract') return heap;
  return { kind: 'defined', type: lookup(heap.type), exact: heap.kind === 'exact' };
}

/** `type` with its indexes resolved in `scope`; null where one of them has no type. */
export function valIn(type: CoreValType, scope: CoreScope): CoreVal | null {
  return typeof type === 'string' ? type : refIn(type, scope);
}

export function refIn({ nullable, heap }: RefType, scope: CoreScope): CoreRef | null {
  if (heap.kind === 'abstract') return { nullable, heap };
  const type = heap.type < scope.count ? scope.typeAt(heap.type) : null;
  return type === null ? null : { nullable, heap: { kind: 'defined', type, exact: heap.kind === 'exact' } };
}

type KeyOf = (index: number) => string;

function subTypeKey(sub: SubType, keyOf: KeyOf): string {
  // Nearly all types are like this, and each canonical definition asks for one.
  if (sub.composite.kind === 'func' && isPlain(sub)) return compositeKey(sub, keyOf);
  const parts = [
    sub.isFinal ? 'final' : 'open',
    ...sub.supertypes.map((index) => `<${keyOf(index)}`),
    sub.shared ? 'shared' : '',
    sub.describes === null ? '' : `describes${keyOf(sub.describes)}`,
    sub.descriptor === null ? '' : `descriptor${keyOf(sub.descriptor)}`,
    compositeKey(sub, keyOf),
  ];
  return parts.join(' ');
}

function isPlain({ isFinal, supertypes, shared, describes, descriptor }: SubType): boolean {
  return isFinal && supertypes.length === 0 && !shared && describes === null && descriptor === null;
}

function compositeKey({ composite }: SubType, keyOf: KeyOf): string {
  const values = (types: readonly CoreValType[]): string => {
    let key = '';
    for (const type of types) key += `${valKey(type, keyOf)},`;
    return key;
  };
  const field = ({ type, mutable }: FieldType): string => {
    const key = type === 'i8' || type === 'i16' ? type : valKey(type, keyOf);
    return mutable ? `mut ${key}` : key;
  };
  switch (composite.kind) {
    case 'func':
      return `func(${values(composite.params)})(${values(composite.results)})`;
    case 'struct':
      return `struct(${composite.fields.map(field).join(',')})`;
    case 'array':
      return `array(${field(composite.field)})`;
    case 'cont':
      return `cont${keyOf(composite.type)}`;
  }
}

function valKey(type: CoreValType, keyOf: KeyOf): string {
  if (typeof type === 'string') return type;
  const { nullable, heap } = type;
  const name = heap.kind === 'abstract' ? `${heap.shared ? 'shared ' : ''}${heap.name}` : keyOf(heap.type);
  return `${nullable ? 'null' : 'ref'} ${heap.kind === 'exact' ? 'exact ' : ''}${name}`;
}
