import { InternalError } from '../../../base/index.js';
import { ComponentBuilder, type CoreSort } from '../../../component/index.js';
import type { Func, Interface } from '../../../wit-parser/index.js';
import { TypeEncoder } from '../../encode/type-encoder.js';
import type { NewSettings } from '../options.js';
import type { Part, Parts } from '../part.js';
import type { ImportedContent } from '../plan/imported-interfaces.js';
import type { Shim } from '../plan/core-item.js';
import type { Plan } from '../plan/plan.js';
import { RootScope } from './root-scope.js';

/** What a component is written from. */
export interface Blueprint {
  readonly parts: Parts;
  readonly plan: Plan;
  readonly imported: ImportedContent;
  readonly settings: NewSettings;
}

/** The component while it is being written, and the indexes of what is in it so far. */
export class Emitter {
  readonly blueprint: Blueprint;
  readonly builder = new ComponentBuilder();
  /** Of imported interfaces, then of exported ones. */
  readonly instances = new Map<Interface, number>();
  /** The functions that the world imports. */
  readonly importedFuncs = new Map<Func, number>();
  readonly modules = new Map<Part, number>();
  readonly coreInstances = new Map<Part, number>();
  shimInstance: number | null = null;
  memory: number | null = null;
  readonly #scope: RootScope;
  readonly #types: TypeEncoder;
  readonly #coreExports = new Map<string, number>();
  /** Functions of the fixup module that go before those of parts: they tell the task hook. */
  readonly #hooked = new Map<Part, Map<string, number>>();

  constructor(blueprint: Blueprint) {
    this.blueprint = blueprint;
    this.#scope = new RootScope(this.builder, this.instances);
    this.#types = new TypeEncoder(this.#scope);
  }

  /** The encoder of types, for those of an exported interface or for those of the world. */
  types(owner: Interface | null): TypeEncoder {
    this.#scope.owner = owner;
    return this.#types;
  }

  get allParts(): readonly Part[] {
    const { main, adapters } = this.blueprint.parts;
    return [main, ...adapters];
  }

  instanceOf(iface: Interface): number {
    return given(this.instances.get(iface), 'the instance of an interface');
  }

  coreInstanceOf(part: Part): number {
    return given(this.coreInstances.get(part), 'the instance of a core module');
  }

  get theShimInstance(): number {
    return given(this.shimInstance, 'the instance of the shim module');
  }

  get theMemory(): number {
    return given(this.memory, 'the memory');
  }

  /** The alias of an export of a core instance, made once. */
  coreExport(instance: number, sort: CoreSort, name: string, label = name): number {
    const key = `${instance} ${sort} ${name}`;
    const known = this.#coreExports.get(key);
    if (known !== undefined) return known;
    const index = this.builder.aliasCoreExport(instance, name, sort, label);
    this.#coreExports.set(key, index);
    return index;
  }

  shimFunc({ name, label }: Shim): number {
    if (this.shimInstance === null) throw new InternalError('the shim module is asked for too early');
    return this.coreExport(this.shimInstance, 'core func', name, label);
  }

  /** A function that `part` exports, with its task hooks where there are any. */
  partFunc(part: Part, name: string): number {
    const hooked = this.#hooked.get(part)?.get(name);
    return hooked ?? this.coreExport(this.coreInstanceOf(part), 'core func', name);
  }

  /** From now on the core function `index` goes before the one that `part` exports under `name`. */
  hook(part: Part, name: string, index: number): void {
    const hooked = this.#hooked.get(part) ?? new Map<string, number>();
    this.#hooked.set(part, hooked.set(name, index));
  }
}

function given(index: number | null | undefined, what: string): number {
  if (index === null || index === undefined) throw new InternalError(`${what} is asked for too early`);
  return index;
}
