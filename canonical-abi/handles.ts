import { MAX_TABLE_LENGTH } from './limits.js';
import { Trap, type TrapCode, trapIf } from './trap.js';

/**
 * A table of what a guest knows by index. Index 0 is never given out, and the index that was freed last is the first to be
 * given out again: guests can tell.
 * @spec CanonicalABI.md#table-state
 */
export class Table<T extends object> {
  readonly #array: (T | null)[] = [null];
  readonly #free: number[] = [];
  readonly #unknown: TrapCode;
  readonly #maxLength: number;

  /**
   * @param unknown the trap for an index that was not given out
   * @param maxLength the largest index that is
   */
  constructor(unknown: TrapCode = 'unknown-handle', maxLength: number = MAX_TABLE_LENGTH) {
    this.#unknown = unknown;
    this.#maxLength = maxLength;
  }

  /** @throws Trap `unknown-handle`, `unknown-thread` */
  get(i: number): T {
    const element = this.#array[i] ?? null;
    if (element === null) throw new Trap(this.#unknown, String(i));
    return element;
  }

  /** @throws Trap `table-full` */
  add(element: T): number {
    const free = this.#free.pop();
    if (free !== undefined) {
      this.#array[free] = element;
      return free;
    }
    const i = this.#array.length;
    trapIf(i > this.#maxLength, 'table-full');
    this.#array.push(element);
    return i;
  }

  /** @throws Trap, as `get` */
  remove(i: number): T {
    const element = this.get(i);
    this.#array[i] = null;
    this.#free.push(i);
    return element;
  }

  *[Symbol.iterator](): Generator<T> {
    for (const element of this.#array) if (element !== null) yield element;
  }
}

/**
 * How handles of a resource look to JavaScript. A representation is what the implementer gave to `resource.new`. The functions
 * are called without `this`.
 */
export interface ResourceValues {
  /** The value for a handle that was lifted. */
  fromRep(rep: number, handle: 'own' | 'borrow'): unknown;
  /**
   * The representation behind a value, or null if it is none of this resource that can be passed so. What is passed to own
   * is gone for its owner; what is passed to borrow is lent until `endLend`.
   */
  toRep(value: unknown, handle: 'own' | 'borrow'): number | null;
  /** The call was refused before it began that was to own `value`: its owner has it again. */
  takeBack?(value: unknown): void;
  /** The call has ended, however it did, to which `toRep` lent `value`. */
  endLend?(value: unknown): void;
  /** What to say of a value for which `toRep` gave null. */
  explain?(value: unknown, handle: 'own' | 'borrow'): { readonly expected: string; readonly found: string };
}

/** Representations as they are: what a call from component to component passes on. */
export const REPRESENTATIONS: ResourceValues = {
  fromRep: (rep) => rep,
  toRep: (value) => (typeof value === 'number' && value >>> 0 === value ? value : null),
};

/** Ends what a representation stands for: a call into the instance that defines the resource, all checks included. */
export type Destructor = (rep: number) => void;

/**
 * A resource type at run time: another one for each instance of the component that defines it.
 * @spec CanonicalABI.md#resource-state
 */
export class ResourceType {
  /** The component instance that defines it; null for the host. */
  readonly impl: object | null;
  readonly dtor: Destructor | null;
  readonly values: ResourceValues;

  constructor(impl: object | null, dtor: Destructor | null = null, values: ResourceValues = REPRESENTATIONS) {
    this.impl = impl;
    this.dtor = dtor;
    this.values = values;
  }
}

/** @spec CanonicalABI.md#resource-state */
export class ResourceHandle {
  readonly rt: ResourceType;
  readonly rep: number;
  readonly own: boolean;
  /** The task that must drop it before it returns; null for one that is owned. */
  readonly borrowScope: BorrowingTask | null;
  numLends = 0;

  constructor(rt: ResourceType, rep: number, own: boolean, borrowScope: BorrowingTask | null = null) {
    this.rt = rt;
    this.rep = rep;
    this.own = own;
    this.borrowScope = borrowScope;
  }
}

/** What lowering asks of the task whose parameters it lowers: it may not return before all that it borrowed is dropped. */
export interface BorrowingTask {
  readonly kind: 'task';
  numBorrows: number;
  /** Notes that JavaScript has lent `value` to it. */
  lent?(values: ResourceValues, value: unknown): void;
  /** Notes that it was given the handle `i`: to own, for `value` of JavaScript. */
  given?(i: number, values?: ResourceValues, value?: unknown): void;
}

/** What one call from JavaScript has to give back. */
export class Borrowing implements BorrowingTask {
  readonly kind = 'task';
  numBorrows = 0;
  #lent: (readonly [ResourceValues, unknown])[] = [];
  readonly #given: (readonly [i: number, values: ResourceValues | undefined, value: unknown])[] = [];

  lent(values: ResourceValues, value: unknown): void {
    this.#lent.push([values, value]);
  }

  given(i: number, values?: ResourceValues, value?: unknown): void {
    this.#given.push([i, values, value]);
  }

  /** Gives all back that JavaScript has lent. */
  end(): void {
    for (const [values, value] of this.#lent) values.endLend?.(value);
    this.#lent = [];
  }

  /** The call was refused before it began: nobody knows of its handles, and what it was to own is its owner's again. */
  refuse({ handles }: { readonly handles: Table<Handle> }): void {
    for (const [i, values, value] of this.#given.reverse()) {
      handles.remove(i);
      values?.takeBack?.(value);
    }
  }
}

/**
 * What lifting asks of the call whose parameters it lifts: each handle that was lent for it counts until its resolution has
 * been delivered.
 * @spec CanonicalABI.md#subtask-state
 */
export class Lending {
  readonly kind = 'subtask';
  #lenders: ResourceHandle[] = [];

  addLender(handle: ResourceHandle): void {
    handle.numLends += 1;
    this.#lenders.push(handle);
  }

  /** Gives all back that was lent. */
  deliverResolve(): void {
    for (const handle of this.#lenders) handle.numLends -= 1;
    this.#lenders = [];
  }
}

/** @spec CanonicalABI.md#loading */
export class ErrorContext {
  readonly debugMessage: string;

  constructor(debugMessage: string) {
    this.debugMessage = debugMessage;
  }
}

/** What a table of handles can hold: resources, waitables, sets of them, and error contexts. */
export type Handle = object;

/**
 * A handle of a table as what it must be.
 * @throws Trap `wrong-handle-type`
 */
export function handleOf<T extends object>(type: abstract new (...args: never[]) => T, handle: object): T {
  if (!(handle instanceof type)) throw new Trap('wrong-handle-type');
  return handle;
}
