import {
  structureOf,
  type CheckedInstanceType,
  type CheckedItem,
  type CheckedType,
  type CheckedValueType,
  type TypeUse,
} from './types.js';

/*
 * Types of which something outside of a component can tell need names there: records, variants, enums, flags and
 * resources have to be imported or exported before they are referred to. All other types may stay anonymous.
 */

type Named = ReadonlySet<CheckedType>;

/** Looks for types without a name; remembers what had none. */
export class Visibility {
  readonly #named: Named;
  /** Names that hold inside of the instance types that are being looked into. */
  readonly #inner = new Set<CheckedType>();
  readonly #visited = new Set<CheckedType>();

  constructor(named: Named) {
    this.#named = named;
  }

  /** What `item` refers to and has no name, or null. Of a type: what it is made of. */
  unnamedIn(item: CheckedItem): TypeUse | null {
    switch (item.kind) {
      case 'error':
      case 'core module':
      case 'component':
        return null;
      case 'value':
        return this.#use(item.type);
      case 'func':
      case 'type':
      case 'instance':
        return this.unnamedInType(item.type);
    }
  }

  /** The same for what `type` is made of. */
  unnamedInType(type: CheckedType): TypeUse | null {
    switch (type.kind) {
      case 'resource type':
      case 'component type':
        return null;
      case 'value type':
        return this.#operands(type.operands);
      case 'func type':
        return this.#operands(type.operands);
      case 'instance type':
        return this.#instance(type);
    }
  }

  /** What an instance exports under a name is named in it, for what comes behind. */
  #instance({ exports }: CheckedInstanceType): TypeUse | null {
    const added: CheckedType[] = [];
    let unnamed: TypeUse | null = null;
    for (const { item } of exports.values()) {
      if (item.kind === 'value')
        unnamed = typeof item.type === 'string' ? null : this.unnamedInType(item.type);
      else unnamed = this.unnamedIn(item);
      if (unnamed !== null) break;
      if (item.kind === 'type' && !this.#inner.has(item.type)) {
        this.#inner.add(item.type);
        added.push(item.type);
      }
    }
    for (const type of added) this.#inner.delete(type);
    return unnamed;
  }

  #operands(operands: readonly (TypeUse | null)[]): TypeUse | null {
    for (const use of operands) {
      const unnamed = use === null ? null : this.#use(use);
      if (unnamed !== null) return unnamed;
    }
    return null;
  }

  #use(use: TypeUse): TypeUse | null {
    if (typeof use === 'string' || this.#isNamed(use)) return null;
    if (use.kind === 'resource type' || needsName(use)) return use;
    // While names come and go, what was found out about a type does not last.
    if (this.#inner.size === 0) {
      if (this.#visited.has(use)) return null;
      this.#visited.add(use);
    }
    return this.#operands(use.operands);
  }

  #isNamed(type: CheckedType): boolean {
    return this.#named.has(type) || this.#inner.has(type);
  }
}

function needsName(type: CheckedValueType): boolean {
  const structure = structureOf(type);
  if (typeof structure === 'string') return false;
  switch (structure.kind) {
    case 'record':
    case 'variant':
    case 'enum':
    case 'flags':
      return true;
    default:
      return false;
  }
}
