import { InternalError, assertNever } from '../../base/index.js';
import type { Resolve, Type, TypeDef } from '../model.js';
import { childTypes } from '../query-types.js';
import type { PrimitiveName } from '../syntax/tree.js';

/** What a validator works out for every value type. */
export interface TypeFacts {
  /** Bytes and alignment in a 64-bit memory. */
  readonly bytes: number;
  readonly alignment: number;
  /** How many types it is built of, each use of a type counted with all that is in it. */
  readonly count: number;
  /** How deep those are nested. */
  readonly depth: number;
  readonly hasBorrow: boolean;
}

export type FactsOf = (type: Type) => TypeFacts;

/** The facts of every type of `resolve`. */
export function computeTypeFacts(resolve: Resolve): FactsOf {
  const known = new Map<TypeDef, TypeFacts>();
  const factsOf: FactsOf = (type) => {
    if (typeof type === 'string') return primitiveFacts(type);
    const facts = known.get(type);
    if (facts === undefined) throw new InternalError('a type comes before one that it mentions');
    return facts;
  };
  // Types come after those that they mention, so no chain of them needs recursion.
  for (const pkg of resolve.packages) {
    for (const type of pkg.types) known.set(type, definitionFacts(type, factsOf));
  }
  return factsOf;
}

function definitionFacts(type: TypeDef, factsOf: FactsOf): TypeFacts {
  if (type.kind === 'alias') return factsOf(type.type);
  const { bytes, alignment } = layout(type, factsOf);
  // Handles, and the resources behind them, count as one flat type.
  const children = type.kind === 'own' || type.kind === 'borrow' ? [] : childTypes(type).map(factsOf);
  return {
    bytes: Math.min(bytes, Number.MAX_SAFE_INTEGER),
    alignment,
    ...combineNesting(children),
    hasBorrow: type.kind === 'borrow' || children.some((child) => child.hasBorrow),
  };
}

/** The nesting of what is built of `parts`: a type of them, a function, an instance, a component. */
export type Nesting = Pick<TypeFacts, 'count' | 'depth'>;

export function combineNesting(parts: Iterable<Nesting>): Nesting {
  let count = 1;
  let depth = 1;
  for (const part of parts) {
    count = Math.min(count + part.count, Number.MAX_SAFE_INTEGER);
    depth = Math.max(depth, part.depth + 1);
  }
  return { count, depth };
}

interface Layout {
  readonly bytes: number;
  readonly alignment: number;
}

const HANDLE: Layout = { bytes: 4, alignment: 4 };
/** A pointer and a length of 64 bits. */
const POINTER_PAIR: Layout = { bytes: 16, alignment: 8 };

const PRIMITIVE_BYTES: Readonly<Record<PrimitiveName, number>> = {
  bool: 1,
  s8: 1,
  u8: 1,
  s16: 2,
  u16: 2,
  s32: 4,
  u32: 4,
  f32: 4,
  char: 4,
  'error-context': 4,
  s64: 8,
  u64: 8,
  f64: 8,
  string: 16,
};

function primitiveFacts(name: PrimitiveName): TypeFacts {
  const bytes = PRIMITIVE_BYTES[name];
  return { bytes, alignment: Math.min(bytes, 8), count: 1, depth: 1, hasBorrow: false };
}

/** @spec CanonicalABI.md#element-size */
function layout(type: Exclude<TypeDef, { kind: 'alias' }>, factsOf: FactsOf): Layout {
  switch (type.kind) {
    case 'record':
      return sequence(type.fields.map((field) => factsOf(field.type)));
    case 'tuple':
      return sequence(type.types.map(factsOf));
    case 'variant':
      return choice(type.cases.map((item) => (item.type === null ? null : factsOf(item.type))));
    case 'option':
      return choice([null, factsOf(type.type)]);
    case 'result':
      return choice([type.ok, type.err].map((part) => (part === null ? null : factsOf(part))));
    case 'enum':
      return discriminant(type.cases.length);
    case 'flags':
      return flagsLayout(type.flags.length);
    case 'fixed-length-list': {
      const { bytes, alignment } = factsOf(type.element);
      return { bytes: bytes * type.length, alignment };
    }
    case 'list':
    case 'map':
      return POINTER_PAIR;
    case 'own':
    case 'borrow':
    case 'future':
    case 'stream':
    case 'resource':
      return HANDLE;
    default:
      return assertNever(type);
  }
}

function sequence(parts: readonly Layout[]): Layout {
  let bytes = 0;
  let alignment = 1;
  for (const part of parts) {
    bytes = alignTo(bytes, part.alignment) + part.bytes;
    alignment = Math.max(alignment, part.alignment);
  }
  return { bytes: alignTo(bytes, alignment), alignment };
}

function choice(payloads: readonly (Layout | null)[]): Layout {
  const tag = discriminant(payloads.length);
  let bytes = 0;
  let alignment = 1;
  for (const payload of payloads) {
    if (payload === null) continue;
    bytes = Math.max(bytes, payload.bytes);
    alignment = Math.max(alignment, payload.alignment);
  }
  const whole = Math.max(tag.alignment, alignment);
  return { bytes: alignTo(alignTo(tag.bytes, alignment) + bytes, whole), alignment: whole };
}

function discriminant(cases: number): Layout {
  if (cases <= 0x100) return { bytes: 1, alignment: 1 };
  return cases <= 0x10000 ? { bytes: 2, alignment: 2 } : { bytes: 4, alignment: 4 };
}

function flagsLayout(count: number): Layout {
  if (count <= 8) return { bytes: 1, alignment: 1 };
  return count <= 16 ? { bytes: 2, alignment: 2 } : { bytes: 4, alignment: 4 };
}

function alignTo(offset: number, alignment: number): number {
  return Math.ceil(offset / alignment) * alignment;
}
