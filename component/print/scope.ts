import type { ComponentNames } from '../custom/component-names.js';
import { indexCountOf, sortOf } from '../index-spaces.js';
import type { Declaration, Definition } from '../model/definitions.js';
import type { Sort } from '../model/sort.js';
import { identifiersFrom, UNNAMED, type Identifiers } from './identifiers.js';

/** The index spaces of a component or a type while it is printed from front to back. */
export class Scope {
  readonly #counts = new Map<Sort, number>();
  readonly #identifiers = new Map<Sort, Identifiers>();

  /** `names`: those of a component. Types have none. */
  constructor(names: ComponentNames['definitions'] = new Map()) {
    for (const [sort, ofSort] of names) {
      this.#identifiers.set(sort, identifiersFrom(sort.replace('core ', ''), ofSort));
    }
  }

  /** A reference to what stands at `index`. */
  use(sort: Sort, index: number): string {
    return this.#of(sort).use(index);
  }

  /** The indexes that `definition` takes, as they stand where it is defined. */
  define(definition: Definition | Declaration): string[] {
    const sort = sortOf(definition);
    const first = this.#counts.get(sort) ?? 0;
    const count = indexCountOf(definition);
    this.#counts.set(sort, first + count);
    return Array.from({ length: count }, (_, member) => this.#of(sort).define(first + member));
  }

  #of(sort: Sort): Identifiers {
    return this.#identifiers.get(sort) ?? UNNAMED;
  }
}
