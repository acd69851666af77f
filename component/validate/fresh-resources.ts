import { Substitution } from './substitution.js';
import type {
  CheckedExtern,
  CheckedInstanceType,
  CheckedItem,
  CheckedType,
  Resource,
  TypeUse,
} from './types.js';

/** Resources that take the places of `resources`. */
export function freshOnes(resources: Iterable<Resource>): ReadonlyMap<Resource, Resource> {
  return new Map(Array.from(resources, (old) => [old, { kind: 'resource', name: old.name }]));
}

/** The type of an instance that is there, of the type `type`, and the resources that it has of its own. */
export function freshInstance(type: CheckedInstanceType): {
  readonly type: CheckedInstanceType;
  readonly resources: readonly Resource[];
} {
  const fresh = freshOnes(type.freshResources);
  const exports = new Substitution(fresh).externs(type.exports);
  return { type: { ...type, exports, freshResources: [] }, resources: [...fresh.values()] };
}

/** Collects the resources that types refer to, without those that component and instance types bind themselves. */
export class ResourceCollector {
  readonly found = new Set<Resource>();
  readonly #visited = new Set<CheckedType>();

  externs(externs: ReadonlyMap<string, CheckedExtern>): this {
    for (const { item } of externs.values()) this.item(item);
    return this;
  }

  item(item: CheckedItem): this {
    if (item.kind !== 'error' && item.kind !== 'core module') this.#use(item.type);
    return this;
  }

  type(type: CheckedType): this {
    if (!type.mentionsResources || this.#visited.has(type)) return this;
    this.#visited.add(type);
    switch (type.kind) {
      case 'resource type':
        this.found.add(type.resource);
        break;
      case 'value type':
        for (const use of type.operands) this.#use(use);
        break;
      case 'func type':
        for (const use of type.operands) this.#use(use);
        break;
      case 'instance type':
        this.externs(type.exports);
        for (const resource of type.freshResources) this.found.delete(resource);
        break;
      case 'component type':
        this.externs(type.imports).externs(type.exports);
        for (const resource of type.importedResources) this.found.delete(resource);
        for (const resource of type.freshResources) this.found.delete(resource);
    }
    return this;
  }

  #use(use: CheckedType | TypeUse | null): void {
    if (use !== null && typeof use !== 'string') this.type(use);
  }
}

/** The resources that `exports` gives names to, in instances among them too. */
export function explicitResources(exports: ReadonlyMap<string, CheckedExtern>): ReadonlySet<Resource> {
  const found = new Set<Resource>();
  const visited = new Set<CheckedInstanceType>();
  const search = (externs: ReadonlyMap<string, CheckedExtern>): void => {
    for (const { item } of externs.values()) {
      if (item.kind === 'type' && item.type.kind === 'resource type') found.add(item.type.resource);
      if (item.kind !== 'instance' || !item.type.mentionsResources || visited.has(item.type)) continue;
      visited.add(item.type);
      search(item.type.exports);
    }
  };
  search(exports);
  return found;
}
