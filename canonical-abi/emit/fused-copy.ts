import { alignment, elemSize } from '../layout.js';
import { flattenType } from '../flatten.js';
import { MAX_LIST_BYTE_LENGTH } from '../limits.js';
import type { FlagsPlan, HandlePlan, ListPlan, ScalarPlan, ValuePlan, VariantPlan } from '../plan.js';
import { isCopied } from './fused-check.js';
import { stepOf, widen } from './lower.js';
import type { Address, CoreSource, Passage, Source } from './passage.js';
import { caseOffset, discriminantSize, fieldOffset, noText, plus } from './places.js';
import { quote } from './text.js';

/*
 * The second pass over a value that goes from memory to memory: all was checked, and what is written is what lowering the
 * lifted value would write. `realloc` can still trap, and is called in the same order.
 */

/** Writes the value to the target's memory. @spec CanonicalABI.md#storing */
export function copy(passage: Passage, plan: ValuePlan, source: Address, base: string, offset: number): void {
  const { body, to } = passage;
  switch (plan.kind) {
    case 'string':
      return writePair(passage, copyString(passage, source), base, offset);
    case 'list':
      if (plan.length === null) return writePair(passage, copyList(passage, plan, source), base, offset);
      return copyElements(passage, plan, {
        begin: body.text.define('p', plus(source.base, source.offset)),
        count: String(plan.length),
        target: body.text.define('p', plus(base, offset)),
      });
    case 'record':
      for (const [i, field] of plan.fields.entries()) {
        body.inside(stepOf(plan, field, i), () =>
          copy(
            passage,
            field.value,
            passage.field(plan, source, i),
            base,
            offset + fieldOffset(plan, i, to.pointer),
          ),
        );
      }
      return;
    case 'variant':
      return copyVariant(passage, plan, source, base, offset);
    case 'flags':
      return write(passage, elemSize(plan.type, to.pointer), flags(passage, plan, source), base, offset);
    case 'own':
    case 'borrow':
      return write(passage, 4, moveHandle(passage, plan), base, offset);
    case 'error-context':
      return write(passage, 4, addErrorContext(passage), base, offset);
    case 'stream':
    case 'future':
      throw noText(plan.kind);
    default:
      return copyScalar(passage, plan.kind, source, base, offset);
  }
}

/** The value as core values of the target, as expressions. @spec CanonicalABI.md#flat-lowering */
export function copyFlat(passage: Passage, plan: ValuePlan, source: CoreSource): readonly string[] {
  const { body } = passage;
  switch (plan.kind) {
    case 'string':
      return copyString(passage, source);
    case 'list':
      if (plan.length === null) return copyList(passage, plan, source);
      return Array.from({ length: plan.length }, (_, i) =>
        body.inside({ index: String(i) }, () =>
          copyFlat(passage, plan.element, passage.element(plan, source, i)),
        ),
      ).flat();
    case 'record':
      return plan.fields.flatMap((field, i) =>
        body.inside(stepOf(plan, field, i), () =>
          copyFlat(passage, field.value, passage.field(plan, source, i)),
        ),
      );
    case 'variant':
      return copyFlatVariant(passage, plan, source);
    case 'flags':
      return [flags(passage, plan, source)];
    case 'own':
    case 'borrow':
      return [moveHandle(passage, plan)];
    case 'error-context':
      return [addErrorContext(passage)];
    case 'stream':
    case 'future':
      throw noText(plan.kind);
    default:
      return [scalar(passage, plan.kind, source)];
  }
}

type Number = Exclude<ScalarPlan['kind'], 'error-context'>;

const READS: Readonly<Record<Number, (view: string, at: string) => string>> = {
  bool: (view, at) => `(${view}.getUint8(${at}) !== 0 ? 1 : 0)`,
  u8: (view, at) => `${view}.getUint8(${at})`,
  s8: (view, at) => `${view}.getInt8(${at})`,
  u16: (view, at) => `${view}.getUint16(${at}, true)`,
  s16: (view, at) => `${view}.getInt16(${at}, true)`,
  u32: (view, at) => `${view}.getUint32(${at}, true)`,
  s32: (view, at) => `${view}.getInt32(${at}, true)`,
  char: (view, at) => `${view}.getUint32(${at}, true)`,
  u64: (view, at) => `${view}.getBigUint64(${at}, true)`,
  s64: (view, at) => `${view}.getBigInt64(${at}, true)`,
  f32: (view, at) => `${view}.getFloat32(${at}, true)`,
  f64: (view, at) => `${view}.getFloat64(${at}, true)`,
};

/** What of a core value counts for the types that are smaller. */
const NORMAL: Partial<Readonly<Record<Number, (core: string) => string>>> = {
  bool: (core) => `(${core} !== 0 ? 1 : 0)`,
  u8: (core) => `(${core} & 255)`,
  s8: (core) => `((${core} << 24) >> 24)`,
  u16: (core) => `(${core} & 65535)`,
  s16: (core) => `((${core} << 16) >> 16)`,
};

function scalar({ from }: Passage, kind: Number, source: Source): string {
  if (source.kind === 'memory') return READS[kind](from.view, plus(source.base, source.offset));
  const core = source.values[0] ?? '';
  return NORMAL[kind]?.(core) ?? core;
}

function copyScalar(passage: Passage, kind: Number, source: Address, base: string, offset: number): void {
  const { body, from, to } = passage;
  const size = elemSize(kind, to.pointer);
  const at = plus(base, offset);
  if (kind === 'f32' || kind === 'f64') {
    // NaNs become the canonical one. Two writes: one of either value would make engines keep the number on their heap.
    const float = body.text.define('f', scalar(passage, kind, source));
    const set = (value: string): string => `${to.view}.setFloat${size * 8}(${at}, ${value}, true);`;
    body.text.line(`if (${float} === ${float}) ${set(float)}`);
    return body.text.line(`else ${set('NaN')}`);
  }
  if (size < 8) return write(passage, size, scalar(passage, kind, source), base, offset);
  // In halves, as numbers: a bigint would be an object.
  for (const half of [0, 4]) {
    const read = `${from.view}.getInt32(${plus(source.base, source.offset + half)}, true)`;
    body.text.line(`${to.view}.setInt32(${plus(base, offset + half)}, ${read}, true);`);
  }
}

function write({ body, to }: Passage, size: number, value: string, base: string, offset: number): void {
  const at = plus(base, offset);
  const set = size === 1 ? `setUint8(${at}, ${value})` : `setUint${size * 8}(${at}, ${value}, true)`;
  body.text.line(`${to.view}.${set};`);
}

function writePair(
  { body, to }: Passage,
  [ptr = '', length = '']: readonly string[],
  base: string,
  offset: number,
): void {
  const [method, size] = to.pointer === 'i32' ? ['setUint32', 4] : ['setBigUint64', 8];
  body.text.line(`${to.view}.${method}(${plus(base, offset)}, ${ptr}, true);`);
  body.text.line(`${to.view}.${method}(${plus(base, offset + size)}, ${length}, true);`);
}

/** Bits without a label are dropped. */
function flags(passage: Passage, plan: FlagsPlan, source: Source): string {
  const bits =
    source.kind === 'flat'
      ? (source.values[0] ?? '')
      : passage.readInt(elemSize(plan.type, passage.from.pointer), source);
  const mask = 2 ** plan.keys.length - 1;
  return mask === 0xffffffff ? bits : `(${bits} & ${mask})`;
}

function moveHandle(passage: Passage, plan: HandlePlan): string {
  const { body, to } = passage;
  const rt = passage.resource(plan.type.resource);
  body.text.line(body.here());
  const rep = body.text.define('rep', passage.carried());
  if (plan.kind === 'own') return body.text.define('h', body.call('addOwn', to.inst, rt, rep));
  // The instance that defines the resource gets the representation itself.
  const foreign = body.call('addBorrow', to.inst, rt, 'task', rep);
  return body.text.define('h', `${rt}.impl === ${to.inst} ? ${rep} : ${foreign}`);
}

function addErrorContext(passage: Passage): string {
  const { body, to } = passage;
  body.text.line(body.here());
  return body.text.define('h', body.call('lowerErrorContext', to.inst, passage.carried()));
}

/** After `realloc` has run, the memory may be another buffer. */
function renewView({ body, to }: Passage): void {
  body.text.line(`${to.view} = ${to.memory}.view;`);
}

function copyString(passage: Passage, source: Source): readonly string[] {
  const { body, from, to } = passage;
  if (!isCopied(passage)) {
    const lifted = body.text.define('s', passage.carried());
    body.text.line(body.here());
    const ptr = body.text.define('p', body.call('storeLifted', to.room, lifted));
    renewView(passage);
    return [passage.toCore(ptr), body.text.define('n', `${to.room}.units`)];
  }
  const [ptr, units] = passage.pair(source);
  const unit = from.encoding === 'utf8' ? 1 : 2;
  const length = body.text.define('n', passage.asIndex(units));
  body.text.line(body.here());
  const args = [to.room, String(unit), from.memory, passage.asIndex(ptr)];
  const target = body.text.define('p', body.call('copyBlock', ...args, times(length, unit)));
  renewView(passage);
  return [passage.toCore(target), passage.toCore(length)];
}

function times(count: string, size: number): string {
  return size === 1 ? count : `${count} * ${size}`;
}

function copyList(passage: Passage, plan: ListPlan, source: Source): readonly string[] {
  const { body, from, to } = passage;
  const { text } = body;
  const [ptr, length] = passage.pair(source);
  const begin = text.define('p', passage.asIndex(ptr));
  const count = text.define('n', passage.asIndex(length));
  const { type } = plan.element;
  const size = elemSize(type, to.pointer);
  const bytes = times(count, size);
  if (size > elemSize(type, from.pointer)) {
    const failure = body.call('wrongCount', quote('a list of less than 2^28 bytes'), bytes);
    body.check(`${bytes} > ${MAX_LIST_BYTE_LENGTH}`, failure);
  }
  const align = String(alignment(type, to.pointer));
  text.line(body.here());
  const block = [from.memory, begin, bytes];
  const target = text.name('p');
  if (isPlain(plan.element)) {
    text.line(`const ${target} = ${body.call('copyBlock', to.room, align, ...block)};`);
  } else if (plan.as === 'f32' || plan.as === 'f64') {
    text.line(`const ${target} = ${body.call('copyFloats', to.room, align, ...block)};`);
  } else {
    text.line(`const ${target} = ${body.call('allocateChecked', to.room, align, bytes)};`);
    renewView(passage);
    copyElements(passage, plan, { begin, count, target });
  }
  renewView(passage);
  return [passage.toCore(target), passage.toCore(count)];
}

/** Whether values are the same bytes at both ends: every byte counts, and whatever is in it is a value. */
function isPlain(plan: ValuePlan): boolean {
  switch (plan.kind) {
    case 'u8':
    case 's8':
    case 'u16':
    case 's16':
    case 'u32':
    case 's32':
    case 'u64':
    case 's64':
    case 'char':
      return true;
    case 'flags':
      return plan.keys.length === 8 * elemSize(plan.type, 'i32');
    case 'variant':
      return plan.cases.every(({ value }) => value === null);
    case 'list':
      return plan.length !== null && isPlain(plan.element);
    case 'record': {
      const parts = plan.fields.reduce((sum, field) => sum + elemSize(field.type, 'i32'), 0);
      return parts === elemSize(plan.type, 'i32') && plan.fields.every((field) => isPlain(field.value));
    }
    default:
      return false;
  }
}

/** Where elements are, how many, and where they go. */
interface Elements {
  readonly begin: string;
  readonly count: string;
  readonly target: string;
}

function copyElements(passage: Passage, { element }: ListPlan, { begin, count, target }: Elements): void {
  const { from, to } = passage;
  const size = elemSize(element.type, to.pointer);
  passage.loop(begin, elemSize(element.type, from.pointer), count, (base, index) => {
    const place = passage.body.text.define('t', `${target} + ${index} * ${size}`);
    copy(passage, element, { kind: 'memory', base, offset: 0 }, place, 0);
  });
}

function copyVariant(
  passage: Passage,
  plan: VariantPlan,
  source: Address,
  base: string,
  offset: number,
): void {
  const discriminant = passage.body.text.define('d', passage.discriminant(plan, source));
  write(passage, discriminantSize(plan), discriminant, base, offset);
  eachCase(passage, plan, discriminant, (value) => {
    const target = offset + caseOffset(plan, passage.to.pointer);
    copy(passage, value, passage.payload(plan, source, value), base, target);
  });
}

function copyFlatVariant(passage: Passage, plan: VariantPlan, source: CoreSource): readonly string[] {
  const { body, to } = passage;
  const { text } = body;
  const discriminant = text.define('d', passage.discriminant(plan, source));
  const [, ...wants] = flattenType(plan.type, to.pointer) ?? [];
  if (wants.length === 0) return [discriminant];
  const slots = wants.map(() => text.name('s'));
  text.line(`let ${wants.map((want, i) => `${slots[i]} = ${want === 'i64' ? '0n' : '0'}`).join(', ')};`);
  eachCase(passage, plan, discriminant, (value) => {
    const haves = flattenType(value.type, to.pointer) ?? [];
    copyFlat(passage, value, passage.payload(plan, source, value)).forEach((core, i) => {
      const [have = 'i32', want = 'i32'] = [haves[i], wants[i]];
      text.line(`${slots[i]} = ${widen(body, core, have, want)};`);
    });
  });
  return [discriminant, ...slots];
}

/** Writes what happens to the payload of each case that has one. */
function eachCase(
  { body }: Passage,
  plan: VariantPlan,
  discriminant: string,
  write: (value: ValuePlan) => void,
): void {
  const { text } = body;
  if (plan.cases.every(({ value }) => value === null)) return;
  text.block(`switch (${discriminant})`, () => {
    plan.cases.forEach(({ tag, value }, position) => {
      if (value === null) return;
      text.block(`case ${position}:`, () => {
        if (plan.as === 'nullable') write(value);
        else body.inside({ key: tag }, () => write(value));
        text.line('break;');
      });
    });
  });
}
