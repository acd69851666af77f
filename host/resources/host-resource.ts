import { ResourceType, type ResourceValues } from '../../canonical-abi/index.js';
import { disposeOf } from './dispose.js';
import type { Refusal } from './guest-resource.js';

/** An object of the host that guests know by a number. */
interface Entry {
  readonly object: object;
  readonly rep: number;
  /** Handles of guests that own it. */
  owners: number;
  /** Running calls that it is lent to. */
  lends: number;
}

/**
 * A resource that the host implements, for one instance of a component. Any object can be of it. An object has a number
 * while a guest may use it, and comes back as the same object.
 */
export class HostResource implements ResourceValues {
  readonly type: ResourceType;
  readonly #name: string;
  readonly #entries: (Entry | undefined)[] = [];
  readonly #free: number[] = [];
  readonly #byObject = new Map<object, Entry>();

  constructor(name: string) {
    this.#name = name;
    this.type = new ResourceType(null, (rep) => this.#drop(rep), this);
  }

  readonly fromRep = (rep: number, handle: 'own' | 'borrow'): object => {
    const entry = this.#entry(rep);
    if (handle === 'own') {
      entry.owners -= 1;
      this.#releaseUnused(entry);
    }
    return entry.object;
  };

  readonly toRep = (value: unknown, handle: 'own' | 'borrow'): number | null => {
    if (!isObject(value)) return null;
    const entry = this.#byObject.get(value) ?? this.#add(value);
    if (handle === 'own') entry.owners += 1;
    else entry.lends += 1;
    return entry.rep;
  };

  readonly takeBack = (value: unknown): void => {
    const entry = this.#byObject.get(value as object);
    if (entry === undefined) return;
    entry.owners -= 1;
    this.#releaseUnused(entry);
  };

  readonly endLend = (value: unknown): void => {
    const entry = this.#byObject.get(value as object);
    if (entry === undefined) return;
    entry.lends -= 1;
    this.#releaseUnused(entry);
  };

  readonly explain = (value: unknown): Refusal => ({
    expected: `an object for the resource \`${this.#name}\``,
    found: value === null || value === undefined ? String(value) : `a value of type ${typeof value}`,
  });

  /** The guest has dropped a handle that owned the object. */
  #drop(rep: number): void {
    const entry = this.#entry(rep);
    entry.owners -= 1;
    this.#releaseUnused(entry);
    if (entry.owners === 0) disposeOf(entry.object);
  }

  #entry(rep: number): Entry {
    const entry = this.#entries[rep];
    if (entry === undefined) throw new Error(`no object of the resource ${this.#name} has the number ${rep}`);
    return entry;
  }

  #add(object: object): Entry {
    const rep = this.#free.pop() ?? this.#entries.length;
    const entry: Entry = { object, rep, owners: 0, lends: 0 };
    this.#entries[rep] = entry;
    this.#byObject.set(object, entry);
    return entry;
  }

  #releaseUnused(entry: Entry): void {
    if (entry.owners > 0 || entry.lends > 0) return;
    this.#entries[entry.rep] = undefined;
    this.#byObject.delete(entry.object);
    this.#free.push(entry.rep);
  }
}

function isObject(value: unknown): value is object {
  return (typeof value === 'object' && value !== null) || typeof value === 'function';
}
