import { InternalError, assertNever } from '../../base/index.js';
import type { HandleType, Type, TypeDef } from '../model.js';
import { nameText } from './name-text.js';

/** `type` where it is used: by its name if it has one, else written out. */
export function typeText(type: Type): string {
  if (typeof type === 'string') return type;
  if (type.name !== null) return nameText(type.name);
  // A handle that nobody named is the bare resource in WIT.
  return type.kind === 'own' ? resourceText(type) : definitionText(type);
}

/** The right-hand side of `type a = …;`: the definition of `type` one level deep. */
export function definitionText(type: TypeDef): string {
  switch (type.kind) {
    case 'alias':
      return typeText(type.type);
    case 'own':
    case 'borrow':
      return `${type.kind}<${resourceText(type)}>`;
    case 'tuple':
      return `tuple<${type.types.map(typeText).join(', ')}>`;
    case 'option':
      return `option<${typeText(type.type)}>`;
    case 'result':
      return resultText(type.ok, type.err);
    case 'list':
      return `list<${typeText(type.element)}>`;
    case 'fixed-length-list':
      return `list<${typeText(type.element)}, ${type.length}>`;
    case 'map':
      return `map<${typeText(type.key)}, ${typeText(type.value)}>`;
    case 'future':
    case 'stream':
      return type.type === null ? type.kind : `${type.kind}<${typeText(type.type)}>`;
    case 'record':
    case 'variant':
    case 'enum':
    case 'flags':
    case 'resource':
      throw new InternalError(`a ${type.kind} cannot be written inside another type`);
    default:
      return assertNever(type);
  }
}

/** `type` for a message: as `typeText`, shortened where it is long. */
export function describeType(type: Type): string {
  const text = typeText(type);
  return text.length <= MOST_DESCRIBED ? text : `${text.slice(0, MOST_DESCRIBED)}…`;
}

const MOST_DESCRIBED = 60;

function resourceText(handle: HandleType): string {
  if (handle.resource.name === null) throw new InternalError('a resource without a name');
  return nameText(handle.resource.name);
}

function resultText(ok: Type | null, err: Type | null): string {
  if (err !== null) return `result<${ok === null ? '_' : typeText(ok)}, ${typeText(err)}>`;
  return ok === null ? 'result' : `result<${typeText(ok)}>`;
}
