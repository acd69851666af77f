import { liftAsyncValue } from './async/async-values.js';
import type { LiftLowerContext } from './context.js';
import { makeList, makeRecord, makeVariant, unpackFlagsFromInt } from './js-values.js';
import { alignTo, alignment, discriminantType, elemSize, maxCaseAlignment } from './layout.js';
import { liftBorrow, liftOwn } from './lift-lower-handles.js';
import { liftScalar } from './lift-lower-scalars.js';
import { MAX_LIST_BYTE_LENGTH } from './limits.js';
import { loadString } from './load-string.js';
import { indexOf } from './memory.js';
import type {
  FlagsPlan,
  HandlePlan,
  ListPlan,
  RecordPlan,
  ScalarPlan,
  ValuePlan,
  VariantPlan,
} from './plan.js';
import { ACCESS } from './primitives.js';
import { trapIf } from './trap.js';

/**
 * The value at `ptr`, which is aligned and in bounds for it.
 * @throws Trap if what is there is no value of the type
 * @spec CanonicalABI.md#loading
 */
export function load(cx: LiftLowerContext, ptr: number, plan: ValuePlan): unknown {
  switch (plan.kind) {
    case 'string': {
      const string = loadString(cx, ptr);
      return plan.as === 'lifted' ? string : string.text;
    }
    case 'list':
      return loadList(cx, ptr, plan);
    case 'record':
      return loadRecord(cx, ptr, plan);
    case 'variant':
      return loadVariant(cx, ptr, plan);
    case 'flags':
      return loadFlags(cx, ptr, plan);
    case 'own':
    case 'borrow':
      return liftHandle(cx, loadInt(cx, ptr, 4), plan);
    case 'stream':
    case 'future':
      return liftAsyncValue(cx, loadInt(cx, ptr, 4), plan);
    default:
      return loadScalar(cx, ptr, plan.kind);
  }
}

function loadScalar(cx: LiftLowerContext, ptr: number, kind: ScalarPlan['kind']): unknown {
  return liftScalar(cx, cx.memory.get(ACCESS[kind], ptr), kind);
}

/** @spec CanonicalABI.md#loading */
function loadInt(cx: LiftLowerContext, ptr: number, nbytes: number): number {
  const { view } = cx.memory;
  if (nbytes === 1) return view.getUint8(ptr);
  return nbytes === 2 ? view.getUint16(ptr, true) : view.getUint32(ptr, true);
}

/** An own or borrow by its index. */
export function liftHandle(cx: LiftLowerContext, i: number, { type }: HandlePlan): unknown {
  return type.kind === 'own' ? liftOwn(cx, i, type) : liftBorrow(cx, i, type);
}

/** @spec CanonicalABI.md#loading */
function loadList(cx: LiftLowerContext, ptr: number, plan: ListPlan): unknown {
  if (plan.length !== null) return loadListFromValidRange(cx, ptr, plan.length, plan);
  const begin = indexOf(cx.memory.loadPtr(ptr));
  const length = indexOf(cx.memory.loadPtr(ptr + cx.memory.ptrSize));
  return loadListFromRange(cx, begin, length, plan);
}

/**
 * @throws Trap if there is no such range
 * @spec CanonicalABI.md#loading
 */
export function loadListFromRange(
  cx: LiftLowerContext,
  ptr: number,
  length: number,
  plan: ListPlan,
): unknown {
  const { ptrType } = cx.memory;
  const byteLength = length * elemSize(plan.element.type, ptrType);
  trapIf(byteLength > MAX_LIST_BYTE_LENGTH, 'list-too-long');
  trapIf(ptr !== alignTo(ptr, alignment(plan.element.type, ptrType)), 'unaligned-pointer');
  trapIf(ptr + byteLength > cx.memory.length, 'list-out-of-bounds');
  return loadListFromValidRange(cx, ptr, length, plan);
}

/** @spec CanonicalABI.md#loading */
function loadListFromValidRange(cx: LiftLowerContext, ptr: number, length: number, plan: ListPlan): unknown {
  const size = elemSize(plan.element.type, cx.memory.ptrType);
  return makeList(cx, plan, length, (i) => load(cx, ptr + i * size, plan.element));
}

/** @spec CanonicalABI.md#loading */
function loadRecord(cx: LiftLowerContext, begin: number, plan: RecordPlan): unknown {
  const { ptrType } = cx.memory;
  let ptr = begin;
  return makeRecord(cx, plan, (field) => {
    ptr = alignTo(ptr, alignment(field.type, ptrType));
    const value = load(cx, ptr, field.value);
    ptr += elemSize(field.type, ptrType);
    return value;
  });
}

/** @spec CanonicalABI.md#loading */
function loadVariant(cx: LiftLowerContext, ptr: number, plan: VariantPlan): unknown {
  const { ptrType } = cx.memory;
  const discSize = elemSize(discriminantType(plan.cases), ptrType);
  const caseIndex = loadInt(cx, ptr, discSize);
  trapIf(caseIndex >= plan.cases.length, 'invalid-discriminant');
  const payload = alignTo(ptr + discSize, maxCaseAlignment(plan.cases, ptrType));
  return makeVariant(cx, plan, caseIndex, (c) => load(cx, payload, c.value));
}

/** @spec CanonicalABI.md#loading */
function loadFlags(cx: LiftLowerContext, ptr: number, plan: FlagsPlan): unknown {
  const i = loadInt(cx, ptr, elemSize(plan.type, cx.memory.ptrType));
  return unpackFlagsFromInt(i, plan);
}
