import { assertNever } from '../../base/index.js';
import type { Type, TypeDef, TypeDefBase } from '../model.js';

/** How the types that a definition mentions are replaced. */
export interface TypeMap {
  type(type: Type): Type;
  definition(type: TypeDef): TypeDef;
}

/** The definition of `type` with `base` as its name, owner and attributes, and with `map` over the types it mentions. */
export function copyType(type: TypeDef, base: TypeDefBase, map: TypeMap): TypeDef {
  switch (type.kind) {
    case 'record':
      return {
        ...type,
        ...base,
        fields: type.fields.map((field) => ({ ...field, type: map.type(field.type) })),
      };
    case 'variant':
      return {
        ...type,
        ...base,
        cases: type.cases.map((item) => ({ ...item, type: item.type === null ? null : map.type(item.type) })),
      };
    case 'enum':
    case 'flags':
    case 'resource':
      return { ...type, ...base };
    case 'own':
    case 'borrow':
      return { ...type, ...base, resource: map.definition(type.resource) };
    case 'tuple':
      return { ...type, ...base, types: type.types.map(map.type) };
    case 'result': {
      const [ok, err] = [type.ok, type.err].map((part) => (part === null ? null : map.type(part)));
      return { ...type, ...base, ok: ok ?? null, err: err ?? null };
    }
    case 'list':
    case 'fixed-length-list':
      return { ...type, ...base, element: map.type(type.element) };
    case 'map':
      return { ...type, ...base, key: map.type(type.key), value: map.type(type.value) };
    case 'option':
    case 'alias':
      return { ...type, ...base, type: map.type(type.type) };
    case 'future':
    case 'stream':
      return { ...type, ...base, type: type.type === null ? null : map.type(type.type) };
    default:
      return assertNever(type);
  }
}
