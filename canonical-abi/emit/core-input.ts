import { elemSize } from '../layout.js';
import type {
  FlagsPlan,
  HandlePlan,
  ListPlan,
  RecordPlan,
  ScalarPlan,
  ValuePlan,
  VariantPlan,
} from '../plan.js';
import { ACCESS, isBigInt, isInteger } from '../primitives.js';
import { containsPointer } from '../predicates.js';
import { type Carried, eachPayload, isCopied } from './check.js';
import { addHandle, allocate, type Input, lower, type Pair } from './lower.js';
import { normalScalar, storeFloat } from './scalars.js';
import { moved, type Place, plus, type Side } from './side.js';
import {
  bitsAccess,
  discriminantAccess,
  elementOf,
  fieldOf,
  isFlat,
  pair,
  readElements,
  type Source,
  times,
  word,
} from './source.js';

/**
 * A value that the other end of a fused call has, in its memory or as core values. All was checked, and what is written is
 * what lowering the lifted value would write; `realloc` can still trap, and is called in the same order.
 */
export class CoreInput implements Input {
  readonly #from: Side;
  readonly #to: Side;
  readonly #carried: Carried;
  readonly #source: Source;

  constructor(from: Side, to: Side, carried: Carried, source: Source) {
    this.#from = from;
    this.#to = to;
    this.#carried = carried;
    this.#source = source;
  }

  text(): Pair {
    const [from, to] = [this.#from, this.#to];
    const { body } = to;
    if (!isCopied(from, to)) {
      const ptr = body.attempt('p', 'storeLifted', to.room, this.#carried.next());
      to.outdateView();
      return [to.toCore(ptr), body.define('n', `${to.room}.units`)];
    }
    const [ptr, units] = pair(from, this.#source);
    const unit = from.encoding === 'utf8' ? 1 : 2;
    const length = body.define('n', from.asIndex(units));
    return this.#copyBlock('copyBlock', unit, [from.asIndex(ptr), times(length, unit)], length);
  }

  list(plan: ListPlan): Pair {
    const to = this.#to;
    const { begin, count, bytes } = readElements(this.#from, plan, this.#source);
    const { element, as } = plan;
    const align = to.alignmentOf(element.type);
    if (isPlain(element)) return this.#copyBlock('copyBlock', align, [begin, bytes], count);
    if (as === 'f32' || as === 'f64') return this.#copyBlock('copyFloats', align, [begin, bytes], count);
    const target = to.body.define('p', allocate(to, plan, count));
    to.outdateView();
    this.#copyElements(plan, begin, count, target);
    return [to.toCore(target), to.toCore(count)];
  }

  elements(plan: ListPlan, _length: number, at: Place): void {
    const { begin, count } = readElements(this.#from, plan, this.#source);
    this.#copyElements(plan, begin, count, this.#to.body.define('p', plus(at.base, at.offset)));
  }

  items(plan: ListPlan, length: number): readonly Input[] {
    return Array.from({ length }, (_, i) => this.#part(elementOf(this.#from, plan, this.#source, i)));
  }

  fields(plan: RecordPlan): readonly Input[] {
    return plan.fields.map((_, i) => this.#part(fieldOf(this.#from, plan, this.#source, i)));
  }

  choose(plan: VariantPlan, write: (payload: ValuePlan, input: Input) => void): string {
    const discriminant = this.#to.body.define('d', word(this.#from, this.#source, discriminantAccess(plan)));
    eachPayload(this.#from, plan, this.#source, discriminant, (value, payload) =>
      this.#to.maybe(() => write(value, this.#part(payload))),
    );
    return discriminant;
  }

  /** Bits without a label are dropped. */
  flags({ type, keys }: FlagsPlan): string {
    return `(${word(this.#from, this.#source, bitsAccess(type))} & ${2 ** keys.length - 1})`;
  }

  handle(plan: HandlePlan): string {
    return addHandle(this.#to, plan, this.#to.body.define('rep', this.#carried.next()));
  }

  scalar(kind: ScalarPlan['kind']): string {
    if (kind !== 'error-context') return normalScalar(this.#from, kind, this.#source);
    return this.#to.body.attempt('h', 'lowerErrorContext', this.#to.inst, this.#carried.next());
  }

  storeScalar(kind: ScalarPlan['kind'], at: Place): void {
    const [from, to, source] = [this.#from, this.#to, this.#source];
    if (kind === 'f32' || kind === 'f64') {
      storeFloat(to, kind, at, to.body.define('f', this.scalar(kind)));
    } else if (isBigInt(kind) && !isFlat(source)) {
      // In halves, as numbers: a bigint would be an object.
      for (const half of [0, 4]) to.put(moved(at, half), 'Int32', [from.get('Int32', moved(source, half))]);
    } else to.put(at, ACCESS[kind], [this.scalar(kind)]);
  }

  #part(source: Source): CoreInput {
    return new CoreInput(this.#from, this.#to, this.#carried, source);
  }

  #copyBlock(
    helper: 'copyBlock' | 'copyFloats',
    alignment: number,
    block: readonly string[],
    length: string,
  ): Pair {
    const to = this.#to;
    const ptr = to.body.attempt('p', helper, to.room, String(alignment), this.#from.memory, ...block);
    to.outdateView();
    return [to.toCore(ptr), to.toCore(length)];
  }

  #copyElements({ element }: ListPlan, begin: string, count: string, target: string): void {
    const [from, to] = [this.#from, this.#to];
    const size = to.sizeOf(element.type);
    const reallocates = containsPointer(element.type);
    to.renewView();
    const loop = (): void =>
      to.body.loop(begin, from.sizeOf(element.type), count, (ptr, i) => {
        if (reallocates) to.outdateView();
        const base = to.body.define('t', `${target} + ${i} * ${size}`);
        lower(to, element, this.#part({ base: ptr, offset: 0 }), { base, offset: 0 });
      });
    to.maybe(() => this.#carried.pass('copy', element, [begin, count, target], loop));
  }
}

/** Whether values are the same bytes at both ends: every byte counts, and whatever is in it is a value. */
function isPlain(plan: ValuePlan): boolean {
  switch (plan.kind) {
    case 'flags':
      return plan.keys.length === 8 * elemSize(plan.type, 'i32');
    case 'variant':
      return plan.cases.every(({ value }) => value === null);
    case 'list':
      return plan.length !== null && isPlain(plan.element);
    case 'record': {
      const parts = plan.fields.reduce((sum, { type }) => sum + elemSize(type, 'i32'), 0);
      return parts === elemSize(plan.type, 'i32') && plan.fields.every(({ value }) => isPlain(value));
    }
    default:
      return plan.kind === 'char' || isInteger(plan.kind);
  }
}
