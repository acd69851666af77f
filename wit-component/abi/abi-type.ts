import { assertNever, InternalError } from '../../base/index.js';
import type { CompoundType, FuncType, ValType } from '../../canonical-abi/index.js';
import { resolveAlias, type Func, type Type, type TypeDef } from '../../wit-parser/index.js';

/** The Canonical ABI remembers by type object, so a definition always gives the same one. */
const types = new WeakMap<TypeDef, CompoundType>();
const funcs = new WeakMap<Func, FuncType>();

/**
 * A WIT type as the Canonical ABI sees it. Aliases are seen through; two handles are of one resource when `resource` is
 * the same definition.
 */
export function abiType(type: Type): ValType {
  const target = resolveAlias(type);
  if (typeof target === 'string') return target;
  const known = types.get(target);
  if (known !== undefined) return known;
  const made = compoundType(target);
  types.set(target, made);
  return made;
}

/** A WIT function as the Canonical ABI sees it. */
export function abiFunc(func: Func): FuncType {
  const known = funcs.get(func);
  if (known !== undefined) return known;
  const made: FuncType = {
    params: func.params.map(({ name, type }) => ({ label: name, type: abiType(type) })),
    result: orNull(func.result),
    async: func.kind.startsWith('async-'),
  };
  funcs.set(func, made);
  return made;
}

function orNull(type: Type | null): ValType | null {
  return type === null ? null : abiType(type);
}

function compoundType(type: TypeDef): CompoundType {
  switch (type.kind) {
    case 'record':
      return {
        kind: 'record',
        fields: type.fields.map((field) => ({ label: field.name, type: abiType(field.type) })),
      };
    case 'variant':
      return {
        kind: 'variant',
        cases: type.cases.map((item) => ({ label: item.name, type: orNull(item.type) })),
      };
    case 'enum':
      return { kind: 'enum', labels: type.cases.map((item) => item.name) };
    case 'flags':
      return { kind: 'flags', labels: type.flags.map((flag) => flag.name) };
    case 'own':
    case 'borrow':
      return { kind: type.kind, resource: definitionOf(type.resource) };
    case 'tuple':
      return { kind: 'tuple', types: type.types.map(abiType) };
    case 'option':
      return { kind: 'option', type: abiType(type.type) };
    case 'result':
      return { kind: 'result', ok: orNull(type.ok), error: orNull(type.err) };
    case 'list':
      return { kind: 'list', element: abiType(type.element), length: null };
    case 'fixed-length-list':
      return { kind: 'list', element: abiType(type.element), length: type.length };
    case 'map':
      return { kind: 'map', key: abiType(type.key), value: abiType(type.value) };
    case 'future':
    case 'stream':
      return { kind: type.kind, element: orNull(type.type) };
    case 'resource':
    case 'alias':
      // A resource is no value type: WIT makes a handle of one that stands where a value is meant.
      throw new InternalError(`a type of kind \`${type.kind}\` has no values`);
    default:
      return assertNever(type);
  }
}

function definitionOf(resource: TypeDef): object {
  const target = resolveAlias(resource);
  if (typeof target === 'string') throw new InternalError('a handle is of a primitive type');
  return target;
}
