import type { Type } from '../model.js';
import { resolveAlias } from '../query.js';

/*
 * What values of a type are in JavaScript, where there is more than one way: as `docs/typescript.md` has it, and the
 * Canonical ABI's plans.
 */

export interface WaveKeys {
  /** The property that a field of a record or a flag is; its label, if not given. */
  readonly key?: (label: string) => string;
}

/** Whether `undefined` stands for the `none` of an option: not where it could be the content of `some`. */
export function isNullable(option: Type): boolean {
  let nullable = false;
  let type = resolveAlias(option);
  while (typeof type !== 'string' && type.kind === 'option') {
    nullable = !nullable;
    type = resolveAlias(type.type);
  }
  return nullable;
}

/** The `none` of an option. */
export function noneOf(option: Type): unknown {
  return isNullable(option) ? undefined : { tag: 'none' };
}

interface NumericArray {
  readonly length: number;
  [index: number]: number | bigint;
}

const TYPED_ARRAYS: ReadonlyMap<unknown, new (length: number) => NumericArray> = new Map<
  unknown,
  new (length: number) => NumericArray
>([
  ['s8', Int8Array],
  ['u8', Uint8Array],
  ['s16', Int16Array],
  ['u16', Uint16Array],
  ['s32', Int32Array],
  ['u32', Uint32Array],
  ['s64', BigInt64Array],
  ['u64', BigUint64Array],
  ['f32', Float32Array],
  ['f64', Float64Array],
]);

/** The array that a `list` with such elements is: a typed one for numbers. */
export function listOf(element: Type, values: readonly unknown[]): unknown {
  const TypedArray = TYPED_ARRAYS.get(resolveAlias(element));
  if (TypedArray === undefined) return values;
  const list = new TypedArray(values.length);
  for (const [index, value] of values.entries()) list[index] = value as number | bigint;
  return list;
}
