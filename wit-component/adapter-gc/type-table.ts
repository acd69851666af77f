import { funcType, type CoreNumberType, type RecType, type SubType } from '../../component/index.js';

/** Whether the types refer to each other nowhere, so that each can be left out by itself. */
export function areTypesIndependent(types: readonly RecType[]): boolean {
  return types.every(({ isGroup, types: members }) => !isGroup && members.every(isIndependent));
}

function isIndependent({ composite, supertypes, describes, descriptor }: SubType): boolean {
  if (composite.kind !== 'func' || supertypes.length > 0 || describes !== null || descriptor !== null) {
    return false;
  }
  return [...composite.params, ...composite.results].every(
    (type) => typeof type === 'string' || type.heap.kind === 'abstract',
  );
}

/** The types of a module that is being put together: some of another module's, and function types. */
export class TypeTable {
  readonly types: RecType[];
  /** New indexes by old ones; null where they are the same. */
  readonly #map: ReadonlyMap<number, number> | null;

  /** Takes over those of `types` that are live; all, where they refer to each other. */
  constructor(types: readonly RecType[], live: ReadonlySet<number>) {
    if (areTypesIndependent(types)) {
      this.types = types.filter((_, index) => live.has(index));
      const kept = [...types.keys()].filter((index) => live.has(index));
      this.#map = new Map(kept.map((old, index) => [old, index]));
    } else {
      this.types = [...types];
      this.#map = null;
    }
  }

  /** The new index of the type with the old index `old`. */
  renumbered(old: number): number {
    return this.#map?.get(old) ?? old;
  }

  /** The index of the function type, which is added if it is not there. */
  func(params: readonly CoreNumberType[], results: readonly CoreNumberType[]): number {
    const index = this.types.findIndex(({ types }) => types.length === 1 && types.every(isSame));
    if (index !== -1 && this.#map !== null) return index;
    const count = this.types.reduce((sum, { types }) => sum + types.length, 0);
    this.types.push(funcType(params, results));
    return count;

    function isSame({ composite, isFinal, shared }: SubType): boolean {
      return (
        isFinal &&
        !shared &&
        composite.kind === 'func' &&
        composite.params.join() === params.join() &&
        composite.results.join() === results.join()
      );
    }
  }
}
