import { flattenType } from '../flatten.js';
import { alignment, elemSize } from '../layout.js';
import { MAX_LIST_BYTE_LENGTH } from '../limits.js';
import type { FieldPlan, FlagsPlan, ListPlan, RecordPlan, ValuePlan, VariantPlan } from '../plan.js';
import type { CoreValType } from '../types.js';
import type { Body } from './body.js';
import { lowerHandle } from './handles.js';
import { caseOffset, discriminantSize, fieldOffset, noText, plus, TYPED_ARRAYS } from './places.js';
import { checkScalar, lowerScalar, storeScalar } from './scalars.js';
import { quote } from './text.js';

/** How many cases a `switch` over strings is quicker for than a map. */
const FEW_CASES = 8;

/**
 * Core values for the JavaScript value `v`, as expressions, in the order of the flat types.
 * @spec CanonicalABI.md#flat-lowering
 */
export function lowerFlat(body: Body, plan: ValuePlan, v: string): readonly string[] {
  switch (plan.kind) {
    case 'string':
      return storeText(body, v);
    case 'list':
      return plan.length === null ? storeList(body, plan, v) : lowerFlatFixed(body, plan, plan.length, v);
    case 'record':
      checkRecord(body, plan, v);
      return plan.fields.flatMap((field, i) =>
        body.inside(stepOf(plan, field, i), () => lowerFlat(body, field.value, property(body, v, field.key))),
      );
    case 'variant':
      return lowerFlatVariant(body, plan, v);
    case 'flags':
      return [packFlags(body, plan, v)];
    case 'own':
    case 'borrow':
      return [lowerHandle(body, plan, v)];
    case 'stream':
    case 'future':
      throw noText(plan.kind);
    default:
      return [lowerScalar(body, plan.kind, checkScalar(body, plan.kind, v))];
  }
}

/**
 * Writes the JavaScript value `v` to memory at `base + offset`.
 * @spec CanonicalABI.md#storing
 */
export function store(body: Body, plan: ValuePlan, v: string, base: string, offset: number): void {
  const { text } = body;
  const at = plus(base, offset);
  switch (plan.kind) {
    case 'string':
      return storePair(body, storeText(body, v), base, offset);
    case 'list':
      if (plan.length === null) return storePair(body, storeList(body, plan, v), base, offset);
      checkElements(body, plan, v);
      return storeElements(body, plan, v, text.define('p', at), String(plan.length));
    case 'record':
      checkRecord(body, plan, v);
      return storeFields(body, plan, v, base, offset);
    case 'variant':
      return storeVariant(body, plan, v, base, offset);
    case 'flags':
      return writeInt(body, elemSize(plan.type, body.pointer), at, packFlags(body, plan, v));
    case 'own':
    case 'borrow':
      return writeInt(body, 4, at, lowerHandle(body, plan, v));
    case 'stream':
    case 'future':
      throw noText(plan.kind);
    default:
      return storeScalar(body, plan.kind, checkScalar(body, plan.kind, v), at);
  }
}

/** All fields are read before the first is written: what reading them calls comes to an end, and the memory stays as it is. */
function storeFields(body: Body, plan: RecordPlan, v: string, base: string, offset: number): void {
  const values = plan.fields.map(({ key }) => property(body, v, key));
  for (const [i, field] of plan.fields.entries()) {
    const at = offset + fieldOffset(plan, i, body.pointer);
    body.inside(stepOf(plan, field, i), () => store(body, field.value, values[i] ?? '', base, at));
  }
}

export function stepOf(
  { as }: RecordPlan,
  { key }: FieldPlan,
  position: number,
): { key: string } | { index: string } {
  return as === 'array' ? { index: String(position) } : { key };
}

function property(body: Body, v: string, key: string): string {
  body.outdateView();
  return body.text.define('v', /^\d+$/.test(key) ? `${v}[${key}]` : `${v}[${quote(key)}]`);
}

function writeInt(body: Body, size: number, at: string, value: string): void {
  body.renewView();
  body.text.line(
    size === 1 ? `view.setUint8(${at}, ${value});` : `view.setUint${size * 8}(${at}, ${value}, true);`,
  );
}

/** Pointer and length: they are written after what they point at. */
function storePair(
  body: Body,
  [ptr = '', length = '']: readonly string[],
  base: string,
  offset: number,
): void {
  const [method, size] = body.pointer === 'i32' ? ['setUint32', 4] : ['setBigUint64', 8];
  body.renewView();
  body.text.line(`view.${method}(${plus(base, offset)}, ${ptr}, true);`);
  body.text.line(`view.${method}(${plus(base, offset + size)}, ${length}, true);`);
}

/** A number as a core value of the pointer type. */
function toCore(body: Body, value: string): string {
  return body.pointer === 'i32' ? value : `BigInt(${value})`;
}

function storeText(body: Body, v: string): readonly string[] {
  const { text, core } = body;
  if (!body.coerce) body.wrongIf(`typeof ${v} !== 'string'`, 'a string', v);
  text.line(body.here());
  const value = body.coerce ? `String(${v})` : v;
  const helper = core.encoding === 'utf8' ? 'storeUtf8' : 'storeText';
  const ptr = text.define('p', body.call(helper, 'room', value));
  const units = text.define('n', 'room.units');
  body.outdateView();
  return helper === 'storeUtf8' ? [toCore(body, ptr), toCore(body, units)] : [toCore(body, ptr), units];
}

function checkElements(body: Body, { as, length }: ListPlan, v: string): void {
  if (as === 'map') return body.wrongIf(`!(${v} instanceof Map)`, 'a Map', v);
  body.wrongIf(`!Array.isArray(${v})`, as === 'array' ? 'an array' : `an array or ${TYPED_ARRAYS[as]}`, v);
  if (length !== null) checkCount(body, v, length);
}

function checkCount(body: Body, v: string, count: number): void {
  const failure = body.call('wrongCount', quote(`an array of ${count}`), `${v}.length`);
  body.check(`${v}.length !== ${count}`, failure);
}

/** @spec CanonicalABI.md#storing */
function storeList(body: Body, plan: ListPlan, v: string): readonly string[] {
  const { text } = body;
  const { as } = plan;
  if (as === 'array' || as === 'map') {
    checkElements(body, plan, v);
    const elements = as === 'map' ? text.define('v', `[...${v}]`) : v;
    const length = text.define('n', `${elements}.length`);
    const ptr = allocateElements(body, plan, length, 'const ');
    storeElements(body, plan, elements, ptr, length);
    return [toCore(body, ptr), toCore(body, length)];
  }
  const [ptr, length] = [text.name('p'), text.name('n')];
  text.line(`let ${ptr}, ${length};`);
  text.block(
    `if (${v} instanceof ${TYPED_ARRAYS[as]})`,
    () => {
      text.line(`${length} = ${v}.length;`);
      text.line(body.here());
      const size = elemSize(as, body.pointer);
      text.line(`${ptr} = ${body.call('storeTypedArray', 'room', v, String(size))};`);
      body.outdateView();
    },
    ' else {',
  );
  checkElements(body, plan, v);
  text.line(`${length} = ${v}.length;`);
  allocateElements(body, plan, length, '', ptr);
  storeElements(body, plan, v, ptr, length);
  text.line('}');
  return [toCore(body, ptr), toCore(body, length)];
}

function allocateElements(
  body: Body,
  plan: ListPlan,
  length: string,
  declare: string,
  name?: string,
): string {
  const { text, pointer } = body;
  const ptr = name ?? text.name('p');
  const align = alignment(plan.element.type, pointer);
  const bytes = `${length} * ${elemSize(plan.element.type, pointer)}`;
  body.check(
    `${bytes} > ${MAX_LIST_BYTE_LENGTH}`,
    body.call('wrongCount', quote('a list of less than 2^28 bytes'), bytes),
  );
  text.line(body.here());
  text.line(`${declare}${ptr} = ${body.call('allocateChecked', 'room', String(align), bytes)};`);
  body.outdateView();
  return ptr;
}

function storeElements(body: Body, plan: ListPlan, v: string, begin: string, length: string): void {
  const { text } = body;
  const [i, ptr] = [body.index(), text.name('q')];
  const size = elemSize(plan.element.type, body.pointer);
  text.line(`${i} = 0;`);
  text.block(`for (let ${ptr} = ${begin}; ${i} < ${length}; ${i}++, ${ptr} += ${size})`, () => {
    const element = text.define('v', `${v}[${i}]`);
    body.outdateView();
    body.inside({ index: i }, () => store(body, plan.element, element, ptr, 0));
  });
  // It may not have run at all.
  body.outdateView();
}

function lowerFlatFixed(body: Body, plan: ListPlan, count: number, v: string): readonly string[] {
  checkElements(body, plan, v);
  return Array.from({ length: count }, (_, i) =>
    body.inside({ index: String(i) }, () =>
      lowerFlat(body, plan.element, body.text.define('v', `${v}[${i}]`)),
    ),
  ).flat();
}

function checkRecord(body: Body, { as, fields }: RecordPlan, v: string): void {
  if (as === 'object') return body.wrongIf(`typeof ${v} !== 'object' || ${v} === null`, 'an object', v);
  body.wrongIf(`!Array.isArray(${v})`, `an array of ${fields.length}`, v);
  checkCount(body, v, fields.length);
}

/** @spec CanonicalABI.md#storing */
function packFlags(body: Body, { keys }: FlagsPlan, v: string): string {
  const { text } = body;
  body.wrongIf(`typeof ${v} !== 'object' || ${v} === null`, 'an object of booleans', v);
  const bits = text.name('bits');
  text.line(`let ${bits} = 0;`);
  keys.forEach((key, bit) => {
    const flag = property(body, v, key);
    body.inside({ key }, () => {
      if (!body.coerce)
        body.wrongIf(`${flag} !== undefined && typeof ${flag} !== 'boolean'`, 'a boolean', flag);
      text.line(`if (${flag}) ${bits} |= ${2 ** bit};`);
    });
  });
  return `(${bits} >>> 0)`;
}

/** Writes the code of each case: which case `v` is of decides what runs. `write` gets the position and the payload. */
function eachCase(
  body: Body,
  plan: VariantPlan,
  v: string,
  write: (position: number, payload: string) => void,
): void {
  const { text } = body;
  const branch = (position: number, content: string): void => {
    body.outdateView();
    write(position, content);
    body.outdateView();
  };
  if (plan.as === 'nullable') {
    const isNone = body.coerce ? `${v} === undefined || ${v} === null` : `${v} === undefined`;
    text.block(`if (${isNone})`, () => branch(0, 'undefined'), ' else {');
    branch(1, v);
    return text.line('}');
  }
  if (plan.as === 'tagged') {
    body.wrongIf(`typeof ${v} !== 'object' || ${v} === null`, 'an object with a `tag`', v);
  }
  const tag = plan.as === 'tagged' ? text.define('tag', `${v}.tag`) : v;
  const payload =
    plan.as === 'tagged' && plan.cases.some((c) => c.value !== null) ? text.define('v', `${v}.val`) : '';
  text.block(`switch (${tag})`, () => {
    plan.cases.forEach((c, position) => {
      text.block(`case ${quote(c.tag)}:`, () => {
        if (c.value === null || plan.as === 'tag') branch(position, payload);
        else body.inside({ key: c.tag }, () => branch(position, payload));
        text.line('break;');
      });
    });
    text.line(`default: ${body.here()} ${body.call('wrong', quote(`one of ${tagList(plan)}`), tag)};`);
  });
}

function tagList({ cases }: VariantPlan): string {
  const shown = cases.slice(0, 8).map(({ tag }) => JSON.stringify(tag));
  return shown.join(', ') + (cases.length > 8 ? ', …' : '');
}

/** The position of the case of an enum. */
function enumPosition(body: Body, plan: VariantPlan, v: string): string {
  const { text } = body;
  const position = text.name('d');
  if (plan.cases.length <= FEW_CASES) {
    text.line(`let ${position};`);
    eachCase(body, plan, v, (number) => text.line(`${position} = ${number};`));
    return position;
  }
  const table = plan.cases.map(({ tag }, i) => `[${quote(tag)}, ${i}]`).join(', ');
  text.line(`const ${position} = ${body.constant('POSITIONS', `new Map([${table}])`)}.get(${v});`);
  body.wrongIf(`${position} === undefined`, `one of ${tagList(plan)}`, v);
  return position;
}

function storeVariant(body: Body, plan: VariantPlan, v: string, base: string, offset: number): void {
  const size = discriminantSize(plan);
  const at = plus(base, offset);
  if (plan.as === 'tag') return writeInt(body, size, at, enumPosition(body, plan, v));
  eachCase(body, plan, v, (position, payload) => {
    writeInt(body, size, at, String(position));
    const value = plan.cases[position]?.value ?? null;
    if (value !== null) store(body, value, payload, base, offset + caseOffset(plan, body.pointer));
  });
}

/** @spec CanonicalABI.md#flat-lowering */
function lowerFlatVariant(body: Body, plan: VariantPlan, v: string): readonly string[] {
  const { text, pointer } = body;
  if (plan.as === 'tag') return [enumPosition(body, plan, v)];
  const [, ...wants] = flattenType(plan.type, pointer) ?? [];
  const discriminant = text.name('d');
  const slots = wants.map(() => text.name('s'));
  const zeros = wants.map((want, i) => `${slots[i]} = ${want === 'i64' ? '0n' : '0'}`);
  text.line(`let ${[discriminant, ...zeros].join(', ')};`);
  eachCase(body, plan, v, (position, payload) => {
    text.line(`${discriminant} = ${position};`);
    const value = plan.cases[position]?.value ?? null;
    if (value === null) return;
    const haves = flattenType(value.type, pointer) ?? [];
    lowerFlat(body, value, payload).forEach((core, i) => {
      const [have = 'i32', want = 'i32'] = [haves[i], wants[i]];
      text.line(`${slots[i]} = ${widen(body, core, have, want)};`);
    });
  });
  return [discriminant, ...slots];
}

/** A core value of a case in the type that the variant has in its place. */
export function widen(body: Body, value: string, have: CoreValType, want: CoreValType): string {
  if (have === want) return value;
  if (have === 'f64') return body.call('encodeFloatAsI64', value);
  const bits = have === 'f32' ? body.call('encodeFloatAsI32', value) : `${value} >>> 0`;
  return want === 'i64' ? `BigInt(${bits})` : bits;
}
