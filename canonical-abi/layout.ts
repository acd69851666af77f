import { MAX_ELEM_SIZE } from './limits.js';
import { alignTo, discriminantType, shapeOf } from './shape.js';
import type { CaseType, FieldType, PtrType, ValType } from './types.js';

/* Where values lie in linear memory. */

/**
 * The alignment of a value in bytes: 1, 2, 4 or 8.
 * @throws RangeError for `flags` and variants of a number of labels or cases that no valid type has
 * @spec CanonicalABI.md#alignment
 */
export function alignment(t: ValType, ptrType: PtrType): number {
  return shapeOf(t, ptrType).alignment;
}

/**
 * The bytes that a value takes as an element of a list. Exact for every type that `exceedsMaxElemSize` lets pass; beyond
 * that it never overflows, and stops at `Number.MAX_SAFE_INTEGER`.
 * @throws RangeError as `alignment` does
 * @spec CanonicalABI.md#element-size
 */
export function elemSize(t: ValType, ptrType: PtrType): number {
  return shapeOf(t, ptrType).size;
}

/** @spec CanonicalABI.md#alignment */
export function maxCaseAlignment(cases: readonly CaseType[], ptrType: PtrType): number {
  return cases.reduce((most, { type }) => Math.max(most, shapeOf(type, ptrType).alignment), 1);
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
    const { size, alignment } = shapeOf(type, ptrType);
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
