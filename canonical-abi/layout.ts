import { despecialize } from './despecialize.js';
import { MAX_ELEM_SIZE, MAX_FLAGS } from './limits.js';
import { type Memo, remembered } from './memo.js';
import type { CaseType, CompoundType, FieldType, PrimValType, PtrType, ValType } from './types.js';

/*
 * Where values lie in linear memory. Alignments and sizes are remembered by type object, so one that is shared by many is
 * looked into once. The first question about a type recurses into what is new of it: who defines types in order, and asks
 * about each, never recurses deeper than one level.
 */

const alignments: Readonly<Record<PtrType, Memo<number>>> = { i32: new WeakMap(), i64: new WeakMap() };
const elemSizes: Readonly<Record<PtrType, Memo<number>>> = { i32: new WeakMap(), i64: new WeakMap() };

/** Sizes and alignments of the primitives that have no pointer. */
const SCALAR_BYTES: Readonly<Record<Exclude<PrimValType, 'string'>, number>> = {
  bool: 1,
  s8: 1,
  u8: 1,
  s16: 2,
  u16: 2,
  s32: 4,
  u32: 4,
  s64: 8,
  u64: 8,
  f32: 4,
  f64: 8,
  char: 4,
  'error-context': 4,
};

/** Bytes of an index into the table of handles. */
const HANDLE_BYTES = 4;

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
  if (t === 'string') return ptrSize(ptrType);
  if (typeof t === 'string') return SCALAR_BYTES[t];
  return remembered(alignments[ptrType], t, () => alignmentCompound(t, ptrType));
}

function alignmentCompound(type: CompoundType, ptrType: PtrType): number {
  const t = despecialize(type);
  switch (t.kind) {
    case 'list':
      return t.length === null ? ptrSize(ptrType) : alignment(t.element, ptrType);
    case 'record':
      return alignmentRecord(t.fields, ptrType);
    case 'variant':
      return alignmentVariant(t.cases, ptrType);
    case 'flags':
      return elemSizeFlags(t.labels);
    case 'own':
    case 'borrow':
    case 'stream':
    case 'future':
      return HANDLE_BYTES;
  }
}

function alignmentRecord(fields: readonly FieldType[], ptrType: PtrType): number {
  return fields.reduce((most, field) => Math.max(most, alignment(field.type, ptrType)), 1);
}

function alignmentVariant(cases: readonly CaseType[], ptrType: PtrType): number {
  return Math.max(alignment(discriminantType(cases), ptrType), maxCaseAlignment(cases, ptrType));
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
  return cases.reduce(
    (most, { type }) => (type === null ? most : Math.max(most, alignment(type, ptrType))),
    1,
  );
}

/**
 * The bytes that a value takes as an element of a list. Exact for every type that `exceedsMaxElemSize` lets pass; beyond
 * that it never overflows, and stops at `Number.MAX_SAFE_INTEGER`.
 * @throws RangeError as `alignment` does
 * @spec CanonicalABI.md#element-size
 */
export function elemSize(t: ValType, ptrType: PtrType): number {
  if (t === 'string') return 2 * ptrSize(ptrType);
  if (typeof t === 'string') return SCALAR_BYTES[t];
  return remembered(elemSizes[ptrType], t, () =>
    Math.min(elemSizeCompound(t, ptrType), Number.MAX_SAFE_INTEGER),
  );
}

function elemSizeCompound(type: CompoundType, ptrType: PtrType): number {
  const t = despecialize(type);
  switch (t.kind) {
    case 'list':
      return t.length === null ? 2 * ptrSize(ptrType) : t.length * elemSize(t.element, ptrType);
    case 'record':
      return elemSizeRecord(t.fields, ptrType);
    case 'variant':
      return elemSizeVariant(t.cases, ptrType);
    case 'flags':
      return elemSizeFlags(t.labels);
    case 'own':
    case 'borrow':
    case 'stream':
    case 'future':
      return HANDLE_BYTES;
  }
}

function elemSizeRecord(fields: readonly FieldType[], ptrType: PtrType): number {
  const end = fields.reduce(
    (ptr, field) => fieldStart(ptr, field, ptrType) + elemSize(field.type, ptrType),
    0,
  );
  return alignTo(end, alignmentRecord(fields, ptrType));
}

function elemSizeVariant(cases: readonly CaseType[], ptrType: PtrType): number {
  const payload = cases.reduce(
    (most, { type }) => (type === null ? most : Math.max(most, elemSize(type, ptrType))),
    0,
  );
  return alignTo(payloadOffset(cases, ptrType) + payload, alignmentVariant(cases, ptrType));
}

/** The bytes of a set of flags, which are also its alignment. */
function elemSizeFlags(labels: readonly string[]): number {
  const count = labels.length;
  if (count === 0 || count > MAX_FLAGS) {
    throw new RangeError(`flags need 1 to ${MAX_FLAGS} labels, found ${count}`);
  }
  if (count <= 8) return 1;
  return count <= 16 ? 2 : 4;
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
  return fields.map((field) => {
    const start = fieldStart(end, field, ptrType);
    end = start + elemSize(field.type, ptrType);
    return start;
  });
}

function fieldStart(ptr: number, field: FieldType, ptrType: PtrType): number {
  return alignTo(ptr, alignment(field.type, ptrType));
}

/**
 * Where the payload of every case begins, from the beginning of the variant.
 * @spec CanonicalABI.md#loading
 */
export function payloadOffset(cases: readonly CaseType[], ptrType: PtrType): number {
  const discriminantSize = elemSize(discriminantType(cases), ptrType);
  return alignTo(discriminantSize, maxCaseAlignment(cases, ptrType));
}
