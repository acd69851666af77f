import * as abi from '../../../canonical-abi/index.js';
import { type CoreText, type LiftVector, type LowerVector, coreOf, valueOf } from './read-value-vectors.js';
import { type Guest, bufferOf, instanceOf, snapshot } from './vector-guest.js';

/** How a call came out. */
export interface CallOutcome {
  /** What the callee found: a value, or core values and memory; and the table of handles. Null where it was not reached. */
  readonly seen: object | null;
  /** The arguments of each call of `realloc`. */
  readonly calls: readonly (readonly number[])[];
  /** Of a trap its code and where in the values it was. */
  readonly end: { readonly trap: abi.TrapCode; readonly path: string } | 'returned';
}

export type Vector = LiftVector | LowerVector;

export interface Source {
  readonly inst: abi.ComponentInstance;
  readonly rt: abi.ResourceType;
  readonly end: abi.CoreEnd;
}

/** The guest that passes the value of `vector` on, and its resource, which is `known` if that is given. */
export function sourceOf(vector: LiftVector, known?: abi.ResourceType): Source {
  const { inst, rt } = instanceOf(vector.handles ?? [], false, known);
  const memory = new abi.MemInst({ buffer: bufferOf(vector.memory) }, vector.ptr);
  const end: abi.CoreEnd = { inst, memory, realloc: null, postReturn: null, callback: null };
  return { inst, rt, end };
}

/** A function with one parameter of `param`, or none, and a result of `result`, or none. */
export function planOf(
  {
    param = null,
    result = null,
  }: { readonly param?: abi.ValType | null; readonly result?: abi.ValType | null },
  ends: { readonly caller: abi.EndPlan; readonly callee: abi.EndPlan },
): abi.FuncPlan {
  const params = param === null ? [] : [{ label: 'p', type: param }];
  return abi.planFunc({ params, result, async: false }, { name: 'vector', ...ends });
}

export const JS: abi.JsEndPlan = { kind: 'js' };

/** The end of a guest with `realloc`. */
export function coreEndPlan({ encoding, ptr }: Pick<Vector, 'encoding' | 'ptr'>): abi.CoreEndPlan {
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

/** The end of a guest, which sees to it that its instance cannot be left while `realloc` runs. */
export function endOf({ memory, realloc }: Guest, inst: abi.ComponentInstance): abi.CoreEnd {
  const watched: abi.CoreFunction = (...args) => {
    if (inst.mayLeave) throw new Error('realloc runs while its instance may be left');
    const [old = 0, oldLength = 0, alignment = 0, length = 0] = args;
    return toWasm(realloc(old, oldLength, alignment, length), memory.ptrType);
  };
  return { inst, memory, realloc: watched, postReturn: null, callback: null };
}

/** All handles of the vectors' types are of one resource. */
export function resourcesOf({ resources }: abi.FuncPlan, rt: abi.ResourceType): readonly abi.ResourceType[] {
  return resources.map(() => rt);
}

/** How `run` ends, and what it lets be seen. */
export function outcomeOf(
  run: (see: (seen: object) => void) => void,
  guest: Guest | null = null,
): CallOutcome {
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

/** The table of handles as it is, for vectors that have one. */
export function tableOf(vector: Vector, inst: abi.ComponentInstance, rt: abi.ResourceType): object {
  if (vector.handles === undefined) return {};
  const after = snapshot(inst, rt, vector.after?.length ?? vector.handles.length);
  return { after, next: inst.handles.add(new abi.ErrorContext('next')) };
}

/** The same as `vector` has it. */
export function expectedTable({ after, next }: Vector): object {
  return after === undefined ? {} : { after, next };
}

/** The JavaScript value that `text` writes, strings as text. */
export function jsValue(type: abi.ValType, text: unknown): unknown {
  return valueOf(abi.createPlanner()(type), text, (message) => new abi.ErrorContext(message));
}

/** A core value as an engine passes it to JavaScript: integers have their sign. */
export function fromWasm(text: CoreText): abi.CoreValue {
  const value = coreOf(text);
  if (typeof text === 'number') return toWasm(value, 'i32');
  return toWasm(value, text.endsWith('n') ? 'i64' : text.startsWith('f') ? 'f32' : 'f64');
}

/** What an engine makes of a JavaScript value that it takes for one of the core type. */
export function toWasm(value: unknown, type: abi.CoreValType): abi.CoreValue {
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
