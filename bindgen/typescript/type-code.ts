import { assertNever } from '../../base/index.js';
import {
  resolveAlias,
  type FixedLengthListType,
  type OptionType,
  type ResultType,
  type Type,
  type TypeDef,
} from '../../wit-parser/index.js';
import { code, globalRef, group, numLit, type Code, type GlobalName } from '../code/index.js';
import type { Flow } from './flow.js';
import { typeRef, type Space } from './space.js';

type Primitive = Extract<Type, string>;

/** Longest list that is spelled out as a tuple, element by element. */
const MAX_SPELLED_TUPLE = 8;

/** Longest list that has its length in its type: TypeScript builds such a tuple anew for each use. */
const MAX_TUPLE = 256;

const TYPED_ARRAYS: Partial<Record<Primitive, GlobalName>> = {
  u8: 'Uint8Array',
  s8: 'Int8Array',
  u16: 'Uint16Array',
  s16: 'Int16Array',
  u32: 'Uint32Array',
  s32: 'Int32Array',
  u64: 'BigUint64Array',
  s64: 'BigInt64Array',
  f32: 'Float32Array',
  f64: 'Float64Array',
};

/** The TypeScript type of values of `type` that go one way. */
export function typeCode(space: Space, type: Type, flow: Flow): Code {
  if (typeof type === 'string') return primitiveCode(space, type);
  return type.name === null ? structureCode(space, type, flow) : code`${typeRef(space, type, flow)}`;
}

/** What `type` looks like, without its name. Records, variants, enums, flags and resources have no other look. */
export function structureCode(space: Space, type: TypeDef, flow: Flow): Code {
  switch (type.kind) {
    case 'record':
    case 'variant':
    case 'enum':
    case 'flags':
    case 'resource':
      return code`${typeRef(space, type, flow)}`;
    case 'own':
    case 'borrow':
      return typeCode(space, type.resource, flow);
    case 'alias':
      return typeCode(space, type.type, flow);
    case 'tuple':
      return code`${group(
        'tuple',
        type.types.map((item) => typeCode(space, item, flow)),
      )}`;
    case 'option':
      return optionCode(space, type, flow);
    case 'result':
      return resultCode(space, type, flow);
    case 'list':
      return listCode(space, type.element, flow);
    case 'fixed-length-list':
      return fixedLengthListCode(space, type, flow);
    case 'map':
      return generic(code`${globalRef('Map')}`, [type.key, type.value], space, flow);
    case 'future':
      return futureCode(space, type.type, flow);
    case 'stream':
      return streamCode(space, type.type, flow);
    default:
      return assertNever(type);
  }
}

function primitiveCode(space: Space, type: Primitive): Code {
  switch (type) {
    case 'bool':
      return code`boolean`;
    case 'u64':
    case 's64':
      return code`bigint`;
    case 'char':
    case 'string':
      return code`string`;
    case 'error-context':
      return code`${space.shared.ref('ErrorContext')}`;
    default:
      return code`number`;
  }
}

function generic(name: Code, args: readonly Type[], space: Space, flow: Flow): Code {
  return code`${name}${group(
    'arguments',
    args.map((arg) => typeCode(space, arg, flow)),
  )}`;
}

function optionCode(space: Space, type: OptionType, flow: Flow): Code {
  if (space.nullable(type) === null)
    return generic(code`${space.shared.ref('Option')}`, [type.type], space, flow);
  return code`${group('union', [typeCode(space, type.type, flow), code`undefined`])}`;
}

function resultCode(space: Space, type: ResultType, flow: Flow): Code {
  const sides = [type.ok, type.err].map((side) => (side === null ? code`void` : typeCode(space, side, flow)));
  return code`${space.shared.ref('Result')}${group('arguments', sides)}`;
}

function typedArray(element: Type): GlobalName | undefined {
  const target = resolveAlias(element);
  return typeof target === 'string' ? TYPED_ARRAYS[target] : undefined;
}

function listCode(space: Space, element: Type, flow: Flow): Code {
  const array = typedArray(element);
  if (array !== undefined) return code`${globalRef(array)}`;
  return generic(code`${globalRef('Array')}`, [element], space, flow);
}

function fixedLengthListCode(space: Space, type: FixedLengthListType, flow: Flow): Code {
  const element = typeCode(space, type.element, flow);
  // Spelling out lists within lists would multiply their lengths.
  const isShort = typeof type.element === 'string' || type.element.name !== null;
  if (type.length <= MAX_SPELLED_TUPLE && isShort) {
    return code`${group(
      'tuple',
      Array.from({ length: type.length }, () => element),
    )}`;
  }
  if (type.length > MAX_TUPLE) return code`${globalRef('Array')}${group('arguments', [element])}`;
  const length = code`${numLit(type.length)}`;
  return code`${space.shared.ref('FixedLengthList')}${group('arguments', [element, length])}`;
}

/** A future that is received is a promise; anything with a `then` can be given. */
function futureCode(space: Space, type: Type | null, flow: Flow): Code {
  const promise = globalRef(flow === 'received' ? 'Promise' : 'PromiseLike');
  const value = type === null ? code`void` : awaitedCode(space, type, flow);
  return code`${promise}${group('arguments', [value])}`;
}

function streamCode(space: Space, type: Type | null, flow: Flow): Code {
  const element = type === null ? code`undefined` : awaitedCode(space, type, flow);
  const array = type === null ? undefined : typedArray(type);
  const chunk = array === undefined ? [] : [code`${globalRef(array)}`];
  if (flow === 'received') {
    return code`${space.shared.ref('WitStream')}${group('arguments', [element, ...chunk])}`;
  }
  return code`${space.shared.ref('StreamInput')}${group('arguments', [code`${group('union', [element, ...chunk])}`])}`;
}

/**
 * The type of a value that JavaScript awaits before anyone sees it. A future there would be awaited with it, and its
 * end taken for the end of the call: so it comes in an object.
 */
export function awaitedCode(space: Space, type: Type, flow: Flow): Code {
  const target = resolveAlias(type);
  if (typeof target === 'string') return typeCode(space, type, flow);
  if (target.kind === 'future') {
    return code`${space.shared.ref('FutureHandle')}${group('arguments', [futureCode(space, target.type, flow)])}`;
  }
  const nullable = space.nullable(target);
  if (nullable === null || !holdsFuture(nullable.type)) return typeCode(space, type, flow);
  return code`${group('union', [awaitedCode(space, nullable.type, flow), code`undefined`])}`;
}

function holdsFuture(type: Type): boolean {
  const target = resolveAlias(type);
  return typeof target !== 'string' && target.kind === 'future';
}
