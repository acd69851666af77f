import { ACCESS } from '../primitives.js';
import type { ListPlan, ValuePlan, VariantPlan } from '../plan.js';
import type { Body } from './body.js';
import type { Side } from './side.js';
import {
  discriminantOf,
  elementOf,
  elementsOf,
  fieldOf,
  insideCase,
  isFlat,
  noText,
  pair,
  payloadOf,
  type Source,
  stepTo,
  takeHandle,
  word,
} from './source.js';

/** Lists of fewer elements take less time than to call something for them. */
const SHORT_LIST = 32;

/**
 * What only the first of two passes may take, a handle or the text of a string, and the second needs: in variables, or in a
 * queue where there are any number of them.
 */
export class Carried {
  readonly #from: Side;
  readonly #to: Side;
  readonly #body: Body;
  readonly #copiers = new Map<ValuePlan, string | null>();
  readonly #names: string[] = [];
  #queue: string | null = null;
  #next: string | null = null;

  constructor(from: Side, to: Side) {
    this.#from = from;
    this.#to = to;
    this.#body = from.body;
  }

  /** In the first pass: keeps the value of an expression. */
  keep(expression: string): void {
    const body = this.#body;
    body.mark();
    if (this.#body.isInLoop) {
      this.#queue ??= this.#body.hoist('moved', '[]');
      return body.line(`${this.#queue}.push(${expression});`);
    }
    const name = this.#body.hoist('kept', 'null');
    body.line(`${name} = ${expression};`);
    this.#names.push(name);
  }

  /** Writes a pass over the elements of a list: a loop, which long lists need not take where a copier does it. */
  pass(way: 'check' | 'copy', element: ValuePlan, args: readonly string[], loop: () => void): void {
    const known = this.#copiers.get(element);
    const copier =
      known === undefined ? this.#body.copier(element, this.#from.memory, this.#to.memory) : known;
    this.#copiers.set(element, copier);
    if (copier === null) return loop();
    const done = `${copier}.${way}(${args.join(', ')})`;
    this.#body.block(`if (${args[1] ?? ''} < ${SHORT_LIST} || !${done})`, loop);
  }

  /** In the second, at the same value: what was kept there. */
  next(): string {
    if (!this.#body.isInLoop) return this.#names.shift() ?? '';
    this.#next ??= this.#body.hoist('next', '0');
    return `${this.#queue ?? ''}[${this.#next}++]`;
  }
}

/** Whether a string is the same bytes at both ends, so that it need not be made. */
export function isCopied(from: Side, to: Side): boolean {
  return from.encoding === to.encoding && from.encoding !== 'latin1+utf16';
}

/**
 * The first pass over a value that goes from memory to memory: what lifting it would trap for. Handles leave their table, or
 * are lent.
 * @spec CanonicalABI.md#loading, CanonicalABI.md#flat-lifting
 */
export function check(from: Side, to: Side, carried: Carried, plan: ValuePlan, source: Source): void {
  if (!canTrap(plan)) return;
  const { body } = from;
  const within = (inner: ValuePlan, part: Source): void => check(from, to, carried, inner, part);
  switch (plan.kind) {
    case 'string': {
      const [ptr, units] = pair(from, source);
      const begin = from.asIndex(ptr);
      if (!isCopied(from, to)) return carried.keep(body.call('liftString', from.room, begin, units));
      const helper = from.encoding === 'utf8' ? 'checkUtf8' : 'checkUtf16';
      body.mark();
      return body.line(`${body.call(helper, from.memory, begin, from.asIndex(units))};`);
    }
    case 'list':
      return checkList(from, carried, plan, source, within);
    case 'record':
      return plan.fields.forEach(({ value }, i) =>
        body.inside(stepTo(plan, i), () => within(value, fieldOf(from, plan, source, i))),
      );
    case 'variant': {
      const discriminant = discriminantOf(from, plan, source);
      const cases = plan.cases.map((item) =>
        item.value !== null && canTrap(item.value) ? item : { ...item, value: null },
      );
      return eachPayload(from, { ...plan, cases }, source, discriminant, within);
    }
    case 'own':
    case 'borrow':
      return carried.keep(takeHandle(from, plan, source));
    case 'char': {
      const char = body.define('c', `${word(from, source)} >>> 0`);
      return body.trapIf(`${char} >= 0xd800 && (${char} <= 0xdfff || ${char} >= 0x110000)`, 'invalid-char');
    }
    case 'error-context':
      return carried.keep(body.call('liftErrorContext', from.inst, `${word(from, source)} >>> 0`));
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
    case 'flags':
      return false;
    case 'char':
    case 'error-context':
      return true;
    default:
      return !(plan.kind in ACCESS);
  }
}

function checkList(
  from: Side,
  carried: Carried,
  plan: ListPlan,
  source: Source,
  within: (element: ValuePlan, source: Source) => void,
): void {
  const { body } = from;
  const { element, length } = plan;
  if (length !== null && isFlat(source)) {
    for (let i = 0; i < length; i++) {
      body.inside(String(i), () => within(element, elementOf(from, plan, source, i)));
    }
    return;
  }
  const { begin, count } = elementsOf(from, plan, source);
  if (!canTrap(element)) return;
  carried.pass('check', element, [begin, count], () =>
    body.loop(begin, from.sizeOf(element.type), count, (base) => within(element, { base, offset: 0 })),
  );
}

/** Writes what happens to the payload of each case that has one. */
export function eachPayload(
  from: Side,
  plan: VariantPlan,
  source: Source,
  discriminant: string,
  write: (value: ValuePlan, payload: Source) => void,
): void {
  const { body } = from;
  if (plan.cases.every(({ value }) => value === null)) return;
  body.block(`switch (${discriminant})`, () => {
    plan.cases.forEach(({ tag, value }, position) => {
      if (value === null) return;
      body.option(String(position), () =>
        insideCase(from, plan, tag, () => write(value, payloadOf(from, plan, source, value))),
      );
    });
  });
}
