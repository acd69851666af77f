import { camelCase } from '../../../bindgen/js-names/index.js';
import {
  resolveAlias,
  type OptionType,
  type RecordType,
  type ResourceType,
  type Type,
  type TypeDef,
} from '../../../wit-parser/index.js';
import type { Direction } from './mutants.js';
import { plain, type TsType } from './ts-type.js';

/** How a program names what the declarations name. */
export interface Names {
  /** The instance type of the class of a resource. */
  classOf(resource: ResourceType): string;
  /** A name for the program's own copy of a named type: the same each time for one type and direction. */
  aliasOf(type: TypeDef, direction: Direction): string;
}

const PLAIN: Record<Exclude<Extract<Type, string>, 'error-context'>, string> = {
  bool: 'boolean',
  u8: 'number',
  u16: 'number',
  u32: 'number',
  s8: 'number',
  s16: 'number',
  s32: 'number',
  u64: 'bigint',
  s64: 'bigint',
  f32: 'number',
  f64: 'number',
  char: 'string',
  string: 'string',
};

const TYPED_ARRAYS: ReadonlyMap<Type, string> = new Map([
  ['u8', 'Uint8Array'],
  ['u16', 'Uint16Array'],
  ['u32', 'Uint32Array'],
  ['u64', 'BigUint64Array'],
  ['s8', 'Int8Array'],
  ['s16', 'Int16Array'],
  ['s32', 'Int32Array'],
  ['s64', 'BigInt64Array'],
  ['f32', 'Float32Array'],
  ['f64', 'Float64Array'],
]);

/** Longer lists of a fixed length are declared as arrays of any length. */
const LONGEST_TUPLE = 256;

/**
 * The TypeScript type of a WIT type, as `docs/typescript.md` says, made without the generator that is under test.
 * `direction` matters to streams and futures, of which more can be given than is received.
 */
export function expectedType(type: Type, direction: Direction, names: Names): TsType {
  if (typeof type === 'string') return primitive(type);
  if (type.name === null) return structure(type, direction, names);
  const target = resolveAlias(type);
  if (typeof target === 'string') return primitive(target);
  if (target.kind === 'resource') return { kind: 'class', text: names.classOf(target) };
  return {
    kind: 'named',
    name: names.aliasOf(target, direction),
    type: structure(target, direction, names),
  };
}

/** The type of what an async function or a stream gives: a future in it is wrapped, as JavaScript would await it. */
export function expectedAwaited(type: Type, direction: Direction, names: Names): TsType {
  const target = resolveAlias(type);
  if (isFuture(target)) {
    return {
      kind: 'object',
      fields: [{ key: 'promise', optional: false, type: expectedType(type, direction, names) }],
    };
  }
  const option = undefinableOption(target);
  if (option === null || !isFuture(resolveAlias(option.type))) return expectedType(type, direction, names);
  return { kind: 'optional', type: expectedAwaited(option.type, direction, names) };
}

function primitive(type: Extract<Type, string>): TsType {
  if (type !== 'error-context') return plain(PLAIN[type]);
  return { kind: 'object', fields: [{ key: 'debugMessage', optional: false, type: plain('string') }] };
}

function structure(type: TypeDef, direction: Direction, names: Names): TsType {
  const of = (part: Type): TsType => expectedType(part, direction, names);
  switch (type.kind) {
    case 'alias':
      return of(type.type);
    case 'resource':
      return { kind: 'class', text: names.classOf(type) };
    case 'own':
    case 'borrow':
      return of(type.resource);
    case 'record':
      return record(type, of);
    case 'variant':
      return cases(type.cases.map((item) => [item.name, item.type === null ? null : of(item.type)]));
    case 'enum':
      return { kind: 'literals', values: type.cases.map(({ name }) => name) };
    case 'flags':
      return {
        kind: 'object',
        fields: type.flags.map(({ name }) => ({
          key: camelCase(name),
          optional: true,
          type: plain('boolean'),
        })),
      };
    case 'tuple':
      return { kind: 'tuple', elements: type.types.map(of) };
    case 'option':
      return undefinableOption(type) === null
        ? cases([
            ['none', null],
            ['some', of(type.type)],
          ])
        : { kind: 'optional', type: of(type.type) };
    case 'result':
      return cases([
        ['ok', type.ok === null ? null : of(type.ok)],
        ['err', type.err === null ? null : of(type.err)],
      ]);
    case 'list': {
      const array = TYPED_ARRAYS.get(resolveAlias(type.element));
      return array === undefined ? { kind: 'array', element: of(type.element) } : plain(array);
    }
    case 'fixed-length-list': {
      const element = of(type.element);
      if (type.length > LONGEST_TUPLE) return { kind: 'array', element };
      return { kind: 'tuple', elements: Array.from({ length: type.length }, () => element) };
    }
    case 'map':
      return { kind: 'generic', name: 'Map', args: [of(type.key), of(type.value)] };
    case 'future':
      return {
        kind: 'generic',
        name: direction === 'received' ? 'Promise' : 'PromiseLike',
        args: [type.type === null ? plain('void') : expectedAwaited(type.type, direction, names)],
      };
    case 'stream':
      return stream(type.type, direction, names);
  }
}

function stream(type: Type | null, direction: Direction, names: Names): TsType {
  const element = type === null ? plain('undefined') : expectedAwaited(type, direction, names);
  if (direction === 'given') return { kind: 'generic', name: 'AsyncIterable', args: [element] };
  const array = type === null ? undefined : TYPED_ARRAYS.get(resolveAlias(type));
  const chunk: TsType = array === undefined ? { kind: 'array', element } : plain(array);
  return { kind: 'generic', name: 'ExpectedStream', args: [element, chunk] };
}

function record(type: RecordType, of: (part: Type) => TsType): TsType {
  return {
    kind: 'object',
    fields: type.fields.map((field) => ({
      key: camelCase(field.name),
      optional: undefinableOption(field.type) !== null,
      type: of(field.type),
    })),
  };
}

function cases(list: readonly (readonly [string, TsType | null])[]): TsType {
  return { kind: 'cases', cases: list.map(([tag, val]) => ({ tag, val })) };
}

/** `type` as an option whose `none` is `undefined`: not where the content can be `undefined` as well. */
function undefinableOption(type: Type): OptionType | null {
  const target = resolveAlias(type);
  if (typeof target === 'string' || target.kind !== 'option') return null;
  return undefinableOption(target.type) === null ? target : null;
}

function isFuture(type: Type): boolean {
  return typeof type !== 'string' && type.kind === 'future';
}
