import type { LiftLowerContext } from './context.js';
import { describeTags } from './describe-value.js';
import type { FieldPlan, FlagsPlan, ListPlan, NumberType, RecordPlan, VariantPlan } from './plan.js';
import { type SmallIntType, wrapToType } from './numbers.js';
import { ACCESS } from './primitives.js';
import { wrong, wrongCount } from './runtime/wrong.js';

/*
 * What values are in JavaScript, both ways. A value of the wrong type is a TypeError that says where it is, unless the
 * context coerces: then scalars are converted as ToWebAssemblyValue converts those of core types, `string` by ToString and
 * `bool` by ToBoolean, and `null` is a `none`. Records, lists, variants and handles are never made of anything else.
 */

export function toBool(cx: LiftLowerContext, v: unknown): boolean {
  if (typeof v === 'boolean') return v;
  if (cx.coerce) return Boolean(v);
  wrong('a boolean', v);
}

export function toSmallInt(cx: LiftLowerContext, v: unknown, t: SmallIntType): number {
  if (typeof v === 'number' && wrapToType(v, t) === v) return v;
  if (cx.coerce && typeof v !== 'bigint') return wrapToType(Number(v), t);
  wrong(`an integer of type ${t}`, v);
}

export function toBigInt(cx: LiftLowerContext, v: unknown, t: 's64' | 'u64'): bigint {
  const wrap = t === 's64' ? BigInt.asIntN : BigInt.asUintN;
  if (typeof v === 'bigint' && wrap(64, v) === v) return v;
  // By ToBigInt, as for an `i64`: a number is refused, whatever it is.
  if (cx.coerce && typeof v !== 'number') return wrap(64, BigInt(v as bigint));
  wrong(`a bigint of type ${t}`, v);
}

export function toFloat(cx: LiftLowerContext, v: unknown): number {
  if (typeof v === 'number') return v;
  if (cx.coerce && typeof v !== 'bigint') return Number(v);
  wrong('a number', v);
}

type NumericArray = ArrayLike<unknown> & { [index: number]: unknown };

/** The class of the typed arrays that lists of numbers are. */
function typedArray(as: NumberType): new (length: number) => NumericArray {
  const classes = globalThis as unknown as Readonly<Record<string, ReturnType<typeof typedArray>>>;
  return classes[`${ACCESS[as]}Array`] as ReturnType<typeof typedArray>;
}

/** The list, typed array or map of `length` elements, each given by `load`, in order. */
export function makeList(
  cx: LiftLowerContext,
  { as }: ListPlan,
  length: number,
  load: (i: number) => unknown,
): unknown {
  const list: NumericArray = as === 'array' || as === 'map' ? [] : new (typedArray(as))(length);
  for (let i = 0; i < length; i++) list[i] = cx.inside(i, () => load(i));
  return isMap(cx, as) ? new Map(list as [unknown, unknown][]) : list;
}

/** Between components a map is the list of its pairs, in which a key may be twice. */
function isMap({ representations }: LiftLowerContext, as: ListPlan['as']): boolean {
  return as === 'map' && !representations;
}

/** The elements of a list, typed array or map. */
export function listElements(cx: LiftLowerContext, v: unknown, plan: ListPlan): ArrayLike<unknown> {
  const { as, length } = plan;
  if (isMap(cx, as)) {
    if (v instanceof Map) return [...v];
    wrong('a Map', v);
  }
  if (!Array.isArray(v) && (as === 'array' || as === 'map' || !(v instanceof typedArray(as)))) {
    const isNumeric = as !== 'array' && as !== 'map';
    wrong(isNumeric ? `an array or ${ACCESS[as]}Array` : 'an array', v);
  }
  const list = v as ArrayLike<unknown>;
  if (length !== null && list.length !== length) {
    wrongCount(`an array of ${length}`, list.length);
  }
  return list;
}

/** A record or tuple whose fields `load` gives, in order. */
export function makeRecord(
  cx: LiftLowerContext,
  { fields, as }: RecordPlan,
  load: (field: FieldPlan) => unknown,
): unknown {
  const record: unknown[] | Record<string, unknown> = as === 'array' ? [] : {};
  for (const [i, field] of fields.entries()) {
    const value = cx.inside(as === 'array' ? i : field.key, () => load(field));
    if (Array.isArray(record)) record.push(value);
    else record[field.key] = value;
  }
  return record;
}

/** Calls `store` with the value of each field of a record or tuple, in order. */
export function eachField(
  cx: LiftLowerContext,
  v: unknown,
  { fields, as }: RecordPlan,
  store: (value: unknown, field: FieldPlan) => void,
): void {
  if (as === 'array' ? !Array.isArray(v) : !isObject(v)) {
    wrong(as === 'array' ? `an array of ${fields.length}` : 'an object', v);
  }
  if (Array.isArray(v) && as === 'array' && v.length !== fields.length) {
    wrongCount(`an array of ${fields.length}`, v.length);
  }
  const record = v as Readonly<Record<string, unknown>>;
  for (const [i, field] of fields.entries()) {
    cx.inside(as === 'array' ? i : field.key, () => store(record[field.key], field));
  }
}

/** A value of the case at `position`; `load` gives the payload of a case that has one. */
export function makeVariant(
  cx: LiftLowerContext,
  { cases, as }: VariantPlan,
  position: number,
  load: (c: CaseWithPayload) => unknown,
): unknown {
  const c = cases[position];
  if (c === undefined) throw new RangeError(`no case ${position}`);
  if (as === 'tag') return c.tag;
  const { value, type } = c;
  if (value === null || type === null) return as === 'nullable' ? undefined : { tag: c.tag };
  if (as === 'nullable') return load({ value, type });
  return { tag: c.tag, val: cx.inside(c.tag, () => load({ value, type })) };
}

/** A case that has a payload. */
export type CaseWithPayload = Pick<FieldPlan, 'value' | 'type'>;

/**
 * The position of the case of a value, and its payload.
 * @spec CanonicalABI.md#storing
 */
export function matchCase(cx: LiftLowerContext, v: unknown, plan: VariantPlan): readonly [number, unknown] {
  if (plan.as === 'nullable') return v === undefined || (cx.coerce && v === null) ? [0, undefined] : [1, v];
  if (plan.as === 'tagged' && !isObject(v)) wrong('an object with a `tag`', v);
  const { tag, val } = plan.as === 'tag' ? { tag: v, val: undefined } : (v as { tag: unknown; val: unknown });
  const position = typeof tag === 'string' ? plan.positions.get(tag) : undefined;
  if (position === undefined) wrong(describeTags(plan), tag);
  return [position, val];
}

/** Calls `store` with the payload of a tagged value, its path below the tag. */
export function atCase<T>(cx: LiftLowerContext, plan: VariantPlan, position: number, store: () => T): T {
  if (plan.as === 'nullable') return store();
  return cx.inside(plan.cases[position]?.tag ?? position, store);
}

/** @spec CanonicalABI.md#loading */
export function unpackFlagsFromInt(i: number, { keys }: FlagsPlan): Record<string, boolean> {
  return Object.fromEntries(keys.map((key, bit) => [key, ((i >>> bit) & 1) === 1]));
}

/**
 * Flags that are left out are not set.
 * @spec CanonicalABI.md#storing
 */
export function packFlagsIntoInt(cx: LiftLowerContext, v: unknown, { keys }: FlagsPlan): number {
  if (!isObject(v)) wrong('an object of booleans', v);
  let i = 0;
  for (const [bit, key] of keys.entries()) {
    const flag = v[key];
    if (flag !== undefined && cx.inside(key, () => toBool(cx, flag))) i |= 1 << bit;
  }
  return i >>> 0;
}

function isObject(v: unknown): v is Readonly<Record<string, unknown>> {
  return typeof v === 'object' && v !== null;
}
