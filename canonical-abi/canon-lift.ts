import type { Task } from './async/task.js';
import type { Thread } from './async/thread.js';
import { EVENT, type EventTuple, WaitableSet } from './async/waitable.js';
import { checkAlive } from './calls.js';
import type { CoreFunction } from './glue.js';
import { handleOf } from './handles.js';
import { CoreValueIter } from './core-values.js';
import { lowerFlatValues } from './lift-lower-values.js';
import { MAX_FLAT_PARAMS, MAX_FLAT_RESULTS } from './limits.js';
import type { CoreValue } from './memory.js';
import { Trap } from './trap.js';

/** What `callback` and the core function before it say: to be called no more, again, or when something has happened. */
const EXIT = 0;
const YIELD = 1;
const WAIT = 2;

/**
 * The first half of a call of a lifted function: the task enters its instance.
 * @param onStart gives the arguments
 * @returns them, lowered
 * @throws TypeError for arguments of another type: then nothing has happened; Trap
 * @spec CanonicalABI.md#canon-lift
 */
export function startTask(task: Task, onStart: () => readonly unknown[]): readonly CoreValue[] {
  task.enter();
  try {
    return lowerFlatValues(task.cx, MAX_FLAT_PARAMS, onStart(), task.side.plan.params);
  } catch (error) {
    task.refuse(task.side.end.inst);
    task.release();
    throw error;
  }
}

/**
 * The second half: runs the task to its end.
 * @throws Trap, and what core code lets pass
 * @spec CanonicalABI.md#canon-lift
 */
export function runTask(
  task: Task,
  callee: CoreFunction,
  args: readonly CoreValue[],
): undefined | Promise<undefined> {
  const { inst } = task.side.end;
  const outer = inst.thread;
  inst.thread = task.thread;
  const returned = callee(...args) as Flat | Promise<Flat>;
  if (!(returned instanceof Promise)) return finishTask(task, returned, outer);
  inst.thread = outer;
  return returned.then((value) => {
    inst.thread = task.thread;
    return finishTask(task, value, null);
  });
}

type Flat = CoreValue | undefined;

/** After the core function has returned. */
function finishTask(task: Task, returned: Flat, outer: Thread | null): undefined {
  const { inst, callback } = task.side.end;
  checkAlive(inst);
  if (!task.side.endPlan.async) returnSync(task, returned);
  else if (callback !== null) runCallback(task, Number(returned) >>> 0, callback);
  task.exit();
  inst.thread = outer;
  return undefined;
}

function returnSync(task: Task, returned: Flat): void {
  const { inst, postReturn } = task.side.end;
  const flatResults = returned === undefined ? [] : [returned];
  task.returnFlat(new CoreValueIter(flatResults), MAX_FLAT_RESULTS);
  if (postReturn === null) return;
  inst.mayLeave = false;
  postReturn(...flatResults);
  inst.mayLeave = true;
}

/** @spec CanonicalABI.md#canon-lift */
function runCallback(task: Task, first: number, callback: CoreFunction): void {
  const { inst } = task.side.end;
  let packed = first;
  while (codeOf(packed) !== EXIT) {
    inst.exclusiveThread = null;
    const event = codeOf(packed) === YIELD ? goOn(task) : waitFor(task, packed >>> 4);
    inst.exclusiveThread = task.thread;
    packed = Number(callback(...event)) >>> 0;
    checkAlive(inst);
  }
}

function goOn({ thread }: Task): EventTuple {
  thread.yield('callback');
  return [EVENT.none, 0, 0];
}

function codeOf(packed: number): number {
  const code = packed & 0xf;
  if (code > WAIT) throw new Trap('invalid-callback-code', String(code));
  return code;
}

function waitFor({ side: { end } }: Task, si: number): EventTuple {
  return handleOf(WaitableSet, end.inst.handles.get(si)).wait('callback', end.inst);
}
