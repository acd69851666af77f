import * as abi from '../../../canonical-abi/index.js';
import type { FusedVector, LiftVector, LowerVector } from './read-value-vectors.js';
import { typeOf } from './read-vectors.js';
import {
  type CallOutcome,
  JS,
  type Vector,
  coreEndPlan,
  endOf,
  expectedTable,
  fromWasm,
  jsValue,
  outcomeOf,
  planOf,
  resourcesOf,
  sourceOf,
  tableOf,
  toWasm,
} from './vector-ends.js';
import { guestOf, instanceOf } from './vector-guest.js';

/*
 * The value vectors as results of whole calls. A result goes through a pointer if it has more than one core value: of the
 * vectors, those are taken that pass theirs so.
 */

/** Whether a function can give the value of `vector` as the vector passes it. */
export function canBeResult({ type: text, ptr, maxFlat }: Vector): boolean {
  const type = typeOf(text);
  const flat = abi.flattenType(type, ptr);
  const isFlat = flat !== null && flat.length <= abi.MAX_FLAT_RESULTS;
  return isFlat === maxFlat > 0 && !abi.containsBorrow(type);
}

/** Core code gives JavaScript the value of `vector`. */
export function liftResult(glue: abi.Glue, vector: LiftVector): CallOutcome {
  const type = typeOf(vector.type);
  const plan = planOf({ result: type }, { caller: JS, callee: coreEndPlan(vector) });
  const { inst, rt, end } = sourceOf(vector);
  return outcomeOf((see) => {
    const call = glue.exported(plan, end, () => onlyValue(vector), resourcesOf(plan, rt));
    see({ value: resultOf(type, call), ...tableOf(vector, inst, rt) });
  });
}

/** What JavaScript sees then; null for a trap. */
export function expectedOfResult(vector: LiftVector): object | null {
  return vector.trap ? null : { value: jsValue(typeOf(vector.type), vector.value), ...expectedTable(vector) };
}

/** JavaScript gives core code the value of `vector`, which has a place for it. */
export function lowerResult(glue: abi.Glue, vector: LowerVector): CallOutcome {
  const type = typeOf(vector.type);
  const plan = planOf({ result: type }, { caller: coreEndPlan(vector), callee: JS });
  const { inst, rt } = instanceOf(vector.handles ?? [], vector.definedHere);
  const guest = guestOf(vector);
  const callee = (): unknown => giveResult(type, jsValue(type, vector.value));
  return outcomeOf((see) => {
    const call = glue.imported(plan, endOf(guest, inst), callee, resourcesOf(plan, rt));
    call(fromWasm(outOf(vector)));
    see({ memory: guest.image(), ...tableOf(vector, inst, rt) });
  }, guest);
}

/** What core code sees then; null for a trap. */
export function expectedOfPlace(vector: LowerVector): object | null {
  return vector.trap ? null : { memory: vector.memory ?? '', ...expectedTable(vector) };
}

/** Core code gives core code the value of `vector`: what is there after the call, or the core value that it gives. */
export function fusedResult(glue: abi.Glue, { lift, lower }: FusedVector): CallOutcome {
  const type = typeOf(lower.type);
  const plan = planOf({ result: type }, { caller: coreEndPlan(lower), callee: coreEndPlan(lift) });
  const { inst, rt } = instanceOf(lower.handles ?? [], lower.definedHere);
  const size = abi.elemSize(type, lower.ptr);
  const guest = guestOf({ ...lower, heap: PLACE + size });
  const callee = sourceOf(lift, rt);
  return outcomeOf((see) => {
    const ends = [endOf(guest, inst), callee.end] as const;
    const call = glue.fused(plan, ...ends, () => onlyValue(lift), resourcesOf(plan, rt));
    const returned = call(...(lower.maxFlat === 0 ? [guest.memory.toCore(PLACE)] : []));
    const [core] = abi.flattenType(type, lower.ptr) ?? [];
    const flat = returned === undefined || core === undefined ? returned : toWasm(returned, core);
    see({ flat, memory: guest.image(), ...tableOf(lower, inst, rt) });
  }, guest);
}

/** An address that suits every type. */
const PLACE = 16;

function onlyValue({ flat: [value = 0] }: LiftVector): abi.CoreValue {
  return fromWasm(value);
}

function outOf({ out = 0, ptr }: LowerVector): number | string {
  return ptr === 'i64' ? `${out}n` : out;
}

/** A `result` is not given as a value: what is no error is returned, an error is thrown. */
export function giveResult(type: abi.ValType, value: unknown): unknown {
  if (!isResult(type)) return value;
  const { tag, val } = value as { readonly tag: string; readonly val?: unknown };
  if (tag === 'ok') return val;
  throw new abi.ComponentError(val);
}

/** What `call` gives, a `result` as a value. */
export function resultOf(type: abi.ValType, call: abi.JsFunction): unknown {
  if (!isResult(type)) return call();
  const tagged = (tag: string, of: abi.ValType | null, val: unknown): object =>
    of === null ? { tag } : { tag, val };
  try {
    return tagged('ok', type.ok, call());
  } catch (error) {
    if (error instanceof abi.ComponentError) return tagged('err', type.error, error.payload);
    throw error;
  }
}

function isResult(type: abi.ValType): type is abi.ResultType {
  return typeof type === 'object' && type.kind === 'result';
}
