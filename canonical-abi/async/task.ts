import type { CallSide } from '../call-side.js';
import { Borrowing } from '../handles.js';
import type { ComponentInstance } from '../instance.js';
import { MAX_FLAT_PARAMS } from '../limits.js';
import { liftFlatValues } from '../lift-lower-values.js';
import type { LiftLowerContext } from '../context.js';
import type { CoreValues } from '../core-values.js';
import { Trap, trapIf } from '../trap.js';
import { blocked, notYet } from './not-yet.js';
import { Thread } from './thread.js';

/** Who waits for a task: it has lowered the function synchronously, and runs in this thread, if it needed one so far. */
export interface TaskCaller {
  readonly inst: ComponentInstance;
  readonly thread: Thread | null;
}

/**
 * A call of a lifted function, from its start to its result and beyond.
 * @spec CanonicalABI.md#task-state
 */
export class Task extends Borrowing {
  readonly side: CallSide;
  readonly cx: LiftLowerContext;
  readonly thread: Thread;
  /** Null for JavaScript, and for one that does not wait. */
  readonly caller: TaskCaller | null;
  readonly #onResolve: (values: unknown[]) => void;
  #threads = 0;
  #isResolved = false;

  constructor(side: CallSide, onResolve: (values: unknown[]) => void, caller: TaskCaller | null = null) {
    super();
    this.side = side;
    this.caller = caller;
    this.#onResolve = onResolve;
    this.thread = new Thread(side.end.inst, this);
    this.cx = side.context(this);
  }

  /**
   * Enters the instance. A function of a type that is not async never waits for others.
   * @throws Trap `task-cannot-block`, `async-not-yet` where it would have to wait
   * @spec CanonicalABI.md#task-state
   */
  enter(): void {
    const { plan, end, endPlan } = this.side;
    const { inst } = end;
    if (plan.type.async) {
      // Whether no other task of the instance that needs this too may run meanwhile.
      const needsExclusive = !endPlan.async || end.callback !== null;
      if (inst.backpressure > 0 || (needsExclusive && inst.exclusiveThread !== null)) {
        throw blocked('backpressure', inst, this.thread);
      }
      if (needsExclusive) inst.exclusiveThread = this.thread;
    }
    this.startThread();
  }

  startThread(): void {
    this.#threads += 1;
  }

  /**
   * The first thread of the task ends.
   * @throws Trap `task-not-returned`
   * @spec CanonicalABI.md#task-state
   */
  exit(): void {
    if (this.#threads > 1) throw notYet('threads that outlive the first');
    trapIf(!this.#isResolved, 'task-not-returned');
    this.thread.exit();
    this.release();
  }

  /** Lets others enter the instance. */
  release(): void {
    const { inst } = this.side.end;
    if (inst.exclusiveThread === this.thread) inst.exclusiveThread = null;
  }

  /** Lifts a result that core values stand for, as of `task.return`. */
  returnFlat(vi: CoreValues, maxFlat = MAX_FLAT_PARAMS): void {
    this.return(liftFlatValues(this.cx, maxFlat, vi, this.side.plan.result));
  }

  /** @throws Trap `task-already-returned`, `borrows-remain` */
  return(values: unknown[]): void {
    trapIf(this.#isResolved, 'task-already-returned');
    trapIf(this.numBorrows > 0, 'borrows-remain');
    this.#onResolve(values);
    this.#isResolved = true;
  }

  /** @throws Trap `task-not-cancelled`: nothing suspends, so nobody can ask it to cancel */
  cancel(): void {
    throw new Trap('task-not-cancelled');
  }
}
