import type { LiftLowerContext } from './context.js';
import type { CoreValues } from './core-values.js';
import { flattenWithin } from './flatten.js';
import { alignment, elemSize } from './layout.js';
import { alignTo } from './shape.js';
import { lift } from './lift.js';
import { lower } from './lower.js';
import { type CoreValue, indexOf } from './memory.js';
import { FlatSource, FlatTarget, MemoryPlaces, type Target } from './places.js';
import type { RecordPlan } from './plan.js';
import { located } from './runtime/wrong.js';
import { trapIf } from './trap.js';

/**
 * The values that core values stand for: themselves, or in memory if they would be more than `maxFlat`.
 * @throws Trap, with its path
 * @spec CanonicalABI.md#lifting-and-lowering-values
 */
export function liftFlatValues(
  cx: LiftLowerContext,
  maxFlat: number,
  vi: CoreValues,
  plan: RecordPlan,
): unknown[] {
  return withPath(cx, () => {
    const source = isFlat(cx, maxFlat, plan)
      ? new FlatSource(vi, cx.ptrType)
      : placesOf(cx, indexOf(vi.next(cx.memory.ptrType)), plan);
    return plan.fields.map(({ key, type, value }) =>
      cx.inside(key, () => source.part(type, () => lift(cx, source, value))),
    );
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
  plan: RecordPlan,
  outParam: CoreValues | null = null,
): CoreValue[] {
  return withPath(cx, () => {
    const put = (target: Target): void =>
      plan.fields.forEach(({ key, type, value }, i) =>
        cx.inside(key, () => target.part(type, () => lower(cx, values[i], value, target))),
      );
    if (isFlat(cx, maxFlat, plan)) {
      const target = new FlatTarget(cx.ptrType);
      put(target);
      return target.values;
    }
    const { memory } = cx;
    const { type } = plan;
    const ptr =
      outParam === null
        ? cx.allocate(alignment(type, memory.ptrType), elemSize(type, memory.ptrType))
        : indexOf(outParam.next(memory.ptrType));
    put(placesOf(cx, ptr, plan));
    return outParam === null ? [memory.toCore(ptr)] : [];
  });
}

function isFlat({ ptrType }: LiftLowerContext, maxFlat: number, { type }: RecordPlan): boolean {
  return flattenWithin(maxFlat, type, ptrType) !== null;
}

/** @throws Trap where the values cannot be */
function placesOf(cx: LiftLowerContext, ptr: number, { type }: RecordPlan): MemoryPlaces {
  const { memory } = cx;
  trapIf(ptr !== alignTo(ptr, alignment(type, memory.ptrType)), 'unaligned-pointer');
  trapIf(ptr + elemSize(type, memory.ptrType) > memory.length, 'pointer-out-of-bounds');
  return new MemoryPlaces(memory, ptr);
}

/** Lets an error say which value it was about. */
function withPath<T>(cx: LiftLowerContext, run: () => T): T {
  try {
    return run();
  } catch (error) {
    throw located(error, [...cx.path]);
  }
}
