import { lowerAsyncValue } from './async/async-values.js';
import type { LiftLowerContext } from './context.js';
import { atCase, eachField, listElements, matchCase, packFlagsIntoInt } from './js-values.js';
import { alignTo, alignment, discriminantType, elemSize, maxCaseAlignment } from './layout.js';
import { lowerBorrow, lowerOwn } from './lift-lower-handles.js';
import { lowerScalar } from './lift-lower-scalars.js';
import { LiftedString } from './lifted-string.js';
import { MAX_LIST_BYTE_LENGTH } from './limits.js';
import type {
  FlagsPlan,
  HandlePlan,
  ListPlan,
  RecordPlan,
  ScalarPlan,
  StringPlan,
  ValuePlan,
  VariantPlan,
} from './plan.js';
import { ACCESS } from './primitives.js';
import { allocateChecked } from './runtime/room.js';
import { liftedOf } from './runtime/strings.js';
import { wrong, wrongCount } from './runtime/wrong.js';
import { storeString } from './store-string.js';

/**
 * Writes a value to `ptr`, which is aligned and in bounds for it.
 * @throws TypeError for a value that is not of the type; Trap if `realloc` gives no room
 * @spec CanonicalABI.md#storing
 */
export function store(cx: LiftLowerContext, v: unknown, plan: ValuePlan, ptr: number): void {
  switch (plan.kind) {
    case 'string':
      return storeString(cx, toLiftedString(cx, v, plan), ptr);
    case 'list':
      return storeList(cx, v, ptr, plan);
    case 'record':
      return storeRecord(cx, v, ptr, plan);
    case 'variant':
      return storeVariant(cx, v, ptr, plan);
    case 'flags':
      return storeFlags(cx, v, ptr, plan);
    case 'own':
    case 'borrow':
      return storeInt(cx, lowerHandle(cx, v, plan), ptr, 4);
    case 'stream':
    case 'future':
      return storeInt(cx, lowerAsyncValue(cx, v, plan), ptr, 4);
    default:
      return storeScalar(cx, v, ptr, plan.kind);
  }
}

function storeScalar(cx: LiftLowerContext, v: unknown, ptr: number, kind: ScalarPlan['kind']): void {
  const core = lowerScalar(cx, v, kind);
  cx.memory.set(ACCESS[kind], ptr, core);
}

/** @spec CanonicalABI.md#storing */
function storeInt(cx: LiftLowerContext, v: number, ptr: number, nbytes: number): void {
  const { view } = cx.memory;
  if (nbytes === 1) view.setUint8(ptr, v);
  else if (nbytes === 2) view.setUint16(ptr, v, true);
  else view.setUint32(ptr, v, true);
}

/** A JavaScript string is one in UTF-16. */
export function toLiftedString(cx: LiftLowerContext, v: unknown, { as }: StringPlan): LiftedString {
  if (as === 'lifted') {
    if (v instanceof LiftedString) return v;
    wrong('a lifted string', v);
  }
  if (typeof v !== 'string' && !cx.coerce) wrong('a string', v);
  return liftedOf(String(v));
}

/** The index of what an own or borrow becomes. */
export function lowerHandle(cx: LiftLowerContext, v: unknown, { type }: HandlePlan): number {
  return type.kind === 'own' ? lowerOwn(cx, v, type) : lowerBorrow(cx, v, type);
}

/** @spec CanonicalABI.md#storing */
function storeList(cx: LiftLowerContext, v: unknown, ptr: number, plan: ListPlan): void {
  const elements = listElements(cx, v, plan);
  if (plan.length !== null) return storeListIntoValidRange(cx, elements, plan.length, ptr, plan);
  const [begin, length] = storeListIntoRange(cx, elements, plan);
  cx.memory.storePtr(begin, ptr);
  cx.memory.storePtr(length, ptr + cx.memory.ptrSize);
}

/**
 * Where the elements went, and how many.
 * @throws Trap if `realloc` gives what is not aligned or not in memory
 * @spec CanonicalABI.md#storing
 */
export function storeListIntoRange(
  cx: LiftLowerContext,
  elements: ArrayLike<unknown>,
  plan: ListPlan,
): readonly [ptr: number, length: number] {
  const { ptrType } = cx.memory;
  const { length } = elements;
  const byteLength = length * elemSize(plan.element.type, ptrType);
  if (byteLength > MAX_LIST_BYTE_LENGTH) {
    wrongCount('a list of less than 2^28 bytes', byteLength);
  }
  const ptr = allocateChecked(cx, alignment(plan.element.type, ptrType), byteLength);
  storeListIntoValidRange(cx, elements, length, ptr, plan);
  return [ptr, length];
}

/** @spec CanonicalABI.md#storing */
function storeListIntoValidRange(
  cx: LiftLowerContext,
  elements: ArrayLike<unknown>,
  length: number,
  ptr: number,
  plan: ListPlan,
): void {
  const size = elemSize(plan.element.type, cx.memory.ptrType);
  for (let i = 0; i < length; i++) {
    cx.inside(i, () => store(cx, elements[i], plan.element, ptr + i * size));
  }
}

/** @spec CanonicalABI.md#storing */
function storeRecord(cx: LiftLowerContext, v: unknown, begin: number, plan: RecordPlan): void {
  const { ptrType } = cx.memory;
  let ptr = begin;
  eachField(cx, v, plan, (value, field) => {
    ptr = alignTo(ptr, alignment(field.type, ptrType));
    store(cx, value, field.value, ptr);
    ptr += elemSize(field.type, ptrType);
  });
}

/** @spec CanonicalABI.md#storing */
function storeVariant(cx: LiftLowerContext, v: unknown, ptr: number, plan: VariantPlan): void {
  const { ptrType } = cx.memory;
  const [caseIndex, caseValue] = matchCase(cx, v, plan);
  const discSize = elemSize(discriminantType(plan.cases), ptrType);
  storeInt(cx, caseIndex, ptr, discSize);
  const payload = alignTo(ptr + discSize, maxCaseAlignment(plan.cases, ptrType));
  const value = plan.cases[caseIndex]?.value ?? null;
  if (value !== null) atCase(cx, plan, caseIndex, () => store(cx, caseValue, value, payload));
}

/** @spec CanonicalABI.md#storing */
function storeFlags(cx: LiftLowerContext, v: unknown, ptr: number, plan: FlagsPlan): void {
  storeInt(cx, packFlagsIntoInt(cx, v, plan), ptr, elemSize(plan.type, cx.memory.ptrType));
}
