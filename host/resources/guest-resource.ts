import type { Destructor, ResourceType, ResourceValues } from '../../canonical-abi/index.js';
import { DISPOSE } from './dispose.js';
import { createFinalizer, type Finalizer } from './finalizer.js';

/** Why an object cannot be passed for a handle, in the words of an error. */
export interface Refusal {
  readonly expected: string;
  readonly found: string;
}

export interface GuestResourceOptions {
  /** The name of the class. */
  readonly name: string;
  /** What resources of all instances of one component have in common. */
  readonly origin: object;
  /** Its type at run time, which exists when the first object does. */
  readonly type: () => ResourceType;
  /** Whether the instance that defines it has trapped: nothing is left there to destruct. */
  readonly isLockedDown: () => boolean;
  /** Whether objects that are collected without `[Symbol.dispose]` are destructed. */
  readonly finalizers: boolean;
}

/** Which resource the objects with a prototype are of: for the words of an error. */
const RESOURCES = new WeakMap<object, GuestResource>();

/**
 * A resource that a component defines, in one instance. Its objects in JavaScript are of one class, whose prototype gets the
 * methods; each holds a representation.
 */
export class GuestResource implements ResourceValues {
  readonly name: string;
  readonly origin: object;
  readonly #options: GuestResourceOptions;
  #finalizer: Finalizer | null = null;
  /** Made with the first object, as is the finalizer. */
  #Handle: HandleClass | null = null;
  #destructor: Destructor | null | undefined;

  constructor(options: GuestResourceOptions) {
    this.name = options.name;
    this.origin = options.origin;
    this.#options = options;
  }

  /** Of all its objects. */
  get prototype(): object {
    return this.#handleClass().prototype;
  }

  /** An object that owns what `rep` represents. */
  readonly fromRep = (rep: number): object => {
    const Handle = this.#Handle ?? this.#handleClass();
    const handle = new Handle(rep);
    this.#finalizer?.register(handle, rep);
    return handle;
  };

  /** Moves the object away, or lends it until `endLend`. */
  readonly toRep = (value: unknown, handle: 'own' | 'borrow'): number | null => {
    const Handle = this.#Handle;
    if (Handle === null || !Handle.is(value)) return null;
    if (handle === 'borrow') return Handle.lend(value);
    const rep = Handle.move(value);
    if (rep !== null) this.#finalizer?.forget(value);
    return rep;
  };

  readonly takeBack = (value: unknown): void => {
    const rep = this.#Handle?.restore(value as object) ?? 0;
    this.#finalizer?.register(value as object, rep);
  };

  readonly endLend = (value: unknown): void => {
    this.#Handle?.giveBack(value as object);
  };

  readonly explain = (value: unknown, handle: 'own' | 'borrow'): Refusal => ({
    expected: `an object of the class \`${this.name}\``,
    found: this.#Handle?.is(value) ? this.#Handle.refusal(value, handle) : this.#describe(value),
  });

  #handleClass(): HandleClass {
    if (this.#Handle !== null) return this.#Handle;
    if (this.#options.finalizers) this.#finalizer = createFinalizer((rep) => this.#destruct(rep));
    const Handle = handleClass(this.name, (handle, rep) => {
      // Nothing is left to do when it is collected.
      this.#finalizer?.forget(handle);
      this.#destruct(rep);
    });
    RESOURCES.set(Handle.prototype, this);
    return (this.#Handle = Handle);
  }

  #destruct(rep: number): void {
    if (this.#options.isLockedDown()) return;
    if (this.#destructor === undefined) this.#destructor = this.#options.type().dtor;
    this.#destructor?.(rep);
  }

  #describe(value: unknown): string {
    const other = resourceOf(value);
    if (other === null || other === this) return describe(value);
    return other.origin === this.origin && other.name === this.name
      ? 'one of another instance of the component'
      : `one of the class \`${other.name}\``;
  }
}

/** Of an object, or of one that it inherits from, as those of subclasses do. */
function resourceOf(value: unknown): GuestResource | null {
  if (typeof value !== 'object' || value === null) return null;
  const prototype: unknown = Object.getPrototypeOf(value);
  return RESOURCES.get(prototype ?? value) ?? resourceOf(prototype);
}

/** The class of a resource's handles; what they hold is seen here alone. */
interface HandleClass {
  readonly prototype: object;
  new (rep: number): object;
  is(value: unknown): value is object;
  /** What the handle represents; null if it is no longer live. */
  lend(handle: object): number | null;
  giveBack(handle: object): void;
  /** What the handle represents; null if it is not live, or lent. */
  move(handle: object): number | null;
  /** Undoes `move`. @returns what the handle represents */
  restore(handle: object): number;
  /** Why a handle is refused. */
  refusal(handle: object, wanted: 'own' | 'borrow'): string;
}

const DROPPED = -1;
const MOVED = -2;

/**
 * A class of its own for each resource, as each has its prototype. It extends nothing: some engines make objects inline only
 * if the class does not.
 */
function handleClass(name: string, drop: (handle: object, rep: number) => void): HandleClass {
  class Handle {
    readonly #rep: number;
    /** How many running calls it is lent to; `DROPPED` or `MOVED` once it is no longer live. */
    #lends = 0;

    constructor(rep: number) {
      this.#rep = rep;
    }

    /** Destructs the resource. Nothing happens to one that was dropped before, or that others own now. */
    [DISPOSE](): void {
      if (this.#lends < 0) return;
      if (this.#lends > 0) {
        throw new TypeError(`the \`${name}\` cannot be disposed of: a running call borrows it`);
      }
      this.#lends = DROPPED;
      drop(this, this.#rep);
    }

    static is(value: unknown): value is Handle {
      return typeof value === 'object' && value !== null && #rep in value;
    }

    static lend(handle: Handle): number | null {
      if (handle.#lends < 0) return null;
      handle.#lends += 1;
      return handle.#rep;
    }

    static giveBack(handle: Handle): void {
      handle.#lends -= 1;
    }

    static move(handle: Handle): number | null {
      if (handle.#lends !== 0) return null;
      handle.#lends = MOVED;
      return handle.#rep;
    }

    static restore(handle: Handle): number {
      handle.#lends = 0;
      return handle.#rep;
    }

    static refusal(handle: Handle, wanted: 'own' | 'borrow'): string {
      if (handle.#lends === DROPPED) return 'one that was disposed of';
      if (handle.#lends === MOVED) return 'one that was given away: a call took ownership of it';
      return wanted === 'own' && handle.#lends > 0 ? 'one that a running call borrows' : 'one that fits';
    }
  }
  return Handle;
}

function describe(value: unknown): string {
  if (value === null || value === undefined) return String(value);
  if (typeof value === 'function') return 'a function';
  if (typeof value !== 'object') return `a value of type ${typeof value}`;
  const { constructor } = value as { readonly constructor?: unknown };
  const name = typeof constructor === 'function' ? constructor.name : '';
  return name === '' || name === 'Object' ? 'an object that is no handle' : `one of the class \`${name}\``;
}
