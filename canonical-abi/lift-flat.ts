import { liftAsyncValue } from './async/async-values.js';
import type { LiftLowerContext } from './context.js';
import { flattenType } from './flatten.js';
import { makeList, makeRecord, makeVariant, unpackFlagsFromInt } from './js-values.js';
import { liftScalar } from './lift-lower-scalars.js';
import { liftHandle, loadListFromRange } from './load.js';
import { loadStringFromRange } from './load-string.js';
import { type CoreValue, indexOf } from './memory.js';
import { decodeI32AsFloat, decodeI64AsFloat, wrapI64ToI32 } from './numbers.js';
import type { ListPlan, ValuePlan, VariantPlan } from './plan.js';
import { coreType } from './primitives.js';
import { trapIf } from './trap.js';
import type { CoreValType, ValType } from './types.js';

/**
 * Core values in their order. Integers come unsigned, whatever sign JavaScript gave them.
 * @spec CanonicalABI.md#flat-lifting
 */
export interface CoreValues {
  next(want: CoreValType): CoreValue;
}

/** @spec CanonicalABI.md#flat-lifting */
export class CoreValueIter implements CoreValues {
  readonly #values: readonly CoreValue[];
  #i = 0;

  constructor(values: readonly CoreValue[]) {
    this.#values = values;
  }

  next(want: CoreValType): CoreValue {
    const value = this.#values[this.#i++];
    if ((typeof value === 'bigint') === (want === 'i64') && value !== undefined) return unsigned(value, want);
    throw new Error(`core value ${this.#i - 1} is no ${want}`);
  }
}

function unsigned(value: CoreValue, type: CoreValType): CoreValue {
  if (typeof value === 'bigint') return BigInt.asUintN(64, value);
  return type === 'i32' ? value >>> 0 : value;
}

/** The core values of the payload of a variant, as the case that is there wants them. */
class CoerceValueIter implements CoreValues {
  readonly #vi: CoreValues;
  readonly #flatTypes: readonly CoreValType[];
  #i = 0;

  constructor(vi: CoreValues, flatTypes: readonly CoreValType[]) {
    this.#vi = vi;
    this.#flatTypes = flatTypes;
  }

  next(want: CoreValType): CoreValue {
    const have = this.#flatTypes[this.#i++] ?? want;
    const x = this.#vi.next(have);
    if (have === want) return x;
    if (typeof x === 'number') return decodeI32AsFloat(x);
    if (want === 'f64') return decodeI64AsFloat(x);
    return want === 'f32' ? decodeI32AsFloat(wrapI64ToI32(x)) : wrapI64ToI32(x);
  }

  /** Passes over what the case did not want. */
  skipRest(): void {
    for (const have of this.#flatTypes.slice(this.#i)) this.#vi.next(have);
  }
}

/**
 * The value that the next core values stand for.
 * @throws Trap if they stand for none
 * @spec CanonicalABI.md#flat-lifting
 */
export function liftFlat(cx: LiftLowerContext, vi: CoreValues, plan: ValuePlan): unknown {
  switch (plan.kind) {
    case 'string': {
      const string = liftFlatString(cx, vi);
      return plan.as === 'lifted' ? string : string.text;
    }
    case 'list':
      return liftFlatList(cx, vi, plan);
    case 'record':
      return makeRecord(cx, plan, (field) => liftFlat(cx, vi, field.value));
    case 'variant':
      return liftFlatVariant(cx, vi, plan);
    case 'flags':
      return unpackFlagsFromInt(nextI32(vi), plan);
    case 'own':
    case 'borrow':
      return liftHandle(cx, nextI32(vi), plan);
    case 'stream':
    case 'future':
      return liftAsyncValue(cx, nextI32(vi), plan);
    default:
      return liftScalar(cx, vi.next(coreType(plan.kind)), plan.kind);
  }
}

function nextI32(vi: CoreValues): number {
  return Number(vi.next('i32'));
}

/** @spec CanonicalABI.md#flat-lifting */
function liftFlatString(cx: LiftLowerContext, vi: CoreValues): ReturnType<typeof loadStringFromRange> {
  const ptr = indexOf(vi.next(cx.ptrType));
  const packedLength = vi.next(cx.ptrType);
  return loadStringFromRange(cx, ptr, packedLength);
}

/** @spec CanonicalABI.md#flat-lifting */
function liftFlatList(cx: LiftLowerContext, vi: CoreValues, plan: ListPlan): unknown {
  if (plan.length !== null) return makeList(cx, plan, plan.length, () => liftFlat(cx, vi, plan.element));
  const ptr = indexOf(vi.next(cx.ptrType));
  const length = indexOf(vi.next(cx.ptrType));
  return loadListFromRange(cx, ptr, length, plan);
}

/** @spec CanonicalABI.md#flat-lifting */
function liftFlatVariant(cx: LiftLowerContext, vi: CoreValues, plan: VariantPlan): unknown {
  const caseIndex = nextI32(vi);
  trapIf(caseIndex >= plan.cases.length, 'invalid-discriminant');
  const payload = new CoerceValueIter(vi, payloadTypes(cx, plan.type));
  const value = makeVariant(cx, plan, caseIndex, (c) => liftFlat(cx, payload, c.value));
  payload.skipRest();
  return value;
}

/** The core types of a variant, but for its discriminant. Callers have seen that it has flat types. */
export function payloadTypes(cx: LiftLowerContext, variant: ValType): readonly CoreValType[] {
  return flattenType(variant, cx.ptrType)?.slice(1) ?? [];
}
