import { indexCountOf, sortOf } from '../index-spaces.js';
import type { ModuleType, RecType } from '../model/core-types.js';
import type { Declaration, TypeDeclaration } from '../model/definitions.js';
import type { Sort } from '../model/sort.js';
import type { ComponentType, ExternType, InstanceType, Type } from '../model/types.js';
import { IndexCounter } from './index-counter.js';
import { toExternName, UNPLACED, type NameInput } from './unplaced.js';

/** Gathers declarations; each adding method returns the index of what it adds, in the index space of its sort. */
class DeclarationsBuilder<Item extends Declaration> {
  protected readonly declarations: (Item | TypeDeclaration)[] = [];
  readonly #indexes = new IndexCounter();

  /** How many indexes of `sort` are taken. */
  count(sort: Sort): number {
    return this.#indexes.count(sort);
  }

  type(type: Type): number {
    return this.add({ kind: 'type', type, ...UNPLACED });
  }

  coreType(type: RecType | ModuleType): number {
    return this.add({ kind: 'core type', type, ...UNPLACED });
  }

  aliasExport(instance: number, name: string, sort: Sort): number {
    return this.add({ kind: 'alias', target: 'export', sort, instance, name, ...UNPLACED });
  }

  /** The definition `index` of the scope that is `count` scopes out. */
  aliasOuter(count: number, index: number, sort: Sort): number {
    return this.add({ kind: 'alias', target: 'outer', sort, count, index, ...UNPLACED });
  }

  export(name: NameInput, type: ExternType): number {
    return this.add({ kind: 'export declaration', name: toExternName(name), type, ...UNPLACED });
  }

  protected add(declaration: Item | TypeDeclaration): number {
    this.declarations.push(declaration);
    return this.#indexes.take(sortOf(declaration), indexCountOf(declaration));
  }
}

/** Builds an instance type. */
export class InstanceTypeBuilder extends DeclarationsBuilder<TypeDeclaration> {
  finish(): InstanceType {
    return { kind: 'instance', declarations: [...this.declarations] };
  }
}

/** Builds a component type. */
export class ComponentTypeBuilder extends DeclarationsBuilder<Declaration> {
  import(name: NameInput, type: ExternType): number {
    return this.add({ kind: 'import', name: toExternName(name), type, ...UNPLACED });
  }

  finish(): ComponentType {
    return { kind: 'component', declarations: [...this.declarations] };
  }
}
