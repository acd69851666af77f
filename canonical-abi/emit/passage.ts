import type { StringEncoding } from '../context.js';
import { flattenType } from '../flatten.js';
import type { ListPlan, RecordPlan, ValuePlan, VariantPlan } from '../plan.js';
import type { CoreValType, PtrType } from '../types.js';
import type { Body } from './body.js';
import { narrow } from './lift.js';
import { caseOffset, discriminantSize, fieldOffset, plus } from './places.js';

/** What one end of a fused call is called in its text. */
export interface Side {
  readonly inst: string;
  readonly memory: string;
  readonly room: string;
  /** A variable, renewed whenever the memory can be another buffer. */
  readonly view: string;
  readonly pointer: PtrType;
  readonly encoding: StringEncoding;
  readonly hasMemory: boolean;
}

/** Where a value comes from: memory, or core values. */
export type Source = Address | CoreSource;

export interface Address {
  readonly kind: 'memory';
  readonly base: string;
  readonly offset: number;
}

export interface CoreSource {
  readonly kind: 'flat';
  /** Expressions, in the order of the flat types. */
  readonly values: readonly string[];
}

/**
 * Parameters, or a result, on their way from one end to the other: first all are checked, then all are copied, so that
 * nobody sees `realloc` called for a value beside which another is none. What only the first pass may take, a handle or the
 * text of a string, is carried to the second.
 */
export class Passage {
  readonly body: Body;
  readonly from: Side;
  readonly to: Side;
  readonly #carried: string[] = [];
  #queue: string | null = null;
  #next: string | null = null;
  #loops = 0;

  constructor(body: Body, from: Side, to: Side) {
    this.body = body;
    this.from = from;
    this.to = to;
  }

  /** Writes a loop over `count` elements from `begin`; `write` gets the variables of address and position. */
  loop(begin: string, size: number, count: string, write: (ptr: string, index: string) => void): void {
    const { body } = this;
    const [i, ptr] = [body.index(), body.text.name('q')];
    this.#loops += 1;
    body.text.line(`${i} = 0;`);
    body.text.block(`for (let ${ptr} = ${begin}; ${i} < ${count}; ${i}++, ${ptr} += ${size})`, () => {
      body.inside({ index: i }, () => write(ptr, i));
    });
    this.#loops -= 1;
  }

  /** In the first pass: keeps the value of an expression. */
  carry(expression: string): void {
    const { body } = this;
    if (this.#loops > 0) {
      this.#queue ??= body.hoist('moved', '[]');
      body.text.line(`${this.#queue}.push(${expression});`);
      return;
    }
    const name = body.hoist('kept', 'null');
    body.text.line(`${name} = ${expression};`);
    this.#carried.push(name);
  }

  /** In the second, at the same value: what was kept there. */
  carried(): string {
    const { body } = this;
    if (this.#loops === 0) return this.#carried.shift() ?? '';
    this.#next ??= body.hoist('next', '0');
    return `${this.#queue ?? ''}[${this.#next}++]`;
  }

  /** The part of `source` that is the field at `position`. */
  field<S extends Source>(plan: RecordPlan, source: S, position: number): S {
    const { pointer } = this.from;
    if (source.kind === 'memory') {
      return { ...source, offset: source.offset + fieldOffset(plan, position, pointer) };
    }
    const lengths = plan.fields.map(({ type }) => flattenType(type, pointer)?.length ?? 0);
    const start = lengths.slice(0, position).reduce((sum, length) => sum + length, 0);
    return { ...source, values: source.values.slice(start, start + (lengths[position] ?? 0)) };
  }

  /** The part of core values that is the element at `position` of a fixed-length list. */
  element({ element }: ListPlan, source: CoreSource, position: number): CoreSource {
    const length = flattenType(element.type, this.from.pointer)?.length ?? 0;
    return { kind: 'flat', values: source.values.slice(position * length, (position + 1) * length) };
  }

  /** The discriminant of a variant, as an expression. */
  discriminant(plan: VariantPlan, source: Source): string {
    if (source.kind === 'flat') return `${source.values[0] ?? ''} >>> 0`;
    return this.readInt(discriminantSize(plan), source);
  }

  /** The part of `source` that is the payload of a case. */
  payload<S extends Source>(plan: VariantPlan, source: S, value: ValuePlan): S {
    const { pointer } = this.from;
    if (source.kind === 'memory') return { ...source, offset: source.offset + caseOffset(plan, pointer) };
    const [, ...haves] = flattenType(plan.type, pointer) ?? [];
    const [, ...slots] = source.values;
    const slot = (want: CoreValType, i: number): string =>
      narrow(this.body, slots[i] ?? '', haves[i] ?? want, want);
    return { ...source, values: (flattenType(value.type, pointer) ?? []).map(slot) };
  }

  readInt(size: number, { base, offset }: Address): string {
    const { view } = this.from;
    const at = plus(base, offset);
    return size === 1 ? `${view}.getUint8(${at})` : `${view}.getUint${size * 8}(${at}, true)`;
  }

  /** Address and length, as core values. */
  pair(source: Source): readonly [ptr: string, length: string] {
    if (source.kind === 'flat') return [source.values[0] ?? '', source.values[1] ?? ''];
    const { view, pointer } = this.from;
    const [method, size] = pointer === 'i32' ? ['getUint32', 4] : ['getBigUint64', 8];
    const read = (offset: number): string => `${view}.${method}(${plus(source.base, offset)}, true)`;
    return [read(source.offset), read(source.offset + size)];
  }

  /** An address or length of the source, as a number. */
  asIndex(core: string): string {
    if (this.from.pointer === 'i64') return this.body.call('indexOf', core);
    return `${core} >>> 0`;
  }

  /** A number as a core value of the target's pointer type. */
  toCore(value: string): string {
    return this.to.pointer === 'i32' ? value : `BigInt(${value})`;
  }

  resource(type: object): string {
    return `resource${this.body.plan.resources.indexOf(type)}`;
  }
}
