import { assertNever } from '../../base/index.js';
import type { LinkedInstance } from '../link/index.js';
import type { GuestResource } from '../resources/guest-resource.js';
import type { ExportMember, ExportValue } from './plan-exports.js';
import { resourceClass } from './resource-class.js';

/** What the objects of exports are made of. Positions are those of the plan. */
export interface ExportParts {
  readonly linked: Pick<LinkedInstance, 'func' | 'module'>;
  /** Null for a resource that the component imports. */
  guestResource(position: number): GuestResource | null;
  /** The class that the host gave for an imported resource, if it gave one. */
  hostClass(position: number): object | undefined;
}

/** Makes the objects of one instance's exports. */
export class ExportObjects {
  readonly #parts: ExportParts;
  readonly #classes = new Map<number, object | undefined>();

  constructor(parts: ExportParts) {
    this.#parts = parts;
  }

  /**
   * The object of the component's exports. What hangs on it is made when it is first asked for, so that an instance costs
   * nothing for what is never used.
   */
  world(members: readonly ExportMember[]): object {
    const target = {};
    for (const { keys, value } of members) {
      if (value.kind === 'accessor') {
        this.#defineAccessor(target, keys, value);
        continue;
      }
      let made: unknown;
      const get = (): unknown => (made ??= this.#make(value));
      for (const key of keys) Object.defineProperty(target, key, { get, enumerable: true });
    }
    return target;
  }

  /** The object of an interface. Its functions are plain properties, the quickest to call. */
  #interface(members: readonly ExportMember[]): object {
    const target: Record<string, unknown> = {};
    for (const { keys, value } of members) {
      if (value.kind === 'accessor') this.#defineAccessor(target, keys, value);
      else
        for (const key of keys)
          Object.defineProperty(target, key, { value: this.#make(value), enumerable: true });
    }
    return target;
  }

  #make(value: Exclude<ExportValue, { kind: 'accessor' }>): unknown {
    switch (value.kind) {
      case 'func':
        return this.#parts.linked.func(value.func);
      case 'interface':
        return this.#interface(value.members);
      case 'class':
        return this.#class(value);
      case 'module':
        return this.#parts.linked.module(value.module);
      default:
        return assertNever(value);
    }
  }

  #class({ resource: position, functions }: Extract<ExportValue, { kind: 'class' }>): object | undefined {
    const known = this.#classes.get(position);
    if (known !== undefined) return known;
    const { linked, guestResource, hostClass } = this.#parts;
    const resource = guestResource(position);
    const made =
      resource === null ? hostClass(position) : resourceClass(resource, functions, (at) => linked.func(at));
    this.#classes.set(position, made);
    return made;
  }

  #defineAccessor(
    target: object,
    keys: readonly string[],
    { half, func }: Extract<ExportValue, { kind: 'accessor' }>,
  ): void {
    const { linked } = this.#parts;
    const accessor =
      half === 'get'
        ? { get: () => linked.func(func)() }
        : {
            set(value: unknown) {
              linked.func(func)(value);
            },
          };
    for (const key of keys) {
      Object.defineProperty(target, key, { ...accessor, enumerable: true, configurable: true });
    }
  }
}
