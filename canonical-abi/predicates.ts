import { shapeOf } from './shape.js';
import type { ValType } from './types.js';

/**
 * Whether a value of `t` holds a borrowed handle somewhere, what streams and futures carry included.
 * @spec CanonicalABI.md#type-predicates
 */
export function containsBorrow(t: ValType): boolean {
  return shapeOf(t, 'i32').borrow;
}

/**
 * Whether a value of `t` holds a stream or a future somewhere.
 * @spec CanonicalABI.md#type-predicates
 */
export function containsAsyncValue(t: ValType): boolean {
  return shapeOf(t, 'i32').asyncValue;
}

/**
 * Whether a value of `t` has a part that lies in memory of its own: a string or a list somewhere, not behind a handle.
 * @spec CanonicalABI.md#canonopt-validation
 */
export function containsPointer(t: ValType): boolean {
  return shapeOf(t, 'i32').pointer;
}
