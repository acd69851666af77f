import type { Located } from '../model/sort.js';
import { validationMessages } from './messages.js';
import type { Scope, Side } from './scope.js';
import { kindText, typeText } from './type-text.js';
import type { CheckedInstanceType, CheckedItem, CheckedType, TypeUse } from './types.js';

/**
 * Checks that what `item` refers to has a name on its side, and gives names to the types that it brings.
 * @returns whether it does
 * @spec Explainer.md#external-visibility-of-types
 */
export function nameTypes(
  scope: Scope,
  side: 'import' | 'export',
  name: string,
  item: CheckedItem,
  place: Located,
): boolean {
  const unnamed = new Naming(scope, side).unnamedAfter(item);
  if (unnamed === null) return true;
  const message =
    side === 'import' ? validationMessages.importOfUnnamedType : validationMessages.exportOfUnnamedType;
  const type = typeof unnamed === 'string' ? typeText(unnamed) : kindText(unnamed);
  const help = [`${side} the type first, and use the index that this gives it`];
  scope.fault(message, place, { name, type }, { help });
  return false;
}

class Naming {
  readonly #scope: Scope;
  readonly #side: 'import' | 'export';
  readonly #onSide: Side;
  readonly #visited = new Set<CheckedInstanceType>();

  constructor(scope: Scope, side: 'import' | 'export') {
    this.#scope = scope;
    this.#side = side;
    this.#onSide = side === 'import' ? scope.imports : scope.exports;
  }

  /** What has no name, or null: then all that `item` brings has one. */
  unnamedAfter(item: CheckedItem): CheckedType | TypeUse | null {
    if (item.kind === 'type') return this.#type(item.type);
    if (item.kind !== 'instance') return this.#onSide.visibility.unnamedIn(item);
    if (this.#visited.has(item.type)) return null;
    this.#visited.add(item.type);
    for (const extern of item.type.exports.values()) {
      const unnamed = this.unnamedAfter(extern.item);
      if (unnamed !== null) return unnamed;
    }
    return null;
  }

  #type(type: CheckedType): CheckedType | TypeUse | null {
    const { imports, exports } = this.#scope;
    const referred = type.equals ?? type;
    if (this.#side === 'import' && exports.named.has(referred) && !imports.named.has(referred)) {
      return referred;
    }
    const unnamed = this.#onSide.visibility.unnamedInType(referred);
    if (unnamed !== null) return unnamed;
    exports.named.add(type);
    if (this.#side === 'import') imports.named.add(type);
    return null;
  }
}
