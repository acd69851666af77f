import type { FuncPlan } from '../func-plan.js';
import type { CoreEnd } from '../glue.js';
import { Borrowing, type ResourceValues } from '../handles.js';
import type { ComponentInstance } from '../instance.js';
import { MAX_FLAT_PARAMS } from '../limits.js';
import { liftFlatValues } from '../lift-lower-values.js';
import type { LiftLowerContext } from '../context.js';
import type { CoreValues } from '../core-values.js';
import { takeBack } from '../runtime/passing.js';
import { Trap, trapIf } from '../trap.js';
import { blocked, notYet } from './not-yet.js';
import { Thread } from './thread.js';

/** Who waits for a task: it has lowered the function synchronously, and runs in this thread, if it needed one so far. */
export interface TaskCaller {
  readonly inst: ComponentInstance;
  readonly thread: Thread | null;
}

export interface TaskParts {
  readonly plan: FuncPlan;
  readonly core: CoreEnd;
  readonly context: (task: Task) => LiftLowerContext;
  readonly onResolve: (values: unknown[]) => void;
  /** Null for JavaScript, and for one that does not wait. */
  readonly caller?: TaskCaller | null;
}

type TaskState = 'initial' | 'started' | 'resolved';

/**
 * A call of a lifted function, from its start to its result and beyond.
 * @spec CanonicalABI.md#task-state
 */
export class Task extends Borrowing {
  readonly plan: FuncPlan;
  readonly core: CoreEnd;
  readonly cx: LiftLowerContext;
  /** Whether it gives its result by `task.return`. */
  readonly isAsync: boolean;
  readonly caller: TaskCaller | null;
  readonly #thread: Thread;
  readonly #threads: Thread[] = [];
  /** The last comes first. */
  readonly #given: [number, ResourceValues, unknown][] = [];
  readonly #onResolve: (values: unknown[]) => void;
  #state: TaskState = 'initial';

  constructor({ plan, core, context, onResolve, caller = null }: TaskParts) {
    super();
    this.plan = plan;
    this.core = core;
    this.caller = caller;
    this.isAsync = plan.callee.kind === 'core' && plan.callee.async;
    this.#onResolve = onResolve;
    this.#thread = new Thread(core.inst, this);
    this.cx = context(this);
  }

  get thread(): Thread {
    return this.#thread;
  }

  /**
   * Enters the instance. A function of a type that is not async never waits for others.
   * @throws Trap `task-cannot-block`, `async-not-yet` where it would have to wait
   * @spec CanonicalABI.md#task-state
   */
  enter(): void {
    const { inst } = this.core;
    if (this.plan.type.async) {
      const isHeld = this.#needsExclusive && inst.exclusiveThread !== null;
      if (inst.backpressure > 0 || isHeld) {
        throw blocked('entering an instance that exerts backpressure', inst, this.#thread);
      }
      if (this.#needsExclusive) inst.exclusiveThread = this.#thread;
    }
    this.register(this.#thread);
    this.#state = 'started';
  }

  register(thread: Thread): void {
    this.#threads.push(thread);
  }

  /**
   * The first thread of the task ends.
   * @throws Trap `task-not-returned`
   * @spec CanonicalABI.md#task-state
   */
  exit(): void {
    if (this.#threads.length > 1) throw notYet('a task that goes on after its first thread has ended');
    trapIf(this.#state !== 'resolved', 'task-not-returned');
    this.#thread.exit();
    this.release();
  }

  given(i: number, values: ResourceValues, value: unknown): void {
    this.#given.unshift([i, values, value]);
  }

  /** Ends before it has begun, as an argument was refused: what it was given itself is taken back. */
  refuse(): void {
    for (const each of this.#given) takeBack(this.core.inst, ...each);
    this.release();
  }

  /** Lets others enter the instance. */
  release(): void {
    const { inst } = this.core;
    if (inst.exclusiveThread === this.#thread) inst.exclusiveThread = null;
  }

  /** Lifts a result that core values stand for, as of `task.return`. */
  returnFlat(vi: CoreValues, maxFlat = MAX_FLAT_PARAMS): void {
    this.return(liftFlatValues(this.cx, maxFlat, vi, this.plan.result));
  }

  /** @throws Trap `task-already-returned`, `borrows-remain` */
  return(values: unknown[]): void {
    trapIf(this.#state === 'resolved', 'task-already-returned');
    trapIf(this.numBorrows > 0, 'borrows-remain');
    this.#onResolve(values);
    this.#state = 'resolved';
  }

  /** @throws Trap `task-not-cancelled`: nothing suspends, so nobody can ask it to cancel */
  cancel(): void {
    throw new Trap('task-not-cancelled');
  }

  /** Whether no other task of the instance that needs this too may run meanwhile. */
  get #needsExclusive(): boolean {
    return !this.isAsync || this.core.callback !== null;
  }
}
