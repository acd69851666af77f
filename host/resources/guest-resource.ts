import type { Destructor, ResourceType, ResourceValues } from '../../canonical-abi/index.js';
import { DISPOSE } from './dispose.js';
import { createFinalizer, type Finalizer } from './finalizer.js';

/** What JavaScript holds a guest's resource by: a handle that owns it, until it is dropped or moved. */
type HandleState = 'live' | 'dropped' | 'moved';

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

type HandleConstructor = new (rep: number) => GuestHandle;

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
  #Handle: HandleConstructor | null = null;
  #destructor: Destructor | null | undefined;

  constructor(options: GuestResourceOptions) {
    this.name = options.name;
    this.origin = options.origin;
    this.#options = options;
  }

  /** Of all its objects. */
  get prototype(): object {
    return this.#handleClass().prototype as object;
  }

  /** An object that owns what `rep` represents. */
  readonly fromRep = (rep: number): GuestHandle => {
    const Handle = this.#Handle ?? this.#handleClass();
    const handle = new Handle(rep);
    this.#finalizer?.register(handle, rep);
    return handle;
  };

  /** Moves the object away, or lends it until `endLend`. */
  readonly toRep = (value: unknown, handle: 'own' | 'borrow'): number | null => {
    if (!GuestHandle.is(value)) return null;
    return handle === 'borrow' ? GuestHandle.lend(value, this) : GuestHandle.move(value, this);
  };

  readonly takeBack = (value: unknown): void => {
    if (!GuestHandle.is(value)) return;
    const rep = GuestHandle.restore(value);
    this.#finalizer?.register(value, rep);
  };

  readonly endLend = (value: unknown): void => {
    if (GuestHandle.is(value)) GuestHandle.giveBack(value);
  };

  readonly explain = (value: unknown, handle: 'own' | 'borrow'): Refusal => ({
    expected: `an object of the class \`${this.name}\``,
    found: GuestHandle.is(value) ? GuestHandle.refusal(value, this, handle) : describe(value),
  });

  #handleClass(): HandleConstructor {
    if (this.#Handle !== null) return this.#Handle;
    if (this.#options.finalizers) this.#finalizer = createFinalizer((rep) => this.destruct(rep));
    return (this.#Handle = handleClass(this));
  }

  destruct(rep: number): void {
    if (this.#options.isLockedDown()) return;
    if (this.#destructor === undefined) this.#destructor = this.#options.type().dtor;
    this.#destructor?.(rep);
  }

  /** The object was dropped or moved: nothing is left to do when it is collected. */
  forget(handle: GuestHandle): void {
    this.#finalizer?.forget(handle);
  }
}

/** What is common to the objects of all guests' resources. */
export class GuestHandle {
  readonly #resource: GuestResource;
  readonly #rep: number;
  #state: HandleState = 'live';
  /** How many calls are running to which it is lent. */
  #lends = 0;

  constructor(resource: GuestResource, rep: number) {
    this.#resource = resource;
    this.#rep = rep;
  }

  /** Destructs the resource. Nothing happens to one that was dropped before, or that others own now. */
  [DISPOSE](): void {
    if (this.#state !== 'live') return;
    if (this.#lends > 0) {
      throw new TypeError(`the \`${this.#resource.name}\` cannot be disposed of: a running call borrows it`);
    }
    this.#state = 'dropped';
    this.#resource.forget(this);
    this.#resource.destruct(this.#rep);
  }

  static is(value: unknown): value is GuestHandle {
    return typeof value === 'object' && value !== null && #rep in value;
  }

  static lend(handle: GuestHandle, resource: GuestResource): number | null {
    if (handle.#resource !== resource || handle.#state !== 'live') return null;
    handle.#lends += 1;
    return handle.#rep;
  }

  static giveBack(handle: GuestHandle): void {
    handle.#lends -= 1;
  }

  static move(handle: GuestHandle, resource: GuestResource): number | null {
    if (handle.#resource !== resource || handle.#state !== 'live' || handle.#lends > 0) return null;
    handle.#state = 'moved';
    resource.forget(handle);
    return handle.#rep;
  }

  /** Undoes `move`. @returns what the handle represents */
  static restore(handle: GuestHandle): number {
    handle.#state = 'live';
    return handle.#rep;
  }

  /** Why a handle is refused, as what was found in place of one that fits. */
  static refusal(handle: GuestHandle, resource: GuestResource, wanted: 'own' | 'borrow'): string {
    const own = handle.#resource;
    if (own !== resource) {
      return own.origin === resource.origin && own.name === resource.name
        ? `one of another instance of the component`
        : `one of the class \`${own.name}\``;
    }
    if (handle.#state === 'dropped') return 'one that was disposed of';
    if (handle.#state === 'moved') return 'one that was given away: a call took ownership of it';
    return wanted === 'own' && handle.#lends > 0 ? 'one that a running call borrows' : 'one that fits';
  }
}

/** A class of its own, as each resource has a prototype of its own. */
function handleClass(resource: GuestResource): HandleConstructor {
  return class extends GuestHandle {
    constructor(rep: number) {
      super(resource, rep);
    }
  };
}

function describe(value: unknown): string {
  if (value === null || value === undefined) return String(value);
  if (typeof value === 'function') return 'a function';
  if (typeof value !== 'object') return `a value of type ${typeof value}`;
  const { constructor } = value as { readonly constructor?: unknown };
  const name = typeof constructor === 'function' ? constructor.name : '';
  return name === '' || name === 'Object' ? 'an object that is no handle' : `one of the class \`${name}\``;
}
