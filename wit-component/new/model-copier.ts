import {
  copyType,
  type Func,
  type Interface,
  type Package,
  type Type,
  type TypeDef,
  type World,
} from '../../wit-parser/index.js';

type Owner = Interface | World;

/**
 * Copies what is written in one interface or world for another: its types, the anonymous types that these and its
 * functions are made of, and the functions. Types of other interfaces stay what they are, or become what `foreign` says.
 */
export class ModelCopier {
  /** The copies, those of anonymous types too, in an order to declare them in. */
  readonly types = new Map<TypeDef, TypeDef>();
  readonly #from: Owner;
  readonly #to: Owner;
  readonly #package: Package;
  readonly #foreign: ReadonlyMap<TypeDef, TypeDef>;

  constructor(from: Owner, to: Owner, pkg: Package, foreign: ReadonlyMap<TypeDef, TypeDef> = new Map()) {
    this.#from = from;
    this.#to = to;
    this.#package = pkg;
    this.#foreign = foreign;
  }

  readonly definition = (type: TypeDef): TypeDef => {
    const known = this.types.get(type) ?? this.#foreign.get(type);
    if (known !== undefined) return known;
    if (type.owner !== null && type.owner !== this.#from) return type;
    const owner = type.owner === null ? null : this.#to;
    const { name, docs, stability, externalId, span } = type;
    const base = { name, docs, stability, externalId, span, owner, package: this.#package };
    const copy = copyType(type, base, { type: this.type, definition: this.definition });
    this.types.set(type, copy);
    return copy;
  };

  readonly type = (type: Type): Type => (typeof type === 'string' ? type : this.definition(type));

  func(func: Func): Func {
    return {
      ...func,
      resource: func.resource === null ? null : this.definition(func.resource),
      params: func.params.map((param) => ({ ...param, type: this.type(param.type) })),
      result: func.result === null ? null : this.type(func.result),
    };
  }
}

/** An interface while it is being made. */
export interface OpenInterface extends Interface {
  readonly types: Map<string, TypeDef>;
  readonly functions: Map<string, Func>;
}

/** A copy of `iface` in `pkg`, with types and functions of its own, and the copies of its types. */
export function copyInterface(
  iface: Interface,
  pkg: Package,
  foreign: ReadonlyMap<TypeDef, TypeDef> = new Map(),
): { readonly copy: Interface; readonly types: ReadonlyMap<TypeDef, TypeDef> } {
  const copy: OpenInterface = { ...iface, package: pkg, types: new Map(), functions: new Map() };
  const copier = new ModelCopier(iface, copy, pkg, foreign);
  for (const [name, type] of iface.types) copy.types.set(name, copier.definition(type));
  for (const [name, func] of iface.functions) copy.functions.set(name, copier.func(func));
  return { copy, types: copier.types };
}
