import { MAX_FLAT_ASYNC_PARAMS, MAX_FLAT_RESULTS } from './limits.js';
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
export function flattenFunctype(opts: FlattenOptions, ft: FuncType, context: 'lift' | 'lower'): CoreFuncType {
  const params = flattenTypes(
    ft.params.map((param) => param.type),
    opts.ptrType,
  );
  const results = flattenType(ft.result, opts.ptrType);
  const flat = { params, results };
  if (!opts.async) return flattenSync(flat, opts.ptrType, context);
  return context === 'lift' ? flattenAsyncLift(flat, opts) : flattenAsyncLower(flat, opts.ptrType);
}

interface FlatSignature {
  readonly params: FlatTypes;
  readonly results: FlatTypes;
}

function flattenSync(flat: FlatSignature, ptrType: PtrType, context: 'lift' | 'lower'): CoreFuncType {
  const params = flat.params ?? [ptrType];
  if (flat.results !== null && flat.results.length <= MAX_FLAT_RESULTS) {
    return { params, results: flat.results };
  }
  return context === 'lift' ? { params, results: [ptrType] } : { params: [...params, ptrType], results: [] };
}

function flattenAsyncLift(flat: FlatSignature, opts: FlattenOptions): CoreFuncType {
  return { params: flat.params ?? [opts.ptrType], results: opts.callback ? ['i32'] : [] };
}

function flattenAsyncLower(flat: FlatSignature, ptrType: PtrType): CoreFuncType {
  const fits = flat.params !== null && flat.params.length <= MAX_FLAT_ASYNC_PARAMS;
  const params = fits ? flat.params : [ptrType];
  const hasResult = flat.results === null || flat.results.length > 0;
  return { params: hasResult ? [...params, ptrType] : params, results: ['i32'] };
}

/** @spec CanonicalABI.md#flattening */
export function flattenTypes(types: readonly ValType[], ptrType: PtrType): FlatTypes {
  return shapeOf({ kind: 'tuple', types }, ptrType).flat;
}

/** @spec CanonicalABI.md#flattening */
export function flattenType(t: ValType | null, ptrType: PtrType): FlatTypes {
  return shapeOf(t, ptrType).flat;
}
