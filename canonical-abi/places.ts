import { CoerceValueIter, type CoreValues, widen } from './core-values.js';
import { flattenType } from './flatten.js';
import { payloadOffset } from './layout.js';
import { alignTo, shapeOf } from './shape.js';
import type { CoreValue, MemInst } from './memory.js';
import type { CasePlan, VariantPlan } from './plan.js';
import { ACCESS, coreType, type ScalarType } from './primitives.js';
import type { CoreValType, PtrType, ValType } from './types.js';

/*
 * Values are of two forms: bytes in linear memory, and core values. What is lifted and lowered is the same in both; only how
 * one gets from part to part is not, and that is here.
 */

/** What both forms have: parts, one after the other. */
interface Parts {
  /** Goes over the next part, a value of type `t`. */
  part<T>(t: ValType, go: () => T): T;
}

/** Where the parts of a value are read. */
export interface Source extends Parts {
  /** A scalar, or the integer that stands for a handle, flags or a discriminant, which is here. */
  get(kind: ScalarType): CoreValue;
  /** The address and the length of what is elsewhere. */
  getPair(): readonly [begin: CoreValue, length: CoreValue];
  /** Goes over the payload of a case, behind its discriminant. */
  getPayload<T>(plan: VariantPlan, go: (payload: Source) => T): T;
}

/** Where the parts of a value are written. */
export interface Target extends Parts {
  put(kind: ScalarType, core: CoreValue): void;
  putPair(begin: CoreValue, length: CoreValue): void;
  putPayload(plan: VariantPlan, item: CasePlan, go: (payload: Target) => void): void;
}

/**
 * Places in linear memory, from `ptr` on, which is aligned and in bounds.
 * @spec CanonicalABI.md#loading, CanonicalABI.md#storing
 */
export class MemoryPlaces implements Source, Target {
  readonly #memory: MemInst;
  #ptr: number;

  constructor(memory: MemInst, ptr: number) {
    this.#memory = memory;
    this.#ptr = ptr;
  }

  part<T>(t: ValType, go: () => T): T {
    const { size, alignment } = shapeOf(t, this.#memory.ptrType);
    const begin = alignTo(this.#ptr, alignment);
    this.#ptr = begin;
    const result = go();
    this.#ptr = begin + size;
    return result;
  }

  get(kind: ScalarType): CoreValue {
    return this.#memory.get(ACCESS[kind], this.#ptr);
  }

  put(kind: ScalarType, core: CoreValue): void {
    this.#memory.set(ACCESS[kind], this.#ptr, core);
  }

  getPair(): readonly [CoreValue, CoreValue] {
    const memory = this.#memory;
    return [memory.loadPtr(this.#ptr), memory.loadPtr(this.#ptr + memory.ptrSize)];
  }

  putPair(begin: CoreValue, length: CoreValue): void {
    const memory = this.#memory;
    memory.storePtr(begin, this.#ptr);
    memory.storePtr(length, this.#ptr + memory.ptrSize);
  }

  getPayload<T>({ cases }: VariantPlan, go: (payload: Source & Target) => T): T {
    this.#ptr += payloadOffset(cases, this.#memory.ptrType);
    return go(this);
  }

  putPayload(plan: VariantPlan, _: CasePlan, go: (payload: Target) => void): void {
    this.getPayload(plan, go);
  }
}

/** @spec CanonicalABI.md#flat-lifting */
export class FlatSource implements Source {
  readonly #vi: CoreValues;
  readonly #ptrType: PtrType;

  constructor(vi: CoreValues, ptrType: PtrType) {
    this.#vi = vi;
    this.#ptrType = ptrType;
  }

  part<T>(_: ValType, go: () => T): T {
    return go();
  }

  get(kind: ScalarType): CoreValue {
    return this.#vi.next(coreType(kind));
  }

  getPair(): readonly [CoreValue, CoreValue] {
    return [this.#vi.next(this.#ptrType), this.#vi.next(this.#ptrType)];
  }

  getPayload<T>({ type }: VariantPlan, go: (payload: Source) => T): T {
    const payload = new CoerceValueIter(this.#vi, payloadTypes(type, this.#ptrType));
    const result = go(new FlatSource(payload, this.#ptrType));
    payload.skipRest();
    return result;
  }
}

/** @spec CanonicalABI.md#flat-lowering */
export class FlatTarget implements Target {
  readonly values: CoreValue[] = [];
  readonly #ptrType: PtrType;

  constructor(ptrType: PtrType) {
    this.#ptrType = ptrType;
  }

  part<T>(_: ValType, go: () => T): T {
    return go();
  }

  put(_: ScalarType, core: CoreValue): void {
    this.values.push(core);
  }

  putPair(...pair: CoreValue[]): void {
    this.values.push(...pair.map((core) => (this.#ptrType === 'i32' ? core : BigInt(core))));
  }

  putPayload({ type }: VariantPlan, item: CasePlan, go: (payload: Target) => void): void {
    const payload = new FlatTarget(this.#ptrType);
    go(payload);
    const haves = item.type === null ? [] : (flattenType(item.type, this.#ptrType) ?? []);
    const wants = payloadTypes(type, this.#ptrType);
    this.values.push(...wants.map((want, i) => widen(payload.values[i], haves[i], want)));
  }
}

/** The core types of a variant, but for its discriminant. Callers have seen that it has flat types. */
function payloadTypes(variant: ValType, ptrType: PtrType): readonly CoreValType[] {
  return flattenType(variant, ptrType)?.slice(1) ?? [];
}
