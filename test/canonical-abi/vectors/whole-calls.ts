import * as abi from '../../../canonical-abi/index.js';
import {
  type CoreText,
  type FusedVector,
  type LiftVector,
  type LowerVector,
  coreOf,
  valueOf,
} from './read-value-vectors.js';
import { typeOf } from './read-vectors.js';
import { type Guest, bufferOf, guestOf, hexOf, instanceOf, snapshot } from './vector-guest.js';

/*
 * The value vectors as whole calls, through one of the two makers of glue. A value that a vector passes through a pointer
 * goes as the one element of a list, which loads and stores alike: no signature passes a single small value in memory.
 */

/** How a call came out. */
export interface CallOutcome {
  /** What the callee found: a value, or core values and memory; and the table of handles. Null where it was not reached. */
  readonly seen: object | null;
  /** The arguments of each call of `realloc`. */
  readonly calls: readonly (readonly number[])[];
  /** Of a trap its code and where in the values it was. */
  readonly end: { readonly trap: abi.TrapCode; readonly path: string } | 'returned';
}

type Vector = LiftVector | LowerVector;

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
  const plan = planOf(type, { caller: coreEndPlan(vector), callee: { kind: 'js' } });
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
  const plan = planOf(type, { caller: { kind: 'js' }, callee: coreEndPlan(vector) });
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
  const plan = planOf(type, { caller: coreEndPlan(lift), callee: coreEndPlan(lower) });
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

/** The guest that passes the value of `vector` on, and its resource, which is `known` if that is given. */
function sourceOf(vector: LiftVector, known?: abi.ResourceType) {
  const { inst, rt } = instanceOf(vector.handles ?? [], false, known);
  const memory = new abi.MemInst({ buffer: bufferOf(vector.memory) }, vector.ptr);
  const end: abi.CoreEnd = { inst, memory, realloc: null, postReturn: null, callback: null };
  return { inst, rt, end };
}

/** The core values that it passes. */
function argumentsOf({ flat, ptr }: LiftVector, inList: boolean): readonly abi.CoreValue[] {
  const length = ptr === 'i64' ? 1n : 1;
  return [...flat.map(fromWasm), ...(inList ? [length] : [])];
}

const PARAMETER = 'p';

function planOf(
  type: abi.ValType,
  ends: { readonly caller: abi.EndPlan; readonly callee: abi.EndPlan },
): abi.FuncPlan {
  return abi.planFunc(
    { params: [{ label: PARAMETER, type }], result: null, async: false },
    { name: 'vector', ...ends },
  );
}

function coreEndPlan({ encoding, ptr }: Pick<Vector, 'encoding' | 'ptr'>): abi.CoreEndPlan {
  return {
    kind: 'core',
    encoding,
    memory: ptr,
    hasRealloc: true,
    hasPostReturn: false,
    async: false,
    hasCallback: false,
  };
}

function endOf({ memory, realloc }: Guest, inst: abi.ComponentInstance): abi.CoreEnd {
  const watched: abi.CoreFunction = (...args) => {
    if (inst.mayLeave) throw new Error('realloc runs while its instance may be left');
    const [old = 0, oldLength = 0, alignment = 0, length = 0] = args;
    return toWasm(realloc(old, oldLength, alignment, length), memory.ptrType);
  };
  return { inst, memory, realloc: watched, postReturn: null, callback: null };
}

/** All handles of the vectors' types are of one resource. */
function resourcesOf({ resources }: abi.FuncPlan, rt: abi.ResourceType): readonly abi.ResourceType[] {
  return resources.map(() => rt);
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
    const memory = hexOf(new Uint8Array(guest.buffer));
    see({ flat, memory, ...tableOf(vector, inst, rt) });
    return undefined;
  };
}

function outcomeOf(run: (see: (seen: object) => void) => void, guest: Guest | null = null): CallOutcome {
  let seen: object | null = null;
  const calls = guest?.calls ?? [];
  try {
    run((what) => (seen = what));
    return { seen, calls, end: 'returned' };
  } catch (error) {
    if (!(error instanceof abi.Trap)) throw error;
    return { seen, calls, end: { trap: error.code, path: error.path.join('.') } };
  }
}

function tableOf(vector: Vector, inst: abi.ComponentInstance, rt: abi.ResourceType): object {
  if (vector.handles === undefined) return {};
  const after = snapshot(inst, rt, vector.after?.length ?? vector.handles.length);
  return { after, next: inst.handles.add(new abi.ErrorContext('next')) };
}

function expectedTable({ after, next }: Vector): object {
  return after === undefined ? {} : { after, next };
}

function jsValue(type: abi.ValType, text: unknown): unknown {
  return valueOf(abi.createPlanner()(type), text, (message) => new abi.ErrorContext(message));
}

/** A core value as an engine passes it to JavaScript: integers have their sign. */
function fromWasm(text: CoreText): abi.CoreValue {
  const value = coreOf(text);
  if (typeof text === 'number') return toWasm(value, 'i32');
  return toWasm(value, text.endsWith('n') ? 'i64' : text.startsWith('f') ? 'f32' : 'f64');
}

/** What an engine makes of a JavaScript value that it takes for one of the core type. */
function toWasm(value: unknown, type: abi.CoreValType): abi.CoreValue {
  switch (type) {
    case 'i32':
      return Number(value) | 0;
    case 'i64':
      return BigInt.asIntN(64, value as bigint);
    case 'f32':
      return Math.fround(Number(value));
    case 'f64':
      return Number(value);
  }
}
