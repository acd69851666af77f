import type { ComponentInstance } from '../instance.js';
import type { Task } from './task.js';

/** What `context.get` and `context.set` read and write, and whose task built-ins mean. @spec CanonicalABI.md#threads */
export class Thread {
  /** Null for a call that was not lifted async. */
  readonly task: Task | null;
  readonly storage: (number | bigint)[] = [0, 0];
  /** In the table of threads of its instance; null as long as nobody has asked. */
  index: number | null = null;

  constructor(task: Task | null) {
    this.task = task;
  }
}

/** What runs in an instance now. A call gets its thread when the first built-in needs it: most calls never do. */
export function currentThread(inst: ComponentInstance): Thread {
  return (inst.thread ??= new Thread(null));
}

export function currentTask(inst: ComponentInstance): Task | null {
  return inst.thread?.task ?? null;
}
