import { liftAsyncValue } from './async/async-values.js';
import type { LiftLowerContext } from './context.js';
import type { CoreValues } from './core-values.js';
import { makeList, makeRecord, makeVariant, unpackFlagsFromInt } from './js-values.js';
import { discriminantType, flagsType, shapeOf } from './shape.js';
import { liftHandle } from './lift-lower-handles.js';
import { liftScalar } from './lift-lower-scalars.js';
import { loadStringFromRange } from './load-string.js';
import { checkRange, indexOf } from './memory.js';
import { FlatSource, MemoryPlaces, type Source } from './places.js';
import type { ListPlan, ValuePlan, VariantPlan } from './plan.js';
import { trapIf } from './trap.js';

/**
 * The value at `ptr`, which is aligned and in bounds for it.
 * @throws Trap if what is there is no value of the type
 * @spec CanonicalABI.md#loading
 */
export function load(cx: LiftLowerContext, ptr: number, plan: ValuePlan): unknown {
  return lift(cx, new MemoryPlaces(cx.memory, ptr), plan);
}

/**
 * The value that the next core values stand for.
 * @throws Trap if they stand for none
 * @spec CanonicalABI.md#flat-lifting
 */
export function liftFlat(cx: LiftLowerContext, vi: CoreValues, plan: ValuePlan): unknown {
  return lift(cx, new FlatSource(vi, cx.ptrType), plan);
}

/**
 * The value that is in `source`.
 * @throws Trap if there is none of the type
 * @spec CanonicalABI.md#loading, CanonicalABI.md#flat-lifting
 */
export function lift(cx: LiftLowerContext, source: Source, plan: ValuePlan): unknown {
  const int = (kind: 'u8' | 'u16' | 'u32'): number => Number(source.get(kind));
  switch (plan.kind) {
    case 'string': {
      const [begin, taggedCodeUnits] = source.getPair();
      const string = loadStringFromRange(cx, indexOf(begin), taggedCodeUnits);
      return plan.as === 'lifted' ? string : string.text;
    }
    case 'list':
      return plan.length === null
        ? liftListFromRange(cx, source, plan)
        : liftElements(cx, source, plan.length, plan);
    case 'record':
      return makeRecord(cx, plan, ({ type, value }) => source.part(type, () => lift(cx, source, value)));
    case 'variant':
      return liftVariant(cx, source, int(discriminantType(plan.cases)), plan);
    case 'flags':
      return unpackFlagsFromInt(int(flagsType(plan.keys)), plan);
    case 'own':
    case 'borrow':
      return liftHandle(cx, int('u32'), plan);
    case 'stream':
    case 'future':
      return liftAsyncValue(cx, int('u32'), plan);
    default:
      return liftScalar(cx, source.get(plan.kind), plan.kind);
  }
}

/** @spec CanonicalABI.md#loading */
function liftListFromRange(cx: LiftLowerContext, source: Source, plan: ListPlan): unknown {
  const [ptr, length] = source.getPair().map(indexOf) as [number, number];
  const { memory } = cx;
  const { type } = plan.element;
  const { size, alignment } = shapeOf(type, memory.ptrType);
  checkRange(memory.bytes, ptr, length * size, alignment, 'list');
  return liftElements(cx, new MemoryPlaces(memory, ptr), length, plan);
}

function liftElements(cx: LiftLowerContext, source: Source, length: number, plan: ListPlan): unknown {
  const { element } = plan;
  return makeList(cx, plan, length, () => source.part(element.type, () => lift(cx, source, element)));
}

function liftVariant(cx: LiftLowerContext, source: Source, caseIndex: number, plan: VariantPlan): unknown {
  trapIf(caseIndex >= plan.cases.length, 'invalid-discriminant');
  return source.getPayload(plan, (payload) =>
    makeVariant(cx, plan, caseIndex, (value) => lift(cx, payload, value)),
  );
}
