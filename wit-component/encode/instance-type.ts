import { InstanceTypeBuilder, type ExternName, type InstanceType, type Type } from '../../component/index.js';
import type { Func, Interface, TypeDef } from '../../wit-parser/index.js';
import { plainName } from './extern-names.js';
import { TypeEncoder, type TypeScope } from './type-encoder.js';

/** What an instance type holds of an interface, in order. */
export interface InterfaceContent {
  readonly types: Iterable<TypeDef>;
  readonly functions: Iterable<Func>;
}

/**
 * The instance type of `iface` with `content` in it.
 * @param outer gives the index that a type of another interface has in the scope around
 */
export function instanceType(
  iface: Interface,
  { types, functions }: InterfaceContent,
  outer: (type: TypeDef, owner: Interface) => number,
): InstanceType {
  const builder = new InstanceTypeBuilder();
  const encoder = new TypeEncoder(new InstanceTypeScope(builder, iface, outer));
  for (const type of types) encoder.valType(type);
  for (const func of functions) {
    const type = encoder.func(func);
    builder.export(plainName(func.name, func.externalId), { kind: 'func', type });
  }
  return builder.finish();
}

/** In an instance type, types are named by its exports, and foreign ones are aliases of what stands around it. */
class InstanceTypeScope implements TypeScope {
  readonly owner: Interface;
  readonly #builder: InstanceTypeBuilder;
  readonly #outer: (type: TypeDef, owner: Interface) => number;

  constructor(
    builder: InstanceTypeBuilder,
    owner: Interface,
    outer: (type: TypeDef, owner: Interface) => number,
  ) {
    this.#builder = builder;
    this.owner = owner;
    this.#outer = outer;
  }

  type(type: Type): number {
    return this.#builder.type(type);
  }

  named(name: ExternName, index: number): number {
    return this.#builder.export(name, { kind: 'type', bound: { kind: 'eq', type: index } });
  }

  resource(name: ExternName): number {
    return this.#builder.export(name, { kind: 'type', bound: { kind: 'sub resource' } });
  }

  foreign(type: TypeDef, owner: Interface): number {
    return this.#builder.aliasOuter(1, this.#outer(type, owner), 'type');
  }
}
