import type { ComponentInstance } from '../instance.js';
import type { CoreValue } from '../memory.js';
import { notYet } from './not-yet.js';
import type { Task } from './task.js';

/** A thread that yields so often in one call waits for what cannot come as long as nothing suspends. */
const MAX_YIELDS = 10_000;

/** One that is ready was suspended, and told to go on. */
type ThreadState = 'running' | 'suspended' | 'ready';

/**
 * A thread of a component instance. As nothing suspends yet, the one that runs is always the innermost call, and the others
 * wait for their first turn.
 * @spec CanonicalABI.md#threads
 */
export class Thread {
  /** Null in a call that was not lifted async and needs none. */
  readonly task: Task | null;
  /** Of `context.get` and `context.set`. */
  readonly storage: CoreValue[] = [0, 0];
  readonly #inst: ComponentInstance;
  #index: number | null = null;
  #yields = 0;
  state: ThreadState;

  constructor(inst: ComponentInstance, task: Task | null, state: ThreadState = 'running') {
    this.#inst = inst;
    this.task = task;
    this.state = state;
  }

  /** In the table of threads: given out when it is first asked for, as most threads never are. */
  get index(): number {
    return (this.#index ??= this.#inst.threads.add(this));
  }

  /**
   * Goes on at once, as a thread that yields may.
   * @throws Trap `async-not-yet` if it does nothing else
   */
  yield(what: string): void {
    if (++this.#yields > MAX_YIELDS) throw notYet(what);
  }

  exit(): void {
    if (this.#index !== null) this.#inst.threads.remove(this.#index);
  }
}

/** The thread that runs in an instance. A call gets one when a built-in first needs it: most calls never do. */
export function currentThread(inst: ComponentInstance): Thread {
  return (inst.thread ??= new Thread(inst, null));
}
