import { assertNever, InternalError } from '../../base/index.js';
import type {
  DefinedType,
  ExternName,
  FuncType,
  Type as ComponentModelType,
  ValType,
} from '../../component/index.js';
import type { Func, Interface, Type, TypeDef } from '../../wit-parser/index.js';
import { plainName } from './extern-names.js';

/**
 * An index space that types are encoded into: of a component, of a component type or of an instance type. They differ
 * in how a type gets its name there, and in how a type of another interface is reached.
 */
export interface TypeScope {
  /** The interface whose types are defined here; null for a world. Types of other interfaces are foreign. */
  readonly owner: Interface | null;
  /** Adds a definition; returns its index. */
  type(type: ComponentModelType): number;
  /** Gives the type at `index` a name; returns the index of the named one, or `index` where types go unnamed. */
  named(name: ExternName, index: number): number;
  /** Introduces an abstract resource; returns its index. */
  resource(name: ExternName): number;
  /** Brings in a type that `owner` defines; returns its index. */
  foreign(type: TypeDef, owner: Interface): number;
}

/** What has been encoded into a scope, and the indexes it has there. */
export interface EncodedTypes {
  readonly definitions: Map<TypeDef, number>;
  /** Anonymous types, and the types of functions, by their structure. */
  readonly anonymous: Map<string, number>;
  readonly functions: Map<string, number>;
}

/** A copy to go on with in another way; empty without `types`. */
export function copyEncodedTypes(types?: EncodedTypes): EncodedTypes {
  return {
    definitions: new Map(types?.definitions),
    anonymous: new Map(types?.anonymous),
    functions: new Map(types?.functions),
  };
}

/**
 * Encodes types of a `Resolve` into one scope, each once. Anonymous types of one structure are one, and so are function
 * types. What is defined in which order is wasm-tools' order.
 */
export class TypeEncoder {
  /** Whoever defines a type by other means says so here. */
  readonly encoded: EncodedTypes;
  readonly #scope: TypeScope;

  constructor(scope: TypeScope, encoded: EncodedTypes = copyEncodedTypes()) {
    this.#scope = scope;
    this.encoded = encoded;
  }

  /** The index of the type of `func`. */
  func(func: Func): number {
    const type: FuncType = {
      kind: 'func',
      async: func.kind.startsWith('async-'),
      params: func.params.map(({ name, type }) => ({ label: name, type: this.valType(type) })),
      result: func.result === null ? null : this.valType(func.result),
    };
    return this.#once(this.encoded.functions, type);
  }

  /** The index of a type without a name. */
  anonymous(type: DefinedType): number {
    return this.#once(this.encoded.anonymous, type);
  }

  valType(type: Type): ValType {
    if (typeof type === 'string') return type;
    const known = this.encoded.definitions.get(type);
    if (known !== undefined) return known;
    const { owner } = type;
    if (owner?.kind === 'interface' && owner !== this.#scope.owner) {
      return this.#remember(type, this.#scope.foreign(type, owner));
    }
    return this.#define(type);
  }

  #define(type: TypeDef): ValType {
    if (type.kind === 'resource') {
      return this.#remember(type, this.#scope.resource(plainName(type.name ?? '', type.externalId)));
    }
    if (type.name === null) {
      if (type.kind === 'alias') return this.valType(type.type);
      return this.#remember(type, this.anonymous(this.#definition(type)));
    }
    const target = type.kind === 'alias' ? this.valType(type.type) : this.#definition(type);
    const index = typeof target === 'number' ? target : this.#scope.type(asDefinition(target));
    return this.#remember(type, this.#scope.named(plainName(type.name, type.externalId), index));
  }

  #remember(type: TypeDef, index: number): number {
    this.encoded.definitions.set(type, index);
    return index;
  }

  #once(known: Map<string, number>, type: DefinedType | FuncType): number {
    const key = JSON.stringify(type);
    const index = known.get(key) ?? this.#scope.type(type);
    known.set(key, index);
    return index;
  }

  #optional(type: Type | null): ValType | null {
    return type === null ? null : this.valType(type);
  }

  #definition(type: Exclude<TypeDef, { kind: 'alias' | 'resource' }>): DefinedType {
    switch (type.kind) {
      case 'record': {
        const fields = type.fields.map((field) => ({ label: field.name, type: this.valType(field.type) }));
        return { kind: 'record', fields };
      }
      case 'variant': {
        const cases = type.cases.map((item) => ({ label: item.name, type: this.#optional(item.type) }));
        return { kind: 'variant', cases };
      }
      case 'enum':
        return { kind: 'enum', labels: type.cases.map(({ name }) => name) };
      case 'flags':
        return { kind: 'flags', labels: type.flags.map(({ name }) => name) };
      case 'tuple':
        return { kind: 'tuple', types: type.types.map((part) => this.valType(part)) };
      case 'option':
        return { kind: 'option', type: this.valType(type.type) };
      case 'result':
        return { kind: 'result', ok: this.#optional(type.ok), error: this.#optional(type.err) };
      case 'list':
        return { kind: 'list', element: this.valType(type.element) };
      case 'fixed-length-list':
        return { kind: 'fixed-length list', element: this.valType(type.element), length: type.length };
      case 'map':
        return { kind: 'map', key: this.valType(type.key), value: this.valType(type.value) };
      case 'own':
      case 'borrow':
        return { kind: type.kind, resource: this.#resource(type.resource) };
      case 'future':
      case 'stream':
        return { kind: type.kind, element: this.#optional(type.type) };
      default:
        return assertNever(type);
    }
  }

  #resource(type: TypeDef): number {
    const index = this.valType(type);
    if (typeof index === 'string') throw new InternalError('a handle to a primitive type');
    return index;
  }
}

/** A primitive needs a definition of its own before it can have a name. */
function asDefinition(type: Exclude<ValType, number> | DefinedType): DefinedType {
  return typeof type === 'string' ? { kind: 'primitive', primitive: type } : type;
}

/**
 * The functions of `iface` as binaries have them: those of resources first, in the order of their resources.
 * It is the order in which they stand in printed WIT.
 */
export function encodedFunctions(iface: Interface): readonly Func[] {
  const types = [...iface.types.values()];
  const positions = new Map(types.map((type, position) => [type, position]));
  const positionOf = ({ resource }: Func): number =>
    resource === null ? types.length : (positions.get(resource) ?? types.length);
  return [...iface.functions.values()].sort((a, b) => positionOf(a) - positionOf(b));
}
