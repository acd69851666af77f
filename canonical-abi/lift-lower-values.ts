import type { LiftLowerContext } from './context.js';
import { flattenTypes } from './flatten.js';
import { alignTo, alignment, elemSize } from './layout.js';
import { type CoreValues, liftFlat } from './lift-flat.js';
import { load } from './load.js';
import { lowerFlat } from './lower-flat.js';
import { type CoreValue, indexOf } from './memory.js';
import type { FieldPlan, RecordPlan, ValuePlan } from './plan.js';
import { located } from './runtime/wrong.js';
import { store } from './store.js';
import { trapIf } from './trap.js';
import type { FuncType, ValType } from './types.js';

/** The parameters of a function, or its result: all that is lifted or lowered at once. */
export interface ValuesPlan {
  /** With the parameters' names for keys. */
  readonly fields: readonly FieldPlan[];
  /** What they are where they go through memory. */
  readonly tuple: RecordPlan;
}

/** The plan of `params` of a function type, or of its result as the one `result`. */
export function planValues(
  params: FuncType['params'],
  plan: (t: ValType) => ValuePlan,
  key: (label: string) => string = (label) => label,
): ValuesPlan {
  const fields = params.map((param) => ({ ...param, key: key(param.label), value: plan(param.type) }));
  const type = { kind: 'tuple', types: params.map((param) => param.type) } as const;
  return { fields, tuple: { kind: 'record', type, fields, as: 'object' } };
}

/**
 * The values that core values stand for: themselves, or in memory if they would be more than `maxFlat`.
 * @throws Trap, with its path
 * @spec CanonicalABI.md#lifting-and-lowering-values
 */
export function liftFlatValues(
  cx: LiftLowerContext,
  maxFlat: number,
  vi: CoreValues,
  plan: ValuesPlan,
): unknown[] {
  return withPath(cx, () => {
    if (isFlat(cx, maxFlat, plan)) {
      return plan.fields.map((field) => cx.inside(field.key, () => liftFlat(cx, vi, field.value)));
    }
    const ptr = indexOf(vi.next(cx.memory.ptrType));
    checkTuple(cx, ptr, plan);
    const values = load(cx, ptr, plan.tuple) as Readonly<Record<string, unknown>>;
    return plan.fields.map((field) => values[field.key]);
  });
}

/**
 * The core values that stand for values. More than `maxFlat` go through memory: to where the next of `outParam` points, or,
 * without it, to where `realloc` says.
 * @throws TypeError for a value that is not of its type; Trap, with its path
 * @spec CanonicalABI.md#lifting-and-lowering-values
 */
export function lowerFlatValues(
  cx: LiftLowerContext,
  maxFlat: number,
  values: readonly unknown[],
  plan: ValuesPlan,
  outParam: CoreValues | null = null,
): CoreValue[] {
  return withPath(cx, () => {
    if (isFlat(cx, maxFlat, plan)) {
      return plan.fields.flatMap((field, i) =>
        cx.inside(field.key, () => lowerFlat(cx, values[i], field.value)),
      );
    }
    const { memory } = cx;
    const { type } = plan.tuple;
    const ptr =
      outParam === null
        ? cx.allocate(alignment(type, memory.ptrType), elemSize(type, memory.ptrType))
        : indexOf(outParam.next(memory.ptrType));
    checkTuple(cx, ptr, plan);
    store(cx, Object.fromEntries(plan.fields.map((field, i) => [field.key, values[i]])), plan.tuple, ptr);
    return outParam === null ? [memory.toCore(ptr)] : [];
  });
}

function isFlat(cx: LiftLowerContext, maxFlat: number, { tuple }: ValuesPlan): boolean {
  const flatTypes = flattenTypes(
    tuple.fields.map((field) => field.type),
    cx.ptrType,
  );
  return flatTypes !== null && flatTypes.length <= maxFlat;
}

function checkTuple(cx: LiftLowerContext, ptr: number, { tuple }: ValuesPlan): void {
  const { memory } = cx;
  trapIf(ptr !== alignTo(ptr, alignment(tuple.type, memory.ptrType)), 'unaligned-pointer');
  trapIf(ptr + elemSize(tuple.type, memory.ptrType) > memory.length, 'pointer-out-of-bounds');
}

/** Lets an error say which value it was about. */
function withPath<T>(cx: LiftLowerContext, run: () => T): T {
  try {
    return run();
  } catch (error) {
    throw located(error, [...cx.path]);
  }
}
