import { despecialize } from './despecialize.js';
import { MAX_ELEM_SIZE, MAX_FLAGS } from './limits.js';
import { type Memo, remembered } from './memo.js';
import type { ScalarType } from './primitives.js';
import type { CaseType, CompoundType, FieldType, PtrType, ValType } from './types.js';

/*
 * Where values lie in linear memory. Alignments and sizes are remembered by type object, so one that is shared by many is
 * looked into once. The first question about a type recurses into what is new of it: who defines types in order, and asks
 * about each, never recurses deeper than one level.
 */

/** The bytes that a value takes as an element of a list, and what its address is a multiple of. */
interface Layout {
  readonly size: number;
  readonly alignment: number;
}

const layouts: Readonly<Record<PtrType, Memo<Layout>>> = { i32: new WeakMap(), i64: new WeakMap() };

/** Of the primitives that have no pointer. */
const SCALARS: Readonly<Record<ScalarType, Layout>> = {
  bool: scalar(1),
  s8: scalar(1),
  u8: scalar(1),
  s16: scalar(2),
  u16: scalar(2),
  s32: scalar(4),
  u32: scalar(4),
  s64: scalar(8),
  u64: scalar(8),
  f32: scalar(4),
  f64: scalar(8),
  char: scalar(4),
  'error-context': scalar(4),
};

function scalar(size: number): Layout {
  return { size, alignment: size };
}

/** @spec CanonicalABI.md#canonical-abi-options */
export function ptrSize(ptrType: PtrType): number {
  return ptrType === 'i32' ? 4 : 8;
}

/** The first multiple of `alignment` from `ptr` on. */
export function alignTo(ptr: number, alignment: number): number {
  return Math.ceil(ptr / alignment) * alignment;
}

/**
 * The alignment of a value in bytes: 1, 2, 4 or 8.
 * @throws RangeError for `flags` and variants of a number of labels or cases that no valid type has
 * @spec CanonicalABI.md#alignment
 */
export function alignment(t: ValType, ptrType: PtrType): number {
  return layoutOf(t, ptrType).alignment;
}

/**
 * The bytes that a value takes as an element of a list. Exact for every type that `exceedsMaxElemSize` lets pass; beyond
 * that it never overflows, and stops at `Number.MAX_SAFE_INTEGER`.
 * @throws RangeError as `alignment` does
 * @spec CanonicalABI.md#element-size
 */
export function elemSize(t: ValType, ptrType: PtrType): number {
  return layoutOf(t, ptrType).size;
}

function layoutOf(t: ValType, ptrType: PtrType): Layout {
  if (t === 'string') return pointers(2, ptrType);
  if (typeof t === 'string') return SCALARS[t];
  return remembered(layouts[ptrType], t, () => {
    const { size, alignment } = layoutOfCompound(t, ptrType);
    return { size: Math.min(alignTo(size, alignment), Number.MAX_SAFE_INTEGER), alignment };
  });
}

function pointers(count: number, ptrType: PtrType): Layout {
  return { size: count * ptrSize(ptrType), alignment: ptrSize(ptrType) };
}

/** Without what fills the size up to a multiple of the alignment. */
function layoutOfCompound(type: CompoundType, ptrType: PtrType): Layout {
  const t = despecialize(type);
  switch (t.kind) {
    case 'list': {
      if (t.length === null) return pointers(2, ptrType);
      const element = layoutOf(t.element, ptrType);
      return { ...element, size: t.length * element.size };
    }
    case 'record':
      return layoutOfFields(t.fields, ptrType);
    case 'variant': {
      const payload = layoutOfPayloads(t.cases, ptrType);
      const discriminant = SCALARS[discriminantType(t.cases)];
      return {
        size: alignTo(discriminant.size, payload.alignment) + payload.size,
        alignment: Math.max(discriminant.alignment, payload.alignment),
      };
    }
    case 'flags':
      return SCALARS[flagsType(t.labels)];
    case 'own':
    case 'borrow':
    case 'stream':
    case 'future':
      return SCALARS.u32;
  }
}

/** One after the other. */
function layoutOfFields(fields: readonly FieldType[], ptrType: PtrType): Layout {
  return fields.reduce(
    ({ size, alignment }, { type }) => {
      const field = layoutOf(type, ptrType);
      return {
        size: alignTo(size, field.alignment) + field.size,
        alignment: Math.max(alignment, field.alignment),
      };
    },
    { size: 0, alignment: 1 },
  );
}

/** One over the other. */
function layoutOfPayloads(cases: readonly CaseType[], ptrType: PtrType): Layout {
  return cases.reduce(
    (most, { type }) => {
      const payload = type === null ? most : layoutOf(type, ptrType);
      return {
        size: Math.max(most.size, payload.size),
        alignment: Math.max(most.alignment, payload.alignment),
      };
    },
    { size: 0, alignment: 1 },
  );
}

/**
 * The type in which the number of a case is stored: of the cases of a variant, or the labels of an enum.
 * @throws RangeError without cases
 * @spec CanonicalABI.md#alignment
 */
export function discriminantType(cases: { readonly length: number }): 'u8' | 'u16' | 'u32' {
  const count = cases.length;
  if (count === 0) throw new RangeError('a variant needs a case');
  if (count <= 2 ** 8) return 'u8';
  return count <= 2 ** 16 ? 'u16' : 'u32';
}

/** @spec CanonicalABI.md#alignment */
export function maxCaseAlignment(cases: readonly CaseType[], ptrType: PtrType): number {
  return layoutOfPayloads(cases, ptrType).alignment;
}

/** The type of which a set of flags has the bits. */
export function flagsType({ length }: readonly string[]): 'u8' | 'u16' | 'u32' {
  if (length === 0 || length > MAX_FLAGS) {
    throw new RangeError(`flags need 1 to ${MAX_FLAGS} labels, found ${length}`);
  }
  if (length <= 8) return 'u8';
  return length <= 16 ? 'u16' : 'u32';
}

/**
 * Whether a value of `t` would be too large: no component may define such a type.
 * @spec Binary.md#type-definitions
 */
export function exceedsMaxElemSize(t: ValType): boolean {
  return elemSize(t, 'i64') > MAX_ELEM_SIZE;
}

/**
 * Where each field begins, from the beginning of the record. For a tuple or a list of parameters, despecialize first.
 * @spec CanonicalABI.md#loading
 */
export function fieldOffsets(fields: readonly FieldType[], ptrType: PtrType): readonly number[] {
  let end = 0;
  return fields.map(({ type }) => {
    const { size, alignment } = layoutOf(type, ptrType);
    const start = alignTo(end, alignment);
    end = start + size;
    return start;
  });
}

/**
 * Where the payload of every case begins, from the beginning of the variant.
 * @spec CanonicalABI.md#loading
 */
export function payloadOffset(cases: readonly CaseType[], ptrType: PtrType): number {
  const discriminantSize = elemSize(discriminantType(cases), ptrType);
  return alignTo(discriminantSize, maxCaseAlignment(cases, ptrType));
}
