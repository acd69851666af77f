import { flattenType } from '../flatten.js';
import { alignment, elemSize } from '../layout.js';
import { MAX_LIST_BYTE_LENGTH } from '../limits.js';
import type { FlagsPlan, ListPlan, RecordPlan, ValuePlan, VariantPlan } from '../plan.js';
import type { CoreValType } from '../types.js';
import type { Body } from './body.js';
import { liftHandle } from './handles.js';
import { caseOffset, discriminantSize, fieldOffset, noText, plus, TYPED_ARRAYS } from './places.js';
import { liftScalar, loadScalar } from './scalars.js';
import { trapIfUnaligned } from './signature.js';
import { propertyKey, quote } from './text.js';

/** Core values as expressions, taken one after the other, each as the type that is wanted of it. */
export type TakeCore = (want: CoreValType) => string;

/**
 * The JavaScript value that core values stand for, as an expression. What can fail is evaluated before, in its order.
 * @spec CanonicalABI.md#flat-lifting
 */
export function liftFlat(body: Body, plan: ValuePlan, take: TakeCore): string {
  switch (plan.kind) {
    case 'string':
      return loadText(body, take(body.pointer), take(body.pointer));
    case 'list':
      if (plan.length === null) return loadList(body, plan, take(body.pointer), take(body.pointer));
      return arrayOf(
        Array.from({ length: plan.length }, (_, i) =>
          body.inside({ index: String(i) }, () => liftFlat(body, plan.element, take)),
        ),
      );
    case 'record':
      return recordOf(body, plan, (i) => liftFlat(body, fieldAt(plan, i), take));
    case 'variant':
      return liftFlatVariant(body, plan, take);
    case 'flags':
      return flagsOf(plan, body.text.define('bits', take('i32')));
    case 'own':
    case 'borrow':
      return liftHandle(body, plan, `${take('i32')} >>> 0`);
    case 'stream':
    case 'future':
      throw noText(plan.kind);
    default:
      return liftScalar(body, plan.kind, take(coreTypeOf(plan.kind)));
  }
}

function coreTypeOf(kind: string): CoreValType {
  if (kind === 'u64' || kind === 's64') return 'i64';
  return kind === 'f32' || kind === 'f64' ? kind : 'i32';
}

/**
 * The JavaScript value at `base + offset`, as an expression.
 * @spec CanonicalABI.md#loading
 */
export function load(body: Body, plan: ValuePlan, base: string, offset: number): string {
  const at = plus(base, offset);
  switch (plan.kind) {
    case 'string':
      return loadText(body, ...loadPair(body, base, offset));
    case 'list':
      if (plan.length === null) return loadList(body, plan, ...loadPair(body, base, offset));
      return loadElements(body, plan, body.text.define('p', at), String(plan.length));
    case 'record':
      return recordOf(body, plan, (i) =>
        load(body, fieldAt(plan, i), base, offset + fieldOffset(plan, i, body.pointer)),
      );
    case 'variant':
      return loadVariant(body, plan, base, offset);
    case 'flags':
      return flagsOf(plan, body.text.define('bits', getInt(elemSize(plan.type, body.pointer), at)));
    case 'own':
    case 'borrow':
      return liftHandle(body, plan, `view.getUint32(${at}, true)`);
    case 'stream':
    case 'future':
      throw noText(plan.kind);
    default:
      return loadScalar(body, plan.kind, at);
  }
}

function getInt(size: number, at: string): string {
  return size === 1 ? `view.getUint8(${at})` : `view.getUint${size * 8}(${at}, true)`;
}

function loadPair(body: Body, base: string, offset: number): [ptr: string, length: string] {
  const [method, size] = body.pointer === 'i32' ? ['getUint32', 4] : ['getBigUint64', 8];
  return [
    `view.${method}(${plus(base, offset)}, true)`,
    `view.${method}(${plus(base, offset + size)}, true)`,
  ];
}

/** An address or length, as a number. */
export function asIndex(body: Body, core: string): string {
  if (body.pointer === 'i64') return body.call('indexOf', core);
  return core.startsWith('view.') ? core : `${core} >>> 0`;
}

function loadText(body: Body, ptr: string, units: string): string {
  const { text, core } = body;
  text.line(body.here());
  if (core.encoding !== 'utf8') {
    return text.define('v', body.call('loadText', 'room', asIndex(body, ptr), units));
  }
  return text.define('v', body.call('loadUtf8', 'memory', asIndex(body, ptr), asIndex(body, units)));
}

/** @spec CanonicalABI.md#loading */
function loadList(body: Body, plan: ListPlan, ptr: string, length: string): string {
  const { text, pointer } = body;
  const begin = text.define('p', asIndex(body, ptr));
  const count = text.define('n', asIndex(body, length));
  const size = elemSize(plan.element.type, pointer);
  const bytes = size === 1 ? count : `${count} * ${size}`;
  body.trapIf(`${bytes} > ${MAX_LIST_BYTE_LENGTH}`, 'list-too-long');
  trapIfUnaligned(body, pointer, begin, alignment(plan.element.type, pointer));
  body.trapIf(`${begin} + ${bytes} > memory.length`, 'list-out-of-bounds');
  const { as } = plan;
  if (as === 'array' || as === 'map') return loadElements(body, plan, begin, count);
  const copy = `memory.bytes.slice(${begin}, ${begin} + ${bytes})`;
  return text.define('v', as === 'u8' ? copy : `new ${TYPED_ARRAYS[as]}(${copy}.buffer)`);
}

function loadElements(body: Body, plan: ListPlan, begin: string, count: string): string {
  const { text } = body;
  const [i, ptr] = [body.index(), text.name('q')];
  const list = text.define('v', body.call('newArray', count));
  text.line(`${i} = 0;`);
  const size = elemSize(plan.element.type, body.pointer);
  text.block(`for (let ${ptr} = ${begin}; ${i} < ${count}; ${i}++, ${ptr} += ${size})`, () => {
    const element = body.inside({ index: i }, () => load(body, plan.element, ptr, 0));
    text.line(`${list}[${i}] = ${element};`);
  });
  return plan.as === 'map' ? `new Map(${list})` : list;
}

function fieldAt({ fields }: RecordPlan, position: number): ValuePlan {
  const field = fields[position];
  if (field === undefined) throw new RangeError(`no field ${position}`);
  return field.value;
}

function recordOf(body: Body, { fields, as }: RecordPlan, lift: (position: number) => string): string {
  const values = fields.map(({ key }, i) =>
    body.inside(as === 'array' ? { index: String(i) } : { key }, () => lift(i)),
  );
  if (as === 'array') return arrayOf(values);
  return `{ ${values.map((value, i) => `${propertyKey(fields[i]?.key ?? '')}: ${value}`).join(', ')} }`;
}

function arrayOf(values: readonly string[]): string {
  return `[${values.join(', ')}]`;
}

function flagsOf({ keys }: FlagsPlan, bits: string): string {
  const flags = keys.map((key, bit) => `${propertyKey(key)}: (${bits} & ${2 ** bit}) !== 0`);
  return `{ ${flags.join(', ')} }`;
}

/** @spec CanonicalABI.md#loading */
function loadVariant(body: Body, plan: VariantPlan, base: string, offset: number): string {
  const discriminant = body.text.define('d', getInt(discriminantSize(plan), plus(base, offset)));
  return variantOf(body, plan, discriminant, (value) =>
    load(body, value, base, offset + caseOffset(plan, body.pointer)),
  );
}

/** @spec CanonicalABI.md#flat-lifting */
function liftFlatVariant(body: Body, plan: VariantPlan, take: TakeCore): string {
  const discriminant = body.text.define('d', `${take('i32')} >>> 0`);
  const [, ...haves] = flattenType(plan.type, body.pointer) ?? [];
  const slots = haves.map((have) => take(have));
  return variantOf(body, plan, discriminant, (value) => {
    let next = 0;
    return liftFlat(body, value, (want) => {
      const [slot = '', have = want] = [slots[next], haves[next]];
      next += 1;
      return narrow(body, slot, have, want);
    });
  });
}

/** A core value of a variant as the type that the case has in its place. */
export function narrow(body: Body, value: string, have: CoreValType, want: CoreValType): string {
  if (have === want) return value;
  if (have === 'i32') return body.call('decodeI32AsFloat', `${value} >>> 0`);
  if (want === 'f64') return body.call('decodeI64AsFloat', `BigInt.asUintN(64, ${value})`);
  const low = `Number(BigInt.asIntN(32, ${value}))`;
  return want === 'f32' ? body.call('decodeI32AsFloat', `${low} >>> 0`) : low;
}

/** The value of the case at `discriminant`; `lift` writes how its payload is lifted. */
function variantOf(
  body: Body,
  plan: VariantPlan,
  discriminant: string,
  lift: (value: ValuePlan) => string,
): string {
  const { text } = body;
  const { cases, as } = plan;
  body.trapIf(`${discriminant} >= ${cases.length}`, 'invalid-discriminant');
  if (as === 'tag') {
    const tags = body.constant('TAGS', arrayOf(cases.map(({ tag }) => quote(tag))));
    return `${tags}[${discriminant}]`;
  }
  const value = text.name('v');
  text.line(`let ${value};`);
  text.block(`switch (${discriminant})`, () => {
    cases.forEach((c, position) => {
      const payload = c.value;
      if (as === 'nullable' && payload === null) return;
      text.block(`case ${position}:`, () => {
        if (payload === null) text.line(`${value} = { tag: ${quote(c.tag)} };`);
        else if (as === 'nullable') text.line(`${value} = ${lift(payload)};`);
        else {
          const val = body.inside({ key: c.tag }, () => lift(payload));
          text.line(`${value} = { tag: ${quote(c.tag)}, val: ${val} };`);
        }
        text.line('break;');
      });
    });
  });
  return value;
}
