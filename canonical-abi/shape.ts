import { despecialize } from './despecialize.js';
import { MAX_FLAGS, MAX_FLAT_PARAMS } from './limits.js';
import { type Memo, remembered } from './memo.js';
import { coreType, type ScalarType, sizeOf } from './primitives.js';
import type { CompoundType, CoreValType, PtrType, ValType } from './types.js';

/**
 * The core types that stand for values of component types, or null for more than `MAX_FLAT_PARAMS` of them.
 * @deviation The spec builds a list of any length. Past the largest limit only that it is longer matters, and a
 * fixed-length list of bytes alone could make it 2^28 long.
 */
export type FlatTypes = readonly CoreValType[] | null;

/**
 * All that the Canonical ABI asks about a type but for its structure. Remembered by type object, so one that is shared by
 * many is looked into once. The first question about a type recurses into what is new of it: who defines types in order, and
 * asks about each, never recurses deeper than one level.
 */
export interface Shape {
  /** The bytes that a value takes as an element of a list. */
  readonly size: number;
  /** What the address of a value is a multiple of. */
  readonly alignment: number;
  readonly flat: FlatTypes;
  /** Whether a value holds a borrowed handle somewhere, what streams and futures carry included. */
  readonly borrow: boolean;
  /** Whether a value holds a stream or a future somewhere. */
  readonly asyncValue: boolean;
  /** Whether a value has a part that lies in memory of its own: a string or a list somewhere, not behind a handle. */
  readonly pointer: boolean;
}

const NOTHING: Shape = {
  size: 0,
  alignment: 1,
  flat: [],
  borrow: false,
  asyncValue: false,
  pointer: false,
};

const scalars: Partial<Record<ScalarType, Shape>> = {};
const shapes: Readonly<Record<PtrType, Memo<Shape>>> = { i32: new WeakMap(), i64: new WeakMap() };

/**
 * @param t null for no value
 * @throws RangeError for `flags` and variants of a number of labels or cases that no valid type has
 * @spec CanonicalABI.md#alignment, CanonicalABI.md#element-size, CanonicalABI.md#flattening
 */
export function shapeOf(t: ValType | null, ptrType: PtrType): Shape {
  if (t === null) return NOTHING;
  if (t === 'string') return range(ptrType);
  if (typeof t === 'string') return (scalars[t] ??= scalar(t));
  return remembered(shapes[ptrType], t, () => {
    const shape = shapeOfCompound(t, ptrType);
    return { ...shape, size: Math.min(alignTo(shape.size, shape.alignment), Number.MAX_SAFE_INTEGER) };
  });
}

/** Without what fills the size up to a multiple of the alignment. */
function shapeOfCompound(type: CompoundType, ptrType: PtrType): Shape {
  const t = despecialize(type);
  switch (t.kind) {
    case 'list': {
      const element = shapeOf(t.element, ptrType);
      return t.length === null
        ? { ...range(ptrType), borrow: element.borrow, asyncValue: element.asyncValue }
        : { ...element, size: t.length * element.size, flat: repeated(element.flat, t.length) };
    }
    case 'record':
      return t.fields.map((field) => shapeOf(field.type, ptrType)).reduce(after, NOTHING);
    case 'variant':
      return after(
        scalar(discriminantType(t.cases)),
        t.cases.map((item) => shapeOf(item.type, ptrType)).reduce(over, NOTHING),
      );
    case 'flags':
      return scalar(flagsType(t.labels));
    case 'own':
      return scalar('u32');
    case 'borrow':
      return { ...scalar('u32'), borrow: true };
    case 'stream':
    case 'future':
      return { ...scalar('u32'), borrow: shapeOf(t.element, ptrType).borrow, asyncValue: true };
  }
}

function scalar(kind: ScalarType): Shape {
  const size = sizeOf(kind);
  return { ...NOTHING, size, alignment: size, flat: [coreType(kind)] };
}

/** The address and the length of what is elsewhere. */
function range(ptrType: PtrType): Shape {
  const size = ptrSize(ptrType);
  return { ...NOTHING, size: 2 * size, alignment: size, flat: [ptrType, ptrType], pointer: true };
}

/** `a`, and `b` behind it. */
function after(a: Shape, b: Shape): Shape {
  const flat = a.flat && b.flat && capped([...a.flat, ...b.flat]);
  return { ...either(a, b), size: alignTo(a.size, b.alignment) + b.size, flat };
}

/** `a` or `b`, in the same place. */
function over(a: Shape, b: Shape): Shape {
  const [longer, shorter] =
    (a.flat?.length ?? 0) < (b.flat?.length ?? 0) ? [b.flat, a.flat] : [a.flat, b.flat];
  const flat = longer && shorter && longer.map((type, i) => join(type, shorter[i] ?? type));
  return { ...either(a, b), size: Math.max(a.size, b.size), flat };
}

function either(a: Shape, b: Shape): Omit<Shape, 'size' | 'flat'> {
  return {
    alignment: Math.max(a.alignment, b.alignment),
    borrow: a.borrow || b.borrow,
    asyncValue: a.asyncValue || b.asyncValue,
    pointer: a.pointer || b.pointer,
  };
}

function repeated(flat: FlatTypes, count: number): FlatTypes {
  return flat && capped(Array.from({ length: Math.min(count, MAX_FLAT_PARAMS + 1) }, () => flat).flat());
}

function capped(flat: readonly CoreValType[]): FlatTypes {
  return flat.length > MAX_FLAT_PARAMS ? null : flat;
}

/** @spec CanonicalABI.md#canonical-abi-options */
export function ptrSize(ptrType: PtrType): number {
  return ptrType === 'i32' ? 4 : 8;
}

/** The first multiple of `alignment` from `ptr` on. */
export function alignTo(ptr: number, alignment: number): number {
  return Math.ceil(ptr / alignment) * alignment;
}

/** Integers without sign, as which discriminants and flags are stored. */
type UnsignedType = 'u8' | 'u16' | 'u32';

/**
 * The type in which the number of a case is stored: of the cases of a variant, or the labels of an enum.
 * @throws RangeError without cases
 * @spec CanonicalABI.md#alignment
 */
export function discriminantType({ length }: { readonly length: number }): UnsignedType {
  return unsignedOf(Math.log2(length), length);
}

/**
 * The type of which a set of flags has the bits.
 * @throws RangeError without labels, and for more than `MAX_FLAGS`
 * @spec CanonicalABI.md#alignment
 */
export function flagsType({ length }: { readonly length: number }): UnsignedType {
  return unsignedOf(length, length);
}

function unsignedOf(bits: number, count: number): UnsignedType {
  if (count === 0 || bits > MAX_FLAGS) throw new RangeError(`no type has ${count} cases or labels`);
  if (bits <= 8) return 'u8';
  return bits <= 16 ? 'u16' : 'u32';
}

/**
 * The tightest core type that holds the bits of both.
 * @spec CanonicalABI.md#flattening
 */
export function join(a: CoreValType, b: CoreValType): CoreValType {
  if (a === b) return a;
  if ((a === 'i32' && b === 'f32') || (a === 'f32' && b === 'i32')) return 'i32';
  return 'i64';
}
