import type { FlagsPlan, ListPlan, RecordPlan, ValuePlan, VariantPlan } from '../plan.js';
import { liftScalar } from './scalars.js';
import type { Side } from './side.js';
import {
  arrayName,
  bitsAccess,
  discriminantOf,
  elementOf,
  elementsOf,
  fieldOf,
  insideCase,
  isFlat,
  noText,
  pair,
  payloadOf,
  resourceOf,
  type Source,
  stepTo,
  takeHandle,
  word,
} from './source.js';
import { propertyKey, quote } from './text.js';

/**
 * The JavaScript value in memory, or that core values stand for, as an expression. What can fail is evaluated before, in its
 * order.
 * @spec CanonicalABI.md#loading, CanonicalABI.md#flat-lifting
 */
export function lift(from: Side, plan: ValuePlan, source: Source): string {
  const { body } = from;
  switch (plan.kind) {
    case 'string':
      return liftText(from, source);
    case 'list':
      return liftList(from, plan, source);
    case 'record':
      return liftRecord(from, plan, source);
    case 'variant':
      return liftVariant(from, plan, source);
    case 'flags':
      return flagsOf(plan, body.define('bits', word(from, source, bitsAccess(plan.type))));
    case 'own':
    case 'borrow': {
      body.mark();
      const rep = takeHandle(from, plan, source);
      return body.define('v', `values${resourceOf(from, plan)}.fromRep(${rep}, '${plan.kind}')`);
    }
    case 'stream':
    case 'future':
      throw noText(plan.kind);
    default:
      return liftScalar(from, plan.kind, source);
  }
}

function liftText(from: Side, source: Source): string {
  const [ptr, units] = pair(from, source);
  return from.encoding === 'utf8'
    ? from.body.attempt('v', 'loadUtf8', from.memory, from.asIndex(ptr), from.asIndex(units))
    : from.body.attempt('v', 'loadText', from.room, from.asIndex(ptr), units);
}

/** @spec CanonicalABI.md#loading */
function liftList(from: Side, plan: ListPlan, source: Source): string {
  const { body } = from;
  const { length, as } = plan;
  if (length !== null && isFlat(source)) {
    return arrayOf(
      Array.from({ length }, (_, i) =>
        body.inside(String(i), () => lift(from, plan.element, elementOf(from, plan, source, i))),
      ),
    );
  }
  const { begin, count, bytes } = elementsOf(from, plan, source);
  if (as === 'array' || as === 'map') return liftElements(from, plan, begin, count);
  const copy = `${from.bytes}.slice(${begin}, ${begin} + ${bytes})`;
  return body.define('v', as === 'u8' ? copy : `new ${arrayName(as)}(${copy}.buffer)`);
}

function liftElements(from: Side, { element, as }: ListPlan, begin: string, count: string): string {
  const { body } = from;
  const list = body.define('v', body.call('newArray', count));
  body.loop(begin, from.sizeOf(element.type), count, (base, i) => {
    body.line(`${list}[${i}] = ${lift(from, element, { base, offset: 0 })};`);
  });
  return as === 'map' ? `new Map(${list})` : list;
}

function liftRecord(from: Side, plan: RecordPlan, source: Source): string {
  const values = plan.fields.map(({ value }, i) =>
    from.body.inside(stepTo(plan, i), () => lift(from, value, fieldOf(from, plan, source, i))),
  );
  return plan.as === 'array'
    ? arrayOf(values)
    : objectOf(
        plan.fields.map(({ key }) => key),
        values,
      );
}

function arrayOf(values: readonly string[]): string {
  return `[${values.join(', ')}]`;
}

function objectOf(keys: readonly string[], values: readonly string[]): string {
  return `{ ${keys.map((key, i) => `${propertyKey(key)}: ${values[i] ?? ''}`).join(', ')} }`;
}

function flagsOf({ keys }: FlagsPlan, bits: string): string {
  return objectOf(
    keys,
    keys.map((_, bit) => `(${bits} & ${2 ** bit}) !== 0`),
  );
}

/** @spec CanonicalABI.md#loading, CanonicalABI.md#flat-lifting */
function liftVariant(from: Side, plan: VariantPlan, source: Source): string {
  const { body } = from;
  const { cases, as } = plan;
  const discriminant = discriminantOf(from, plan, source);
  if (as === 'tag') {
    return `${body.constant('TAGS', arrayOf(cases.map(({ tag }) => quote(tag))))}[${discriminant}]`;
  }
  const variant = body.name('v');
  body.line(`let ${variant};`);
  body.block(`switch (${discriminant})`, () => {
    cases.forEach(({ tag, value }, position) => {
      if (as === 'nullable' && value === null) return;
      body.option(String(position), () => {
        const payload =
          value && insideCase(from, plan, tag, () => lift(from, value, payloadOf(from, plan, source, value)));
        body.line(`${variant} = ${as === 'nullable' ? (payload ?? '') : taggedOf(tag, payload)};`);
      });
    });
  });
  return variant;
}

function taggedOf(tag: string, payload: string | null): string {
  return `{ tag: ${quote(tag)}${payload === null ? '' : `, val: ${payload}`} }`;
}
