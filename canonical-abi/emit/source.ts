import { elemSize, fieldOffsets, payloadOffset } from '../layout.js';
import { discriminantType } from '../shape.js';
import { MAX_LIST_BYTE_LENGTH } from '../limits.js';
import type { HandlePlan, ListPlan, RecordPlan, ValuePlan, VariantPlan } from '../plan.js';
import { type Access, ACCESS, type NumberType } from '../primitives.js';
import type { CoreValType } from '../types.js';
import { moved, type Place, plus, type Side } from './side.js';
import { quote } from './text.js';

/* Where a value comes from, and its parts: the same for values that become JavaScript's and for those that are passed on. */

/** Memory, or core values as expressions, in the order of the flat types. */
export type Source = Place | readonly string[];

export function isFlat(source: Source): source is readonly string[] {
  return Array.isArray(source);
}

export function arrayName(kind: NumberType): string {
  return `${ACCESS[kind]}Array`;
}

/** How the discriminant of a variant is read and written. */
export function discriminantAccess({ cases }: VariantPlan): Access {
  return ACCESS[discriminantType(cases)];
}

/** How flags and other bits are. */
export function bitsAccess(type: ValuePlan['type']): Access {
  return ACCESS[`u${(8 * elemSize(type, 'i32')) as 8 | 16 | 32}`];
}

/** The core value of something that has but one: what it is in memory has the size of `access`. */
export function word(from: Side, source: Source, access: Access = 'Uint32'): string {
  return isFlat(source) ? (source[0] ?? '') : from.get(access, source);
}

/** Address and length, as core values. */
export function pair(from: Side, source: Source): readonly [ptr: string, length: string] {
  if (isFlat(source)) return [source[0] ?? '', source[1] ?? ''];
  const { pointerAccess, pointerSize } = from;
  return [from.get(pointerAccess, source), from.get(pointerAccess, moved(source, pointerSize))];
}

/** The part of `source` that is the field at `position`. */
export function fieldOf(from: Side, plan: RecordPlan, source: Source, position: number): Source {
  if (!isFlat(source)) return placeOfField(from, plan, source, position);
  const lengths = plan.fields.map(({ type }) => from.flat(type).length);
  const start = lengths.slice(0, position).reduce((sum, length) => sum + length, 0);
  return source.slice(start, start + (lengths[position] ?? 0));
}

export function placeOfField({ pointer }: Side, { fields }: RecordPlan, at: Place, position: number): Place {
  return moved(at, fieldOffsets(fields, pointer)[position] ?? 0);
}

/** The part of core values that is the element at `position` of a fixed-length list. */
export function elementOf(from: Side, { element }: ListPlan, source: Source, position: number): Source {
  const { length } = from.flat(element.type);
  return (isFlat(source) ? source : []).slice(position * length, (position + 1) * length);
}

/** Where the payloads of a variant are. */
export function placeOfPayload({ pointer }: Side, { cases }: VariantPlan, at: Place): Place {
  return moved(at, payloadOffset(cases, pointer));
}

/** The part of `source` that is the payload of a case. */
export function payloadOf(from: Side, plan: VariantPlan, source: Source, value: ValuePlan): Source {
  if (!isFlat(source)) return placeOfPayload(from, plan, source);
  const [, ...haves] = from.flat(plan.type);
  return from.flat(value.type).map((want, i) => narrow(from, source[i + 1] ?? '', haves[i] ?? want, want));
}

/** A core value of a variant as the type that the case has in its place. */
function narrow({ body }: Side, value: string, have: CoreValType, want: CoreValType): string {
  if (have === want) return value;
  if (have === 'i32') return body.call('decodeI32AsFloat', `${value} >>> 0`);
  if (want === 'f64') return body.call('decodeI64AsFloat', `BigInt.asUintN(64, ${value})`);
  const low = `Number(BigInt.asIntN(32, ${value}))`;
  return want === 'f32' ? body.call('decodeI32AsFloat', `${low} >>> 0`) : low;
}

/** A core value of a case in the type that the variant has in its place. */
export function widen({ body }: Side, value: string, have: CoreValType, want: CoreValType): string {
  if (have === want) return value;
  if (have === 'f64') return body.call('encodeFloatAsI64', value);
  const bits = have === 'f32' ? body.call('encodeFloatAsI32', value) : `${value} >>> 0`;
  return want === 'i64' ? `BigInt(${bits})` : bits;
}

/** Reads and checks the discriminant of a variant. @returns its name */
export function discriminantOf(from: Side, plan: VariantPlan, source: Source): string {
  const { body } = from;
  const read = word(from, source, discriminantAccess(plan));
  const discriminant = body.define('d', isFlat(source) ? `${read} >>> 0` : read);
  body.trapIf(`${discriminant} >= ${plan.cases.length}`, 'invalid-discriminant');
  return discriminant;
}

/** The elements of a list, with the names of what was read. */
export interface Elements {
  readonly begin: string;
  readonly count: string;
  readonly bytes: string;
}

/**
 * Reads where a list is, and checks that. One of fixed length is where the value is, which was checked.
 * @spec CanonicalABI.md#loading
 */
export function elementsOf(from: Side, plan: ListPlan, source: Source): Elements {
  const { body } = from;
  const elements = readElements(from, plan, source);
  if (plan.length !== null) return elements;
  const { begin, bytes } = elements;
  body.trapIf(`${bytes} > ${MAX_LIST_BYTE_LENGTH}`, 'list-too-long');
  from.trapIfUnaligned(begin, plan.element.type);
  body.trapIf(`${begin} + ${bytes} > ${from.bytes}.length`, 'list-out-of-bounds');
  return elements;
}

/** The same where it was checked before. */
export function readElements(from: Side, plan: ListPlan, source: Source): Elements {
  const { body } = from;
  const [begin, count] =
    plan.length === null || isFlat(source)
      ? pairOf(from, source)
      : [body.define('p', plus(source.base, source.offset)), String(plan.length)];
  return { begin, count, bytes: times(count, from.sizeOf(plan.element.type)) };
}

/** Names address and length, as numbers. */
function pairOf(from: Side, source: Source): readonly [begin: string, count: string] {
  const { body } = from;
  const [ptr, length] = pair(from, source);
  return [body.define('p', from.asIndex(ptr)), body.define('n', from.asIndex(length))];
}

export function times(count: string, size: number): string {
  return size === 1 ? count : `${count} * ${size}`;
}

/** What is bound as the resource of a handle, by its position among those of the function. */
export function resourceOf({ body }: Side, { type }: HandlePlan): number {
  return body.plan.resources.indexOf(type.resource);
}

/** The representation of what a handle is of, which leaves its table or is lent. */
export function takeHandle(from: Side, plan: HandlePlan, source: Source): string {
  const { body, inst } = from;
  const index = `${word(from, source)} >>> 0`;
  const resource = `resource${resourceOf(from, plan)}`;
  return plan.kind === 'own'
    ? body.call('takeOwn', inst, resource, index)
    : body.call('lendHandle', inst, resource, 'lending', index);
}

/** The step to the field at `position`. */
export function stepTo({ as, fields }: RecordPlan, position: number): string {
  return as === 'array' ? String(position) : quote(fields[position]?.key ?? '');
}

/** Writes what happens to the payload of a case: what may be null has no step to it. */
export function insideCase<T>({ body }: Side, { as }: VariantPlan, tag: string, write: () => T): T {
  return as === 'nullable' ? write() : body.inside(quote(tag), write);
}

/** For what whoever asks for text must look out for: values that only asynchronous calls can pass. */
export function noText(kind: string): RangeError {
  return new RangeError(`a ${kind} has no straight-line text`);
}
