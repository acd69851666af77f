import { lowerAsyncValue } from './async/async-values.js';
import type { LiftLowerContext } from './context.js';
import { flattenType } from './flatten.js';
import { atCase, eachField, listElements, matchCase, packFlagsIntoInt } from './js-values.js';
import { payloadTypes } from './lift-flat.js';
import { lowerScalar } from './lift-lower-scalars.js';
import type { CoreValue } from './memory.js';
import { encodeFloatAsI32, encodeFloatAsI64 } from './numbers.js';
import type { ListPlan, RecordPlan, StringPlan, ValuePlan, VariantPlan } from './plan.js';
import { storeLifted } from './runtime/strings.js';
import { lowerHandle, storeListIntoRange, toLiftedString } from './store.js';
import type { CoreValType } from './types.js';

/**
 * The core values that stand for a value; integers among them are unsigned.
 * @throws TypeError for a value that is not of the type; Trap if `realloc` gives no room
 * @spec CanonicalABI.md#flat-lowering
 */
export function lowerFlat(cx: LiftLowerContext, v: unknown, plan: ValuePlan): CoreValue[] {
  switch (plan.kind) {
    case 'string':
      return lowerFlatString(cx, v, plan);
    case 'list':
      return lowerFlatList(cx, v, plan);
    case 'record':
      return lowerFlatRecord(cx, v, plan);
    case 'variant':
      return lowerFlatVariant(cx, v, plan);
    case 'flags':
      return [packFlagsIntoInt(cx, v, plan)];
    case 'own':
    case 'borrow':
      return [lowerHandle(cx, v, plan)];
    case 'stream':
    case 'future':
      return [lowerAsyncValue(cx, v, plan)];
    default:
      return [lowerScalar(cx, v, plan.kind)];
  }
}

/** @spec CanonicalABI.md#flat-lowering */
function lowerFlatString(cx: LiftLowerContext, v: unknown, plan: StringPlan): CoreValue[] {
  const ptr = storeLifted(cx, toLiftedString(cx, v, plan));
  return [cx.memory.toCore(ptr), cx.units];
}

/** @spec CanonicalABI.md#flat-lowering */
function lowerFlatList(cx: LiftLowerContext, v: unknown, plan: ListPlan): CoreValue[] {
  const elements = listElements(cx, v, plan);
  if (plan.length === null) {
    const [ptr, length] = storeListIntoRange(cx, elements, plan);
    return [cx.memory.toCore(ptr), cx.memory.toCore(length)];
  }
  const flat: CoreValue[] = [];
  for (let i = 0; i < plan.length; i++) {
    flat.push(...cx.inside(i, () => lowerFlat(cx, elements[i], plan.element)));
  }
  return flat;
}

/** @spec CanonicalABI.md#flat-lowering */
function lowerFlatRecord(cx: LiftLowerContext, v: unknown, plan: RecordPlan): CoreValue[] {
  const flat: CoreValue[] = [];
  eachField(cx, v, plan, (value, field) => flat.push(...lowerFlat(cx, value, field.value)));
  return flat;
}

/** @spec CanonicalABI.md#flat-lowering */
function lowerFlatVariant(cx: LiftLowerContext, v: unknown, plan: VariantPlan): CoreValue[] {
  const [caseIndex, caseValue] = matchCase(cx, v, plan);
  const value = plan.cases[caseIndex]?.value ?? null;
  const payload = value === null ? [] : atCase(cx, plan, caseIndex, () => lowerFlat(cx, caseValue, value));
  const haves = value === null ? [] : (flattenType(value.type, cx.ptrType) ?? []);
  const wants = payloadTypes(cx, plan.type);
  return [caseIndex, ...wants.map((want, i) => widen(payload[i], haves[i], want))];
}

/** A core value of a payload in the type that the variant has in its place; zero where the case has none. */
function widen(value: CoreValue | undefined, have: CoreValType | undefined, want: CoreValType): CoreValue {
  if (value === undefined || have === undefined) return want === 'i64' ? 0n : 0;
  if (have === want || typeof value === 'bigint') return value;
  if (have === 'f64') return encodeFloatAsI64(value);
  const i32 = have === 'f32' ? encodeFloatAsI32(value) : value;
  return want === 'i64' ? BigInt(i32) : i32;
}
