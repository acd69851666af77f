import { fieldName } from '../../bindgen/js-names/index.js';
import type { FieldType, PrimValType, ValType } from '../../canonical-abi/index.js';

/** A value as `json-from-wast` writes it: integers and the bits of floats in decimal. */
export interface ScriptValue {
  readonly type: string;
  readonly value?: unknown;
}

const INT_TYPES: ReadonlySet<string> = new Set(['s8', 'u8', 's16', 'u16', 's32', 'u32']);

const NUMBER_LISTS: ReadonlyMap<ValType, (numbers: readonly unknown[]) => object> = new Map<
  ValType,
  (numbers: readonly unknown[]) => object
>([
  ['s8', (numbers) => Int8Array.from(numbers as readonly number[])],
  ['u8', (numbers) => Uint8Array.from(numbers as readonly number[])],
  ['s16', (numbers) => Int16Array.from(numbers as readonly number[])],
  ['u16', (numbers) => Uint16Array.from(numbers as readonly number[])],
  ['s32', (numbers) => Int32Array.from(numbers as readonly number[])],
  ['u32', (numbers) => Uint32Array.from(numbers as readonly number[])],
  ['s64', (numbers) => BigInt64Array.from(numbers as readonly bigint[])],
  ['u64', (numbers) => BigUint64Array.from(numbers as readonly bigint[])],
  ['f32', (numbers) => Float32Array.from(numbers as readonly number[])],
  ['f64', (numbers) => Float64Array.from(numbers as readonly number[])],
]);

/**
 * The value of type `type` that docs/typescript.md promises for a value of a script. Written against that page, not
 * against the plans of `canonical-abi`, so that a run says whether the two agree.
 * @throws Error where the script's value is not of the type
 */
export function toJs(script: ScriptValue, type: ValType): unknown {
  const { value } = script;
  if (typeof type === 'string') return primitive(script, type);
  if (script.type !== type.kind && !(type.kind === 'map' && script.type === 'list'))
    throw wrong(script, type);
  switch (type.kind) {
    case 'list': {
      const elements = (value as readonly ScriptValue[]).map((element) => toJs(element, type.element));
      const ofNumbers = type.length === null ? NUMBER_LISTS.get(type.element) : undefined;
      return ofNumbers === undefined ? elements : ofNumbers(elements);
    }
    case 'map': {
      const pairs = (value as readonly ScriptValue[]).map((pair) => elementsOf(pair, [type.key, type.value]));
      return new Map(pairs as [unknown, unknown][]);
    }
    case 'tuple':
      return elementsOf(script, type.types);
    case 'record':
      return record(value as readonly (readonly [string, ScriptValue])[], type.fields);
    case 'enum':
      return value;
    case 'flags': {
      const set = new Set(value as readonly string[]);
      return Object.fromEntries(type.labels.map((label) => [fieldName(label), set.has(label)]));
    }
    case 'variant': {
      const { case: tag, payload } = value as {
        readonly case: string;
        readonly payload?: ScriptValue | null;
      };
      return tagged(tag, payload, type.cases.find(({ label }) => label === tag)?.type ?? null);
    }
    case 'option': {
      const some = value as ScriptValue | null;
      if (mayBeUndefined(type)) return some === null ? undefined : toJs(some, type.type);
      return some === null ? { tag: 'none' } : tagged('some', some, type.type);
    }
    case 'result': {
      const sides = value as { readonly Ok?: ScriptValue | null; readonly Err?: ScriptValue | null };
      return 'Ok' in sides ? tagged('ok', sides.Ok, type.ok) : tagged('err', sides.Err, type.error);
    }
    case 'own':
    case 'borrow':
    case 'stream':
    case 'future':
      throw wrong(script, type);
  }
}

function primitive(script: ScriptValue, type: PrimValType): unknown {
  const { value } = script;
  if (script.type !== type) throw wrong(script, type);
  if (INT_TYPES.has(type)) return Number(value);
  if (type === 's64' || type === 'u64') return BigInt(value as string);
  if (type === 'f32') return new Float32Array(Uint32Array.of(Number(value)).buffer)[0];
  if (type === 'f64') return new Float64Array(BigUint64Array.of(BigInt(value as string)).buffer)[0];
  return value;
}

function elementsOf(tuple: ScriptValue, types: readonly ValType[]): readonly unknown[] {
  const elements = tuple.value as readonly ScriptValue[];
  return types.map((type, i) => toJs(elements[i] ?? { type: 'nothing' }, type));
}

/** The fields of a script stand in the order of the type. */
function record(
  fields: readonly (readonly [string, ScriptValue])[],
  types: readonly FieldType[],
): Readonly<Record<string, unknown>> {
  const values = new Map(fields);
  return Object.fromEntries(
    types.map(({ label, type }) => [fieldName(label), toJs(values.get(label) ?? { type: 'nothing' }, type)]),
  );
}

function tagged(tag: string, payload: ScriptValue | null | undefined, type: ValType | null): object {
  if (type === null) return { tag };
  return { tag, val: toJs(payload ?? { type: 'nothing' }, type) };
}

/** Whether `undefined` is a value of the type: of an option whose content is never `undefined` itself. */
function mayBeUndefined(type: ValType): boolean {
  return typeof type !== 'string' && type.kind === 'option' && !mayBeUndefined(type.type);
}

function wrong(script: ScriptValue, type: ValType): Error {
  const kind = typeof type === 'string' ? type : type.kind;
  return new Error(`the script gives a value of type ${script.type} where the component has ${kind}`);
}
