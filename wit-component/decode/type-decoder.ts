import { assertNever } from '../../base/index.js';
import type {
  CheckedFuncType,
  CheckedResourceType,
  CheckedType,
  ExternName,
  TypeUse,
  ValueUse,
} from '../../component/index.js';
import type { Func, Member, Type, TypeDef, TypeDefBase } from '../../wit-parser/index.js';
import type { FuncDocs, TypeDocs } from '../docs/package-docs.js';
import { attributesOf, entryOf, funcItem } from '../docs/read-docs.js';
import { readFuncName } from './func-kind.js';
import { externalIdOf } from './interface-name.js';
import type { OpenInterface, OpenPackage, OpenWorld } from './open-model.js';
import { isSameShape, partsOf } from './type-parts.js';

/** What cannot be said in WIT. */
export interface TypeFaults {
  /** A type that has a WIT name already is to get another one, and nothing says how they are related. */
  typeTwice(name: string): void;
  /** A record, a variant, an enum, flags or a resource without a name. */
  unnamedType(kind: string): void;
  /** A type of an interface written inline is referred to from elsewhere. */
  inlineType(type: TypeDef): void;
  /** A second definition of a type of an interface is not as the first. */
  otherDefinition(type: TypeDef): void;
}

type Owner = OpenInterface | OpenWorld;

/**
 * Turns the types of a checked component into WIT types. Each import or export of a type makes a WIT type with a name;
 * what refers to it in the binary refers to the WIT type. Types without a name are made where they are first used.
 */
export class TypeDecoder {
  /** In the order in which they are made, over all packages. */
  readonly types: TypeDef[] = [];
  readonly #faults: TypeFaults;
  readonly #known = new Map<CheckedType, TypeDef>();

  constructor(faults: TypeFaults) {
    this.#faults = faults;
  }

  /** The WIT type that the import or export of `entity` as `name` makes. */
  named(name: ExternName, entity: CheckedType, owner: Owner, docs: TypeDocs | undefined): TypeDef {
    const base: TypeDefBase = {
      name: name.name,
      owner,
      package: owner.package,
      ...attributesOf(docs),
      externalId: externalIdOf(name),
      span: null,
    };
    const source = entity.equals ?? entity;
    const original = this.#find(source);
    const type = this.#add(
      owner.package,
      original === undefined
        ? this.#definition(source, base, docs)
        : { kind: 'alias', type: original, ...base },
    );
    if (original !== undefined && isInline(original.owner) && original.owner !== owner) {
      this.#faults.inlineType(original);
    }
    if (this.#known.has(entity)) this.#faults.typeTwice(name.name);
    this.#known.set(entity, type);
    return type;
  }

  /** Says that `entity` stands for `type`, which is there already, and so do the types that the two are made of. */
  again(entity: CheckedType, type: TypeDef): void {
    this.#match(type, entity.equals ?? entity);
    this.#known.set(entity, type);
  }

  func(name: ExternName, entity: CheckedFuncType, owner: Owner, docs: FuncDocs | undefined): Func {
    const { kind, resource } = readFuncName(name.name, entity.type.async);
    const typeOf = (use: TypeUse | null | undefined): Type =>
      use === null || use === undefined || isResource(use) ? 'bool' : this.#use(use, owner.package);
    const params = entity.type.params.map(({ label }, index) => ({
      name: label,
      type: typeOf(entity.operands[index]),
      span: null,
    }));
    return {
      kind,
      name: name.name,
      resource: resource === null ? null : this.#typeNamed(resource, owner),
      params,
      result: entity.type.result === null ? null : typeOf(entity.operands[params.length]),
      ...attributesOf(funcItem(docs)),
      externalId: externalIdOf(name),
      span: null,
    };
  }

  /** Whether `entity` is the type of `func`, which is there already. */
  isTypeOf(func: Func, { type, operands }: CheckedFuncType): boolean {
    const isSameHead =
      type.async === func.kind.startsWith('async-') &&
      type.params.length === func.params.length &&
      type.params.every(({ label }, index) => label === func.params[index]?.name);
    return (
      isSameHead &&
      [...func.params.map((param) => param.type), func.result].every((part, index) =>
        this.#agrees(operands[index] ?? null, part),
      )
    );
  }

  /** Whether `use` stands for `type`, by its name or, where that has none, by its structure. */
  #agrees(use: TypeUse | null, type: Type | null): boolean {
    if (use === null || type === null || typeof use === 'string') return use === type;
    if (typeof type === 'string') return use.kind === 'value type' && use.type === type;
    const known = this.#find(use);
    if (known === type || use.kind === 'resource type') return known === type;
    if (type.name !== null || !isSameShape(type, use.type)) return false;
    const parts = type.kind === 'own' || type.kind === 'borrow' ? [type.resource] : partsOf(type);
    return parts.every((part, index) => this.#agrees(use.operands[index] ?? null, part));
  }

  /** The type that `source`, or what it is bound to, stands for. */
  #find(source: CheckedType): TypeDef | undefined {
    for (let at: CheckedType | null = source; at !== null; at = at.equals) {
      const known = this.#known.get(at);
      if (known !== undefined) return known;
    }
    return undefined;
  }

  #use(use: ValueUse, pkg: OpenPackage): Type {
    if (typeof use === 'string') return use;
    const known = this.#known.get(use);
    if (known !== undefined) return known;
    const anonymous = { name: null, owner: null, docs: null, stability: null, externalId: null, span: null };
    const type = this.#add(pkg, this.#definition(use, { ...anonymous, package: pkg }, undefined));
    if (NEEDS_NAME.has(type.kind)) this.#faults.unnamedType(type.kind);
    this.#known.set(use, type);
    return type;
  }

  #definition(entity: CheckedType, base: TypeDefBase, docs: TypeDocs | undefined): TypeDef {
    if (entity.kind !== 'value type') return { kind: 'resource', ...base };
    const { type, operands } = entity;
    if (typeof type === 'string') return { kind: 'alias', type, ...base };
    const at = (index: number): Type | null => {
      const use = operands[index] ?? null;
      return use === null || isResource(use) ? null : this.#use(use, base.package as OpenPackage);
    };
    // A use that is there by the structure of the type is no null.
    const part = (index: number): Type => at(index) ?? 'bool';
    const member = (label: string): Member => ({
      name: label,
      docs: entryOf(docs?.items, label) ?? null,
      span: null,
    });
    switch (type.kind) {
      case 'record': {
        const fields = type.fields.map(({ label }, index) => ({ ...member(label), type: part(index) }));
        return { kind: 'record', fields, ...base };
      }
      case 'variant': {
        const cases = type.cases.map(({ label }, index) => ({ ...member(label), type: at(index) }));
        return { kind: 'variant', cases, ...base };
      }
      case 'enum':
        return { kind: 'enum', cases: type.labels.map(member), ...base };
      case 'flags':
        return { kind: 'flags', flags: type.labels.map(member), ...base };
      case 'tuple':
        return { kind: 'tuple', types: type.types.map((_, index) => part(index)), ...base };
      case 'option':
        return { kind: 'option', type: part(0), ...base };
      case 'result':
        return { kind: 'result', ok: at(0), err: at(1), ...base };
      case 'list':
        return type.length === null
          ? { kind: 'list', element: part(0), ...base }
          : { kind: 'fixed-length-list', element: part(0), length: type.length, ...base };
      case 'map':
        return { kind: 'map', key: part(0), value: part(1), ...base };
      case 'own':
      case 'borrow':
        return { kind: type.kind, resource: this.#resource(operands[0], base), ...base };
      case 'future':
      case 'stream':
        return { kind: type.kind, type: at(0), ...base };
      default:
        return assertNever(type);
    }
  }

  #resource(use: TypeUse | null | undefined, base: TypeDefBase): TypeDef {
    const known = use === null || use === undefined || typeof use === 'string' ? undefined : this.#find(use);
    if (known === undefined) this.#faults.unnamedType('resource');
    return known ?? { kind: 'resource', ...base };
  }

  #match(type: TypeDef, entity: CheckedType): void {
    if (entity.kind !== 'value type') return;
    if (!isSameShape(type, entity.type)) return this.#faults.otherDefinition(type);
    const parts = partsOf(type);
    if (parts.length === 0) return;
    for (const [index, use] of entity.operands.entries()) {
      const part = parts[index] ?? null;
      if (part === null || use === null || typeof part === 'string' || typeof use === 'string') {
        if (part !== use) this.#faults.otherDefinition(type);
      } else if (!isResource(use)) {
        const isNew = !this.#known.has(use);
        this.#known.set(use, part);
        if (isNew) this.#match(part, use);
      }
    }
  }

  #typeNamed(name: string, owner: Owner): TypeDef | null {
    if (owner.kind === 'interface') return owner.types.get(name) ?? null;
    const item = owner.imports.find((other) => other.kind === 'world-type' && other.name === name);
    return item?.kind === 'world-type' ? item.type : null;
  }

  #add(pkg: OpenPackage, type: TypeDef): TypeDef {
    pkg.types.push(type);
    this.types.push(type);
    return type;
  }
}

/** What WIT declares, and does not write in place. */
const NEEDS_NAME: ReadonlySet<TypeDef['kind']> = new Set(['record', 'variant', 'enum', 'flags', 'resource']);

function isInline(owner: TypeDef['owner']): boolean {
  return owner?.kind === 'interface' && owner.name === null;
}

function isResource(use: TypeUse): use is CheckedResourceType {
  return typeof use !== 'string' && use.kind === 'resource type';
}
