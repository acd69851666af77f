import { fieldName } from '../../../bindgen/js-names/index.js';
import type { ValType } from '../../../canonical-abi/index.js';

/**
 * A value as the hosts that are compared exchange it: as JSON. Integers of 64 bits are texts, floats the bits of the f64,
 * records and tuples arrays, cases `{ tag, val }`, flags a list of those that are set, handles `{ handle }`: how many
 * handles of its side the session had made before.
 */
export type Plain =
  | null
  | boolean
  | number
  | string
  | readonly Plain[]
  | { readonly tag: string; readonly val: Plain }
  | { readonly handle: number };

/** The objects that stand for handles in one session. */
export interface Handles {
  toObject(handle: number, resource: object): unknown;
  fromObject(object: unknown, resource: object): number;
}

/** A value as JavaScript hosts take it. */
export function toJs(type: ValType, value: Plain, handles: Handles): unknown {
  if (typeof type === 'string') return scalarToJs(type, value);
  const part = (of: ValType, item: Plain | undefined): unknown => toJs(of, item ?? null, handles);
  const list = value as readonly Plain[];
  const { tag, val } = (value ?? {}) as { readonly tag: string; readonly val: Plain };
  switch (type.kind) {
    case 'list':
      return listToJs(
        type.element,
        list.map((item) => part(type.element, item)),
      );
    case 'tuple':
      return type.types.map((item, i) => part(item, list[i]));
    case 'record':
      return Object.fromEntries(
        type.fields.map((field, i) => [fieldName(field.label), part(field.type, list[i])]),
      );
    case 'flags':
      return Object.fromEntries(type.labels.map((label) => [fieldName(label), list.includes(label)]));
    case 'enum':
      return tag;
    case 'option':
      if (!isNested(type)) return tag === 'none' ? undefined : part(type.type, val);
      return tag === 'none' ? { tag } : { tag, val: part(type.type, val) };
    case 'result':
    case 'variant': {
      const payload = payloadOf(type, tag);
      return payload === null ? { tag } : { tag, val: part(payload, val) };
    }
    case 'own':
    case 'borrow':
      return handles.toObject((value as { readonly handle: number }).handle, type.resource);
    default:
      throw new RangeError(`no ${type.kind} is compared`);
  }
}

/** A value as a JavaScript host gave it. */
export function fromJs(type: ValType, value: unknown, handles: Handles): Plain {
  if (typeof type === 'string') return scalarFromJs(type, value);
  const part = (of: ValType, item: unknown): Plain => fromJs(of, item, handles);
  const { tag, val } = Object(value) as { readonly tag: string; readonly val: unknown };
  const keyed = value as Readonly<Record<string, unknown>>;
  switch (type.kind) {
    case 'list':
      return Array.from(value as Iterable<unknown>, (item) => part(type.element, item));
    case 'tuple':
      return type.types.map((item, i) => part(item, (value as readonly unknown[])[i]));
    case 'record':
      return type.fields.map((field) => part(field.type, keyed[fieldName(field.label)]));
    case 'flags':
      return type.labels.filter((label) => keyed[fieldName(label)] === true);
    case 'enum':
      return { tag: value as string, val: null };
    case 'option':
      if (isNested(type)) return { tag, val: tag === 'none' ? null : part(type.type, val) };
      return value === undefined ? { tag: 'none', val: null } : { tag: 'some', val: part(type.type, value) };
    case 'result':
    case 'variant': {
      const payload = payloadOf(type, tag);
      return { tag, val: payload === null ? null : part(payload, val) };
    }
    case 'own':
    case 'borrow':
      return { handle: handles.fromObject(value, type.resource) };
    default:
      throw new RangeError(`no ${type.kind} is compared`);
  }
}

type Cased = Extract<ValType, { readonly kind: 'result' | 'variant' }>;

export function payloadOf(type: Cased, tag: string): ValType | null {
  if (type.kind === 'result') return tag === 'ok' ? type.ok : type.error;
  return type.cases.find(({ label }) => label === tag)?.type ?? null;
}

/** An option whose value may itself be `undefined` is an object in JavaScript. */
function isNested({ type }: { readonly type: ValType }): boolean {
  return typeof type !== 'string' && type.kind === 'option' && !isNested(type);
}

const LISTS: Readonly<Record<string, (items: never) => unknown>> = {
  u8: (items) => Uint8Array.from(items),
  s8: (items) => Int8Array.from(items),
  u16: (items) => Uint16Array.from(items),
  s16: (items) => Int16Array.from(items),
  u32: (items) => Uint32Array.from(items),
  s32: (items) => Int32Array.from(items),
  u64: (items) => BigUint64Array.from(items),
  s64: (items) => BigInt64Array.from(items),
  f32: (items) => Float32Array.from(items),
  f64: (items) => Float64Array.from(items),
};

function listToJs(element: ValType, items: readonly unknown[]): unknown {
  const make = typeof element === 'string' ? LISTS[element] : undefined;
  return make === undefined ? items : make(items as never);
}

function scalarToJs(type: string, value: Plain): unknown {
  if (type === 'u64' || type === 's64') return BigInt(value as string);
  if (type !== 'f32' && type !== 'f64') return value;
  bits.setBigUint64(0, BigInt(`0x${value as string}`));
  return bits.getFloat64(0);
}

function scalarFromJs(type: string, value: unknown): Plain {
  if (type !== 'f32' && type !== 'f64') return typeof value === 'bigint' ? String(value) : (value as Plain);
  bits.setFloat64(0, value as number);
  return bits.getBigUint64(0).toString(16).padStart(16, '0');
}

const bits = new DataView(new ArrayBuffer(8));
