import { lowerAsyncValue } from './async/async-values.js';
import type { LiftLowerContext } from './context.js';
import { eachField, insideCase, listElements, matchCase, packFlagsIntoInt } from './js-values.js';
import { discriminantType, flagsType, shapeOf } from './shape.js';
import { lowerHandle } from './lift-lower-handles.js';
import { lowerScalar } from './lift-lower-scalars.js';
import { LiftedString } from './lifted-string.js';
import type { CoreValue } from './memory.js';
import { FlatTarget, MemoryPlaces, type Target } from './places.js';
import type { ListPlan, StringPlan, ValuePlan, VariantPlan } from './plan.js';
import { liftedOf } from './runtime/strings.js';
import { allocateElements } from './runtime/values.js';
import { wrong } from './runtime/wrong.js';
import { storeStringIntoRange } from './store-string.js';

/**
 * Writes a value to `ptr`, which is aligned and in bounds for it.
 * @throws TypeError for a value that is not of the type; Trap if `realloc` gives no room
 * @spec CanonicalABI.md#storing
 */
export function store(cx: LiftLowerContext, v: unknown, plan: ValuePlan, ptr: number): void {
  lower(cx, v, plan, new MemoryPlaces(cx.memory, ptr));
}

/**
 * The core values that stand for a value; integers among them are unsigned.
 * @throws TypeError for a value that is not of the type; Trap if `realloc` gives no room
 * @spec CanonicalABI.md#flat-lowering
 */
export function lowerFlat(cx: LiftLowerContext, v: unknown, plan: ValuePlan): CoreValue[] {
  const target = new FlatTarget(cx.ptrType);
  lower(cx, v, plan, target);
  return target.values;
}

/**
 * Puts a value into `target`.
 * @throws TypeError for a value that is not of the type; Trap if `realloc` gives no room
 * @spec CanonicalABI.md#storing, CanonicalABI.md#flat-lowering
 */
export function lower(cx: LiftLowerContext, v: unknown, plan: ValuePlan, target: Target): void {
  switch (plan.kind) {
    case 'string':
      return target.putPair(storeStringIntoRange(cx, toLiftedString(cx, v, plan)), cx.units);
    case 'list':
      return lowerList(cx, listElements(cx, v, plan), plan, target);
    case 'record':
      return eachField(cx, v, plan, (field, { type, value }) =>
        target.part(type, () => lower(cx, field, value, target)),
      );
    case 'variant':
      return lowerVariant(cx, v, plan, target);
    case 'flags':
      return target.put(flagsType(plan.keys), packFlagsIntoInt(cx, v, plan));
    case 'own':
    case 'borrow':
      return target.put('u32', lowerHandle(cx, v, plan));
    case 'stream':
    case 'future':
      return target.put('u32', lowerAsyncValue(cx, v, plan));
    default:
      return target.put(plan.kind, lowerScalar(cx, v, plan.kind));
  }
}

/** A JavaScript string is one in UTF-16. */
function toLiftedString(cx: LiftLowerContext, v: unknown, { as }: StringPlan): LiftedString {
  if (as === 'lifted') {
    if (v instanceof LiftedString) return v;
    wrong('a lifted string', v);
  }
  if (typeof v !== 'string' && !cx.coerce) wrong('a string', v);
  return liftedOf(String(v));
}

/** @spec CanonicalABI.md#storing */
function lowerList(cx: LiftLowerContext, elements: ArrayLike<unknown>, plan: ListPlan, target: Target): void {
  if (plan.length !== null) return lowerElements(cx, elements, plan, target);
  const { memory } = cx;
  const { length } = elements;
  const { size, alignment } = shapeOf(plan.element.type, memory.ptrType);
  const ptr = allocateElements(cx, alignment, length * size);
  lowerElements(cx, elements, plan, new MemoryPlaces(memory, ptr));
  target.putPair(ptr, length);
}

function lowerElements(
  cx: LiftLowerContext,
  elements: ArrayLike<unknown>,
  { element }: ListPlan,
  target: Target,
): void {
  const { length } = elements;
  for (let i = 0; i < length; i++) {
    cx.inside(i, () => target.part(element.type, () => lower(cx, elements[i], element, target)));
  }
}

/** @spec CanonicalABI.md#storing */
function lowerVariant(cx: LiftLowerContext, v: unknown, plan: VariantPlan, target: Target): void {
  const [caseIndex, item, caseValue] = matchCase(cx, v, plan);
  target.put(discriminantType(plan.cases), caseIndex);
  target.putPayload(plan, item, (payload) => {
    const { value } = item;
    if (value !== null) insideCase(cx, plan, item, () => lower(cx, caseValue, value, payload));
  });
}
