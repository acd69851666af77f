import { alignment, elemSize } from '../layout.js';
import { MAX_LIST_BYTE_LENGTH } from '../limits.js';
import type { ListPlan, RecordPlan, ValuePlan, VariantPlan } from '../plan.js';
import { stepOf } from './lower.js';
import type { Passage, Source } from './passage.js';
import { noText, plus } from './places.js';
import { trapIfUnaligned } from './signature.js';

/**
 * The first pass over a value that goes from memory to memory: what lifting it would trap for. Handles leave their table, or
 * are lent.
 * @spec CanonicalABI.md#loading, CanonicalABI.md#flat-lifting
 */
export function check(passage: Passage, plan: ValuePlan, source: Source): void {
  if (!canTrap(plan)) return;
  const { body, from } = passage;
  switch (plan.kind) {
    case 'string':
      return checkString(passage, source);
    case 'list':
      return plan.length === null
        ? checkList(passage, plan, source)
        : checkFixed(passage, plan, plan.length, source);
    case 'record':
      return checkRecord(passage, plan, source);
    case 'variant':
      return checkVariant(passage, plan, source);
    case 'own':
    case 'borrow': {
      const args = [from.inst, passage.resource(plan.type.resource)];
      const index = `${word(passage, source)} >>> 0`;
      body.text.line(body.here());
      return passage.carry(
        plan.kind === 'own'
          ? body.call('takeOwn', ...args, index)
          : body.call('lendHandle', ...args, 'lending', index),
      );
    }
    case 'char': {
      const char = body.text.define('c', `${word(passage, source)} >>> 0`);
      return body.trapIf(`${char} >= 0xd800 && (${char} <= 0xdfff || ${char} >= 0x110000)`, 'invalid-char');
    }
    case 'error-context':
      body.text.line(body.here());
      return passage.carry(body.call('liftErrorContext', from.inst, `${word(passage, source)} >>> 0`));
    case 'stream':
    case 'future':
      throw noText(plan.kind);
    default:
      return;
  }
}

/** Whether some bits are no value of the type, or stand for something outside of them. */
function canTrap(plan: ValuePlan): boolean {
  switch (plan.kind) {
    case 'list':
      return plan.length === null || canTrap(plan.element);
    case 'record':
      return plan.fields.some(({ value }) => canTrap(value));
    case 'string':
    case 'variant':
    case 'own':
    case 'borrow':
    case 'char':
    case 'error-context':
    case 'stream':
    case 'future':
      return true;
    default:
      return false;
  }
}

function word(passage: Passage, source: Source): string {
  return source.kind === 'flat' ? (source.values[0] ?? '') : passage.readInt(4, source);
}

/** Whether a string is the same bytes at both ends, so that it need not be made. */
export function isCopied({ from, to }: Passage): boolean {
  return from.encoding === to.encoding && from.encoding !== 'latin1+utf16';
}

function checkString(passage: Passage, source: Source): void {
  const { body, from } = passage;
  const [ptr, units] = passage.pair(source);
  const begin = passage.asIndex(ptr);
  body.text.line(body.here());
  if (!isCopied(passage)) return passage.carry(body.call('liftString', from.room, begin, units));
  const helper = from.encoding === 'utf8' ? 'checkUtf8' : 'checkUtf16';
  body.text.line(`${body.call(helper, from.memory, begin, passage.asIndex(units))};`);
}

function checkList(passage: Passage, plan: ListPlan, source: Source): void {
  const { body, from } = passage;
  const [ptr, length] = passage.pair(source);
  const begin = body.text.define('p', passage.asIndex(ptr));
  const count = body.text.define('n', passage.asIndex(length));
  const [align, size] = [
    alignment(plan.element.type, from.pointer),
    elemSize(plan.element.type, from.pointer),
  ];
  const bytes = size === 1 ? count : `${count} * ${size}`;
  body.trapIf(`${bytes} > ${MAX_LIST_BYTE_LENGTH}`, 'list-too-long');
  trapIfUnaligned(body, from.pointer, begin, align);
  body.trapIf(`${begin} + ${bytes} > ${from.memory}.length`, 'list-out-of-bounds');
  if (canTrap(plan.element)) checkElements(passage, plan, begin, count);
}

function checkElements(passage: Passage, { element }: ListPlan, begin: string, count: string): void {
  passage.loop(begin, elemSize(element.type, passage.from.pointer), count, (base) =>
    check(passage, element, { kind: 'memory', base, offset: 0 }),
  );
}

function checkFixed(passage: Passage, plan: ListPlan, length: number, source: Source): void {
  const { body } = passage;
  if (source.kind === 'memory') {
    const begin = body.text.define('p', plus(source.base, source.offset));
    return checkElements(passage, plan, begin, String(length));
  }
  for (let i = 0; i < length; i++) {
    const element = passage.element(plan, source, i);
    body.inside({ index: String(i) }, () => check(passage, plan.element, element));
  }
}

function checkRecord(passage: Passage, plan: RecordPlan, source: Source): void {
  plan.fields.forEach((field, i) =>
    passage.body.inside(stepOf(plan, field, i), () =>
      check(passage, field.value, passage.field(plan, source, i)),
    ),
  );
}

function checkVariant(passage: Passage, plan: VariantPlan, source: Source): void {
  const { text } = passage.body;
  const discriminant = text.define('d', passage.discriminant(plan, source));
  passage.body.trapIf(`${discriminant} >= ${plan.cases.length}`, 'invalid-discriminant');
  const trapping = plan.cases.flatMap(({ tag, value }, position) =>
    value !== null && canTrap(value) ? [{ tag, value, position }] : [],
  );
  if (trapping.length === 0) return;
  text.block(`switch (${discriminant})`, () => {
    for (const { tag, value, position } of trapping) {
      text.block(`case ${position}:`, () => {
        const write = (): void => check(passage, value, passage.payload(plan, source, value));
        if (plan.as === 'nullable') write();
        else passage.body.inside({ key: tag }, write);
        text.line('break;');
      });
    }
  });
}
