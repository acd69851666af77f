import { MAX_FLAT_ASYNC_PARAMS, MAX_FLAT_PARAMS, MAX_FLAT_RESULTS } from './limits.js';
import { type FlatTypes, shapeOf } from './shape.js';
import type { CoreFuncType, FuncType, PtrType, ValType } from './types.js';

/** The canonical options that the core signature depends on. */
export interface FlattenOptions {
  /** Of the memory that the options name; without one, either will do. */
  readonly ptrType: PtrType;
  readonly async: boolean;
  /** Whether there is a callback. */
  readonly callback: boolean;
}

/**
 * The core function type that a lift of `ft` takes, or a lower of it gives.
 * @spec CanonicalABI.md#flattening
 */
export function flattenFunctype(
  { ptrType, async, callback }: FlattenOptions,
  ft: FuncType,
  context: 'lift' | 'lower',
): CoreFuncType {
  const isAsyncLower = async && context === 'lower';
  const types = ft.params.map((param) => param.type);
  const maxParams = isAsyncLower ? MAX_FLAT_ASYNC_PARAMS : MAX_FLAT_PARAMS;
  const params = flattenWithin(maxParams, { kind: 'tuple', types }, ptrType) ?? [ptrType];
  if (async && context === 'lift') return { params, results: callback ? ['i32'] : [] };

  const results = flattenWithin(isAsyncLower ? 0 : MAX_FLAT_RESULTS, ft.result, ptrType);
  if (results !== null) return { params, results: isAsyncLower ? ['i32'] : results };
  if (context === 'lift') return { params, results: [ptrType] };
  return { params: [...params, ptrType], results: isAsyncLower ? ['i32'] : [] };
}

/** @spec CanonicalABI.md#flattening */
export function flattenTypes(types: readonly ValType[], ptrType: PtrType): FlatTypes {
  return flattenType({ kind: 'tuple', types }, ptrType);
}

/** @spec CanonicalABI.md#flattening */
export function flattenType(t: ValType | null, ptrType: PtrType): FlatTypes {
  return shapeOf(t, ptrType).flat;
}

/** The same, and null for more than `max` of them: where values go through memory. */
export function flattenWithin(max: number, t: ValType | null, ptrType: PtrType): FlatTypes {
  const flat = flattenType(t, ptrType);
  return flat !== null && flat.length > max ? null : flat;
}
