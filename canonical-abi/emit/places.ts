import { discriminantType, elemSize, fieldOffsets, payloadOffset } from '../layout.js';
import type { NumberType, RecordPlan, VariantPlan } from '../plan.js';
import type { PtrType } from '../types.js';

/* Where the parts of values lie, and what their lists are in JavaScript. */

/** Where the field at `position` begins in a record or tuple. */
export function fieldOffset({ fields }: RecordPlan, position: number, pointer: PtrType): number {
  return fieldOffsets(fields, pointer)[position] ?? 0;
}

/** Where the payloads of a variant begin. */
export function caseOffset({ cases }: VariantPlan, pointer: PtrType): number {
  return payloadOffset(cases, pointer);
}

/** How many bytes the discriminant has. */
export function discriminantSize({ cases }: VariantPlan): number {
  return elemSize(discriminantType(cases), 'i32');
}

/** An address, as an expression. */
export function plus(base: string, offset: number): string {
  return offset === 0 ? base : `${base} + ${offset}`;
}

export const TYPED_ARRAYS: Readonly<Record<NumberType, string>> = {
  s8: 'Int8Array',
  u8: 'Uint8Array',
  s16: 'Int16Array',
  u16: 'Uint16Array',
  s32: 'Int32Array',
  u32: 'Uint32Array',
  s64: 'BigInt64Array',
  u64: 'BigUint64Array',
  f32: 'Float32Array',
  f64: 'Float64Array',
};

/** For what whoever asks for text must look out for: values that only asynchronous calls can pass. */
export function noText(kind: string): RangeError {
  return new RangeError(`a ${kind} has no straight-line text`);
}
