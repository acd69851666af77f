import type { CoreValue } from './memory.js';
import {
  decodeI32AsFloat,
  decodeI64AsFloat,
  encodeFloatAsI32,
  encodeFloatAsI64,
  wrapI64ToI32,
} from './numbers.js';
import type { CoreValType } from './types.js';

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
export class CoerceValueIter implements CoreValues {
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
 * A core value of a payload in the type that the variant has in its place; zero where the case has none.
 * @spec CanonicalABI.md#flat-lowering
 */
export function widen(
  value: CoreValue | undefined,
  have: CoreValType | undefined,
  want: CoreValType,
): CoreValue {
  if (value === undefined || have === undefined) return want === 'i64' ? 0n : 0;
  if (have === want || typeof value === 'bigint') return value;
  if (have === 'f64') return encodeFloatAsI64(value);
  const i32 = have === 'f32' ? encodeFloatAsI32(value) : value;
  return want === 'i64' ? BigInt(i32) : i32;
}
