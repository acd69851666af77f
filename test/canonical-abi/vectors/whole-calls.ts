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
import { type Guest, guestOf, instanceOf } from './vector-guest.js';

/*
 * The value vectors as whole calls, through one of the two makers of glue. A value that a vector passes through a pointer
 * goes as the one element of a list, which loads and stores alike: no signature passes a single small value in memory.
 */

/** The type and value with which the value of a vector is passed, so that it goes as the vector says. */
interface Passed {
  readonly type: abi.ValType;
  readonly inList: boolean;
  readonly text: unknown;
}

function passedAs({ type: text, maxFlat, ptr, value }: Vector): Passed {
  const type = typeOf(text);
  const inList = maxFlat === 0 && abi.flattenType(type, ptr) !== null;
  return inList
    ? { type: { kind: 'list', element: type, length: null }, inList, text: [value] }
    : { type, inList, text: value };
}

/** Core code passes the value of `vector` to JavaScript. */
export function liftCall(glue: abi.Glue, vector: LiftVector): CallOutcome {
  const { type, inList } = passedAs(vector);
  const plan = planOf({ param: type }, { caller: coreEndPlan(vector), callee: JS });
  const { inst, rt, end } = sourceOf(vector);
  return outcomeOf((see) => {
    const callee = (value: unknown): void => see({ value, ...tableOf(vector, inst, rt) });
    const call = glue.imported(plan, end, callee, resourcesOf(plan, rt));
    call(...argumentsOf(vector, inList));
  });
}

/** What the callee of a `liftCall` sees; null for a trap. */
export function expectedOfLift(vector: LiftVector): object | null {
  if (vector.trap) return null;
  const { type, text } = passedAs(vector);
  return { value: jsValue(type, text), ...expectedTable(vector) };
}

/** JavaScript passes the value of `vector` to core code. */
export function lowerCall(glue: abi.Glue, vector: LowerVector): CallOutcome {
  const { type, text } = passedAs(vector);
  const plan = planOf({ param: type }, { caller: JS, callee: coreEndPlan(vector) });
  const { inst, rt } = instanceOf(vector.handles ?? [], vector.definedHere);
  const guest = guestOf(vector);
  return outcomeOf((see) => {
    const callee = calleeOf(see, vector, { guest, inst, rt, plan });
    const call = glue.exported(plan, endOf(guest, inst), callee, resourcesOf(plan, rt));
    call(jsValue(type, text));
  }, guest);
}

/** Core code passes the value of `vector` to core code. */
export function fusedCall(glue: abi.Glue, { lift, lower }: FusedVector): CallOutcome {
  const { type, inList } = passedAs(lift);
  const plan = planOf({ param: type }, { caller: coreEndPlan(lift), callee: coreEndPlan(lower) });
  const { inst, rt } = instanceOf(lower.handles ?? [], lower.definedHere);
  const guest = guestOf(lower);
  const caller = sourceOf(lift, rt);
  return outcomeOf((see) => {
    const callee = calleeOf(see, lower, { guest, inst, rt, plan });
    const call = glue.fused(plan, caller.end, endOf(guest, inst), callee, resourcesOf(plan, rt));
    call(...argumentsOf(lift, inList));
  }, guest);
}

/** What the callee of a `lowerCall` or `fusedCall` sees; null for a trap. */
export function expectedOfLower(vector: LowerVector): object | null {
  if (vector.trap) return null;
  const { flat = [], memory = '', ptr } = vector;
  const length = passedAs(vector).inList ? [ptr === 'i64' ? 1n : 1] : [];
  return { flat: [...flat.map(fromWasm), ...length], memory, ...expectedTable(vector) };
}

/** The core values that it passes. */
function argumentsOf({ flat, ptr }: LiftVector, inList: boolean): readonly abi.CoreValue[] {
  const length = ptr === 'i64' ? 1n : 1;
  return [...flat.map(fromWasm), ...(inList ? [length] : [])];
}

interface Callee {
  readonly guest: Guest;
  readonly inst: abi.ComponentInstance;
  readonly rt: abi.ResourceType;
  readonly plan: abi.FuncPlan;
}

/** Core code that shows what it was called with, and what there was then. */
function calleeOf(
  see: (seen: object) => void,
  vector: LowerVector,
  { guest, inst, rt, plan }: Callee,
): abi.CoreFunction {
  const options = { ptrType: vector.ptr, async: false, callback: false };
  const { params } = abi.flattenFunctype(options, plan.type, 'lift');
  return (...values) => {
    const flat = params.map((type, i) => toWasm(values[i], type));
    const memory = guest.image();
    see({ flat, memory, ...tableOf(vector, inst, rt) });
    return undefined;
  };
}
