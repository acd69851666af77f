import { InternalError } from '../../base/index.js';
import type { ExternName, ExternType, Sort, Type } from '../../component/index.js';
import type { Func, Interface, TypeDef } from '../../wit-parser/index.js';
import { instanceType, type InterfaceContent } from './instance-type.js';
import { TypeEncoder, type TypeScope } from './type-encoder.js';

/** What the builders of a component and of a component type have in common. */
export interface ImportingBuilder {
  type(type: Type): number;
  import(name: ExternName, type: ExternType): number;
  aliasExport(instance: number, name: string, sort: Sort): number;
}

/**
 * Encodes imports into a component or a component type: interfaces as instances, functions, and the types of a world.
 * A type of an interface is aliased from its instance where something outside uses it, once.
 */
export class ImportEncoder {
  /** The types of the world: what its functions use. */
  readonly types: TypeEncoder;
  readonly #builder: ImportingBuilder;
  readonly #instances = new Map<Interface, number>();
  readonly #aliases = new Map<TypeDef, number>();

  constructor(builder: ImportingBuilder) {
    this.#builder = builder;
    this.types = new TypeEncoder(new ImportScope(builder, this.typeOf));
  }

  /** Imports `iface` with `content` in it; returns the index of the instance. */
  instance(name: ExternName, iface: Interface, content: InterfaceContent): number {
    const type = this.instanceType(iface, content);
    const instance = this.#builder.import(name, { kind: 'instance', type });
    this.provide(iface, instance);
    return instance;
  }

  /** Imports `func`; returns its index. */
  func(name: ExternName, func: Func): number {
    return this.#builder.import(name, { kind: 'func', type: this.types.func(func) });
  }

  /** Adds the instance type of `iface` with `content` in it; returns its index. */
  instanceType(iface: Interface, content: InterfaceContent): number {
    return this.#builder.type(instanceType(iface, content, this.typeOf));
  }

  /** Says that `instance` has the types of `iface` from here on. */
  provide(iface: Interface, instance: number): void {
    this.#instances.set(iface, instance);
  }

  /** Takes the types of `iface` from its present instance from here on, also those that were used before. */
  refresh(iface: Interface): void {
    for (const type of iface.types.values()) this.#aliases.delete(type);
  }

  /** The index of a type that an instance has. */
  readonly typeOf = (type: TypeDef, owner: Interface): number => {
    const known = this.#aliases.get(type);
    if (known !== undefined) return known;
    const instance = this.#instances.get(owner);
    if (instance === undefined) throw new InternalError(`no instance of the interface of \`${type.name}\``);
    const index = this.#builder.aliasExport(instance, type.name ?? '', 'type');
    this.#aliases.set(type, index);
    return index;
  };
}

/** Around interfaces, types are named by importing them. */
class ImportScope implements TypeScope {
  readonly owner = null;
  readonly foreign: TypeScope['foreign'];
  readonly #builder: ImportingBuilder;

  constructor(builder: ImportingBuilder, foreign: TypeScope['foreign']) {
    this.#builder = builder;
    this.foreign = foreign;
  }

  type(type: Type): number {
    return this.#builder.type(type);
  }

  named(name: ExternName, index: number): number {
    return this.#builder.import(name, { kind: 'type', bound: { kind: 'eq', type: index } });
  }

  resource(name: ExternName): number {
    return this.#builder.import(name, { kind: 'type', bound: { kind: 'sub resource' } });
  }
}
