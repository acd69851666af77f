import { type Handle, Table } from './handles.js';
import { MAX_TABLE_LENGTH } from './limits.js';
import type { Thread } from './async/thread.js';

/** What ended a store: a trap, or what a host function threw and no component could catch. */
export interface Failure {
  readonly error: unknown;
}

/**
 * The instances that live and end together: those of one component and of all inside it.
 * @deviation The specification locks down the component instance that trapped; here, as in wasmtime, all of its store are:
 * a trap unwinds whoever called, and those it passed must not go on either.
 * @spec Explainer.md#component-invariants
 */
export class Store {
  /** Not null: no instance may be entered again. */
  failure: Failure | null = null;

  get isLockedDown(): boolean {
    return this.failure !== null;
  }
}

export interface InstanceParts {
  /** Of its own, if not given. */
  readonly store?: Store;
  /** For messages, as in diagnostics: `component[1]`, empty for the outermost. */
  readonly path?: string;
  /** How many handles it can have, if less than the largest number. */
  readonly maxHandles?: number;
}

/** @spec CanonicalABI.md#component-instances */
export class ComponentInstance {
  readonly store: Store;
  readonly path: string;
  readonly handles: Table<Handle>;
  readonly threads: Table<Thread> = new Table('unknown-thread');
  /** Whether core code may call what it imports: not while `realloc` or `post-return` runs. */
  mayLeave = true;
  /** What runs in it now. Null outside calls, and in a call that has no need of it so far. */
  thread: Thread | null = null;
  backpressure = 0;
  /** The task that nobody may interrupt. */
  exclusiveThread: Thread | null = null;

  constructor({ store = new Store(), path = '', maxHandles = MAX_TABLE_LENGTH }: InstanceParts = {}) {
    this.store = store;
    this.path = path;
    this.handles = new Table('unknown-handle', maxHandles);
  }
}
