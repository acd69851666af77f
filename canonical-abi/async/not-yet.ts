import type { ComponentInstance } from '../instance.js';
import { Trap } from '../trap.js';

/** The trap where a call would have to suspend. `what` says what would: a built-in by its name. */
export function notYet(what: string): Trap {
  return new Trap('async-not-yet', `(${what})`);
}

/**
 * The trap where the thread that runs in an instance would have to wait for others. One of an async task lets the caller of
 * the task go on, or wait in its turn if it has lowered the function synchronously. What waits in the end for a task that is
 * not async must be woken by a thread of its own instance.
 * @spec CanonicalABI.md#canon-lift
 */
export function blocked(what: string, inst: ComponentInstance, thread = inst.thread): Trap {
  const task = thread?.task ?? null;
  if (task?.side.plan.type.async === true) {
    const { caller } = task;
    return caller === null ? notYet(what) : blocked(what, caller.inst, caller.thread);
  }
  const canWake = [...inst.threads].some(({ state }) => state === 'ready');
  return canWake ? notYet(what) : new Trap('task-cannot-block', `(${what})`);
}
