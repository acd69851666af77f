import { despecialize } from './despecialize.js';
import { discriminantType } from './layout.js';
import { MAX_FLAT_ASYNC_PARAMS, MAX_FLAT_PARAMS, MAX_FLAT_RESULTS } from './limits.js';
import { type Memo, remembered } from './memo.js';
import { coreType } from './primitives.js';
import type {
  CaseType,
  CompoundType,
  CoreFuncType,
  CoreValType,
  FuncType,
  ListType,
  PtrType,
  ValType,
} from './types.js';

/**
 * The core types that stand for values of component types, or null for more than `MAX_FLAT_PARAMS` of them.
 * @deviation The spec builds a list of any length. Past the largest limit only that it is longer matters, and a
 * fixed-length list of bytes alone could make it 2^28 long.
 */
export type FlatTypes = readonly CoreValType[] | null;

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
  const results = ft.result === null ? [] : flattenType(ft.result, opts.ptrType);
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
export function flattenTypes(ts: readonly ValType[], ptrType: PtrType): FlatTypes {
  const flat: CoreValType[] = [];
  for (const t of ts) {
    const part = flattenType(t, ptrType);
    if (part === null || flat.length + part.length > MAX_FLAT_PARAMS) return null;
    flat.push(...part);
  }
  return flat;
}

const flattened: Readonly<Record<PtrType, Memo<FlatTypes>>> = {
  i32: new WeakMap(),
  i64: new WeakMap(),
};

/** @spec CanonicalABI.md#flattening */
export function flattenType(t: ValType, ptrType: PtrType): FlatTypes {
  if (t === 'string') return [ptrType, ptrType];
  if (typeof t === 'string') return [coreType(t)];
  return remembered(flattened[ptrType], t, () => flattenCompound(t, ptrType));
}

function flattenCompound(type: CompoundType, ptrType: PtrType): FlatTypes {
  const t = despecialize(type);
  switch (t.kind) {
    case 'list':
      return flattenList(t, ptrType);
    case 'record':
      return flattenTypes(
        t.fields.map((field) => field.type),
        ptrType,
      );
    case 'variant':
      return flattenVariant(t.cases, ptrType);
    case 'flags':
    case 'own':
    case 'borrow':
    case 'stream':
    case 'future':
      return ['i32'];
  }
}

function flattenList(t: ListType, ptrType: PtrType): FlatTypes {
  if (t.length === null) return [ptrType, ptrType];
  const element = flattenType(t.element, ptrType);
  if (element === null || element.length * t.length > MAX_FLAT_PARAMS) return null;
  return Array.from({ length: t.length }, () => element).flat();
}

function flattenVariant(cases: readonly CaseType[], ptrType: PtrType): FlatTypes {
  const payload: CoreValType[] = [];
  for (const { type } of cases) {
    const flat = type === null ? [] : flattenType(type, ptrType);
    if (flat === null) return null;
    for (const [index, have] of flat.entries()) {
      const want = payload[index];
      payload[index] = want === undefined ? have : join(want, have);
    }
  }
  if (payload.length + 1 > MAX_FLAT_PARAMS) return null;
  return [...(flattenType(discriminantType(cases), ptrType) ?? []), ...payload];
}

/**
 * The tightest core type that holds the bits of both.
 * @spec CanonicalABI.md#flattening
 */
export function join(a: CoreValType, b: CoreValType): CoreValType {
  if (a === b) return a;
  if ((a === 'i32' && b === 'f32') || (a === 'f32' && b === 'i32')) return 'i32';
  return 'i64';
}
