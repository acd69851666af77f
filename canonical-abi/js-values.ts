import type { LiftLowerContext } from './context.js';
import { describeTags, describeType } from './describe-value.js';
import type { CoreValue } from './memory.js';
import type { CasePlan, FieldPlan, FlagsPlan, ListPlan, RecordPlan, ValuePlan, VariantPlan } from './plan.js';
import { wrapToType } from './numbers.js';
import { ACCESS, isBigInt, isInteger, type ScalarType } from './primitives.js';
import { wrong, wrongCount } from './runtime/wrong.js';

/*
 * What values are in JavaScript, both ways. A value of the wrong type is a TypeError that says where it is, unless the
 * context coerces: then scalars are converted as ToWebAssemblyValue converts those of core types, `string` by ToString and
 * `bool` by ToBoolean, and `null` is a `none`. Records, lists, variants and handles are never made of anything else.
 */

/**
 * A scalar of type `kind`.
 * @throws TypeError
 */
export function toScalar(cx: LiftLowerContext, v: unknown, kind: CheckedType): number | bigint {
  const given = cx.coerce ? coerced(v, kind) : v;
  const isOfType = typeof given === jsTypeOf(kind);
  if (!isOfType || (isInteger(kind) && wrapToType(given as CoreValue, kind) !== given)) {
    wrong(describeType(kind), v);
  }
  return given as CoreValue;
}

/** The scalars that numbers, bigints and booleans are. */
export type CheckedType = Exclude<ScalarType, 'char' | 'error-context'>;

function jsTypeOf(kind: CheckedType): 'number' | 'bigint' | 'boolean' {
  if (kind === 'bool') return 'boolean';
  return isBigInt(kind) ? 'bigint' : 'number';
}

/** As ToWebAssemblyValue converts: it takes no bigint for a number, nor a number for a bigint. */
function coerced(v: unknown, kind: CheckedType): unknown {
  if (kind === 'bool') return Boolean(v);
  if (typeof v === (isBigInt(kind) ? 'number' : 'bigint')) return v;
  const converted = isBigInt(kind) ? BigInt(v as bigint) : Number(v);
  return isInteger(kind) ? wrapToType(converted, kind) : converted;
}

type NumericArray = ArrayLike<unknown> & { [index: number]: unknown };

/** The class of the typed arrays that lists of numbers are; null for other lists. */
function typedArray(as: ListPlan['as']): (new (length: number) => NumericArray) | null {
  if (as === 'array' || as === 'map') return null;
  const classes = globalThis as unknown as Readonly<Record<string, ReturnType<typeof typedArray>>>;
  return classes[`${ACCESS[as]}Array`] ?? null;
}

/** The list, typed array or map of `length` elements, each given by `load`, in order. */
export function makeList(
  cx: LiftLowerContext,
  { as }: ListPlan,
  length: number,
  load: () => unknown,
): unknown {
  const TypedArray = typedArray(as);
  const list: NumericArray = TypedArray === null ? [] : new TypedArray(length);
  for (let i = 0; i < length; i++) list[i] = cx.inside(i, load);
  return isMap(cx, as) ? new Map(list as [unknown, unknown][]) : list;
}

/** Between components a map is the list of its pairs, in which a key may be twice. */
function isMap({ representations }: LiftLowerContext, as: ListPlan['as']): boolean {
  return as === 'map' && !representations;
}

/** The elements of a list, typed array or map. */
export function listElements(cx: LiftLowerContext, v: unknown, { as, length }: ListPlan): ArrayLike<unknown> {
  if (isMap(cx, as)) return v instanceof Map ? [...v] : wrong('a Map', v);
  const TypedArray = typedArray(as);
  if (TypedArray !== null && v instanceof TypedArray) return v;
  return arrayOf(v, length, TypedArray === null ? 'an array' : `an array or ${TypedArray.name}`);
}

/** An array of `length` elements, of any number if that is null. */
function arrayOf(v: unknown, length: number | null, expected = `an array of ${length}`): readonly unknown[] {
  if (!Array.isArray(v)) wrong(expected, v);
  if (length !== null && v.length !== length) wrongCount(`an array of ${length}`, v.length);
  return v;
}

/** A record or tuple whose fields `load` gives, in order. */
export function makeRecord(
  cx: LiftLowerContext,
  { fields, as }: RecordPlan,
  load: (field: FieldPlan) => unknown,
): unknown {
  const record: Record<string, unknown> | unknown[] = as === 'array' ? [] : {};
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
  const record = (as === 'array' ? arrayOf(v, fields.length) : objectOf(v)) as Fields;
  for (const [i, field] of fields.entries()) {
    cx.inside(as === 'array' ? i : field.key, () => store(record[field.key], field));
  }
}

type Fields = Readonly<Record<string, unknown>>;

function objectOf(v: unknown, expected = 'an object'): Fields {
  return typeof v === 'object' && v !== null ? (v as Fields) : wrong(expected, v);
}

/** A value of the case at `position`; `load` gives the payload of a case that has one. */
export function makeVariant(
  cx: LiftLowerContext,
  plan: VariantPlan,
  position: number,
  load: (value: ValuePlan) => unknown,
): unknown {
  const item = plan.cases[position] as CasePlan;
  const { tag, value } = item;
  const val = value === null ? undefined : insideCase(cx, plan, item, () => load(value));
  if (plan.as === 'tagged') return value === null ? { tag } : { tag, val };
  return plan.as === 'tag' ? tag : val;
}

/**
 * The case of a value, and its payload.
 * @spec CanonicalABI.md#storing
 */
export function matchCase(
  cx: LiftLowerContext,
  v: unknown,
  plan: VariantPlan,
): readonly [position: number, item: CasePlan, payload: unknown] {
  const { as, cases, positions } = plan;
  const isNone = v === undefined || (cx.coerce && v === null);
  let position: number | undefined = isNone ? 0 : 1;
  let payload = v;
  if (as !== 'nullable') {
    const tagged = as === 'tag' ? { tag: v } : objectOf(v, 'an object with a `tag`');
    position = positions.get(tagged['tag'] as string) ?? wrong(describeTags(plan), tagged['tag']);
    payload = tagged['val'];
  }
  return [position, cases[position] as CasePlan, payload];
}

/** Goes over the payload of a case: in the path of errors it is below the tag, if the value has one. */
export function insideCase<T>(cx: LiftLowerContext, { as }: VariantPlan, { tag }: CasePlan, go: () => T): T {
  return as === 'nullable' ? go() : cx.inside(tag, go);
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
  const flags = objectOf(v, 'an object of booleans');
  let i = 0;
  for (const [bit, key] of keys.entries()) {
    const flag = flags[key];
    if (flag !== undefined && cx.inside(key, () => toScalar(cx, flag, 'bool'))) i |= 1 << bit;
  }
  return i >>> 0;
}
