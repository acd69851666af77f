import { InternalError } from '../../../base/index.js';
import type { ComponentBuilder, ExternName, Type } from '../../../component/index.js';
import type { Interface, TypeDef } from '../../../wit-parser/index.js';
import type { TypeScope } from '../../encode/type-encoder.js';

/**
 * The types of the component itself. Those of the world are imported; those of an exported interface go without a name,
 * as the instance that is exported for it names them; those of other interfaces are aliases of what their instances have.
 */
export class RootScope implements TypeScope {
  /** The exported interface whose types are being encoded; null for the world. */
  owner: Interface | null = null;
  readonly #builder: ComponentBuilder;
  readonly #instances: ReadonlyMap<Interface, number>;

  constructor(builder: ComponentBuilder, instances: ReadonlyMap<Interface, number>) {
    this.#builder = builder;
    this.#instances = instances;
  }

  type(type: Type): number {
    return this.#builder.type(type);
  }

  named(name: ExternName, index: number): number {
    if (this.owner !== null) return index;
    return this.#builder.import(name, { kind: 'type', bound: { kind: 'eq', type: index } });
  }

  resource(name: ExternName): number {
    if (this.owner !== null) throw new InternalError(`resource \`${name.name}\` is defined where it is used`);
    return this.#builder.import(name, { kind: 'type', bound: { kind: 'sub resource' } });
  }

  foreign(type: TypeDef, owner: Interface): number {
    const instance = this.#instances.get(owner);
    if (instance === undefined) throw new InternalError(`no instance has the type \`${type.name}\``);
    return this.#builder.aliasExport(instance, type.name ?? '', 'type');
  }
}
