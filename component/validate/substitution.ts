import type { FuncType, ValType } from '../../canonical-abi/index.js';
import { extentOfExterns, funcType, valueType } from './entities.js';
import {
  structureOf,
  type CheckedComponentType,
  type CheckedExtern,
  type CheckedFuncType,
  type CheckedInstanceType,
  type CheckedItem,
  type CheckedResourceType,
  type CheckedType,
  type CheckedValueType,
  type Resource,
  type TypeUse,
} from './types.js';

/**
 * Puts resources in the place of others, and types in the place of types with other names. What is not touched by it stays
 * the same object; each type is looked into once.
 */
export class Substitution {
  readonly #resources: ReadonlyMap<Resource, Resource>;
  /** What each type becomes, from the beginning or as it was found out. */
  readonly #types: Map<CheckedType, CheckedType>;
  /** Whether only resources change, so that types without any stay as they are. */
  readonly #resourcesOnly: boolean;
  /** How much it has made that takes memory. */
  made = 0;

  constructor(
    resources: ReadonlyMap<Resource, Resource>,
    types: ReadonlyMap<CheckedType, CheckedType> = new Map(),
  ) {
    this.#resources = resources;
    this.#types = new Map(types);
    this.#resourcesOnly = types.size === 0;
  }

  externs(externs: ReadonlyMap<string, CheckedExtern>): ReadonlyMap<string, CheckedExtern> {
    let changed: Map<string, CheckedExtern> | null = null;
    for (const [key, extern] of externs) {
      const item = this.item(extern.item);
      if (item === extern.item) continue;
      changed ??= new Map(externs);
      changed.set(key, { ...extern, item });
    }
    this.made += changed?.size ?? 0;
    return changed ?? externs;
  }

  item(item: CheckedItem): CheckedItem {
    switch (item.kind) {
      case 'error':
      case 'core module':
        return item;
      case 'value': {
        if (typeof item.type === 'string') return item;
        const type = this.#type(item.type);
        return type === item.type ? item : { kind: 'value', type };
      }
      case 'func': {
        const type = this.#type(item.type);
        return type === item.type ? item : { kind: 'func', type };
      }
      case 'instance': {
        const type = this.#type(item.type);
        return type === item.type ? item : { kind: 'instance', type };
      }
      case 'component': {
        const type = this.#type(item.type);
        return type === item.type ? item : { kind: 'component', type };
      }
      case 'type': {
        const type = this.#type(item.type);
        return type === item.type ? item : { kind: 'type', type };
      }
    }
  }

  /** A type becomes one of its own kind: what was there from the beginning has been compared. */
  #type<T extends CheckedType>(type: T): T {
    if (!this.#isOpen(type)) return (this.#types.get(type) ?? type) as T;
    // Exports of exports make long chains of types bound to each other, too long to recurse along.
    const chain: CheckedType[] = [];
    let each: CheckedType | null = type;
    for (; each !== null && this.#isOpen(each); each = each.equals) chain.push(each);
    for (const link of chain.reverse()) this.#types.set(link, this.#rebuilt(link));
    return (this.#types.get(type) ?? type) as T;
  }

  /** Whether it is still to be found out what becomes of `type`. */
  #isOpen(type: CheckedType): boolean {
    return (type.mentionsResources || !this.#resourcesOnly) && !this.#types.has(type);
  }

  #rebuilt(type: CheckedType): CheckedType {
    this.made++;
    switch (type.kind) {
      case 'value type':
        return this.#valueType(type);
      case 'func type':
        return this.#funcType(type);
      case 'resource type':
        return this.#resourceType(type);
      case 'instance type':
        return this.#instanceType(type);
      case 'component type':
        return this.#componentType(type);
    }
  }

  #equals<T extends CheckedType>(equals: T | null): T | null {
    return equals === null ? null : this.#type(equals);
  }

  #operands(operands: readonly (TypeUse | null)[]): readonly (TypeUse | null)[] {
    const result = operands.map((use) => (use === null || typeof use === 'string' ? use : this.#type(use)));
    return result.every((use, index) => use === operands[index]) ? operands : result;
  }

  #valueType(old: CheckedValueType): CheckedValueType {
    const equals = this.#equals(old.equals as CheckedValueType | null);
    const operands = this.#operands(old.operands);
    if (equals === old.equals && operands === old.operands) return old;
    const type = operands === old.operands ? old.type : withOperands(old.type, operands);
    return { ...valueType(type, operands), name: old.name, equals };
  }

  #funcType(old: CheckedFuncType): CheckedFuncType {
    const equals = this.#equals(old.equals as CheckedFuncType | null);
    const operands = this.#operands(old.operands);
    if (equals === old.equals && operands === old.operands) return old;
    const type = operands === old.operands ? old.type : funcWithOperands(old.type, operands);
    return { ...funcType(type, operands), name: old.name, equals };
  }

  #resourceType(old: CheckedResourceType): CheckedResourceType {
    const equals = this.#equals(old.equals as CheckedResourceType | null);
    const resource = this.#resource(old.resource);
    return equals === old.equals && resource === old.resource ? old : { ...old, resource, equals };
  }

  #resource(resource: Resource): Resource {
    return this.#resources.get(resource) ?? resource;
  }

  #instanceType(old: CheckedInstanceType): CheckedInstanceType {
    const equals = this.#equals(old.equals as CheckedInstanceType | null);
    const exports = this.externs(old.exports);
    if (equals === old.equals && exports === old.exports) return old;
    return { ...old, ...extentOfExterns(exports), exports, equals };
  }

  #componentType(old: CheckedComponentType): CheckedComponentType {
    const equals = this.#equals(old.equals as CheckedComponentType | null);
    const imports = this.externs(old.imports);
    const exports = this.externs(old.exports);
    if (equals === old.equals && imports === old.imports && exports === old.exports) return old;
    return { ...old, ...extentOfExterns(imports, exports), imports, exports, equals };
  }
}

function structureAt(operands: readonly (TypeUse | null)[], index: number): ValType {
  return optionalAt(operands, index) ?? 'bool';
}

function optionalAt(operands: readonly (TypeUse | null)[], index: number): ValType | null {
  const use = operands[index] ?? null;
  if (use === null) return null;
  return typeof use === 'object' && use.kind === 'resource type' ? null : structureOf(use);
}

/** The structure of the form of `type` with other operands. */
function withOperands(type: ValType, operands: readonly (TypeUse | null)[]): ValType {
  if (typeof type === 'string') return type;
  switch (type.kind) {
    case 'record':
      return { kind: 'record', fields: type.fields.map(({ label }, index) => ({ label, type: structureAt(operands, index) })) }; // prettier-ignore
    case 'variant':
      return { kind: 'variant', cases: type.cases.map(({ label }, index) => ({ label, type: optionalAt(operands, index) })) }; // prettier-ignore
    case 'tuple':
      return { kind: 'tuple', types: type.types.map((_, index) => structureAt(operands, index)) };
    case 'list':
      return { kind: 'list', element: structureAt(operands, 0), length: type.length };
    case 'map':
      return { kind: 'map', key: structureAt(operands, 0), value: structureAt(operands, 1) };
    case 'option':
      return { kind: 'option', type: structureAt(operands, 0) };
    case 'result':
      return { kind: 'result', ok: optionalAt(operands, 0), error: optionalAt(operands, 1) };
    case 'stream':
    case 'future':
      return { kind: type.kind, element: optionalAt(operands, 0) };
    case 'own':
    case 'borrow': {
      const [use] = operands;
      return typeof use === 'object' && use?.kind === 'resource type'
        ? { kind: type.kind, resource: use.resource }
        : type;
    }
    case 'enum':
    case 'flags':
      return type;
  }
}

function funcWithOperands(type: FuncType, operands: readonly (TypeUse | null)[]): FuncType {
  return {
    params: type.params.map(({ label }, index) => ({ label, type: structureAt(operands, index) })),
    result: optionalAt(operands, type.params.length),
    async: type.async,
  };
}
