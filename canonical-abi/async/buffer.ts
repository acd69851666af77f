import type { LiftLowerContext } from '../context.js';
import { alignment, elemSize } from '../layout.js';
import { alignTo } from '../shape.js';
import { MAX_LIST_BYTE_LENGTH } from '../limits.js';
import { load } from '../lift.js';
import type { ValuePlan } from '../plan.js';
import { store } from '../lower.js';
import { trapIf } from '../trap.js';

/** Of a buffer. @spec CanonicalABI.md#buffer-state */
const MAX_BUFFER_LENGTH = MAX_LIST_BYTE_LENGTH;

/** Integers, whose bytes are the same on both sides. */
const PLAIN: ReadonlySet<ValuePlan['kind']> = new Set(['u8', 's8', 'u16', 's16', 'u32', 's32', 'u64', 's64']);

/**
 * A range of a guest's memory that elements are read from, or written to.
 * @spec CanonicalABI.md#buffer-state
 */
export class GuestBuffer {
  readonly cx: LiftLowerContext;
  /** Of the elements; null where there is nothing to copy but their number. */
  readonly plan: ValuePlan | null;
  readonly #length: number;
  #ptr: number;
  progress = 0;

  /** @throws Trap `buffer-too-long`, `unaligned-pointer`, `buffer-out-of-bounds` */
  constructor(cx: LiftLowerContext, plan: ValuePlan | null, ptr: number, length: number) {
    trapIf(length > MAX_BUFFER_LENGTH, 'buffer-too-long');
    if (plan !== null && length > 0) {
      const { ptrType } = cx.memory;
      trapIf(ptr !== alignTo(ptr, alignment(plan.type, ptrType)), 'unaligned-pointer');
      trapIf(ptr + length * elemSize(plan.type, ptrType) > cx.memory.length, 'buffer-out-of-bounds');
    }
    this.cx = cx;
    this.plan = plan;
    this.#ptr = ptr;
    this.#length = length;
  }

  get remain(): number {
    return this.#length - this.progress;
  }

  /** Passes on the next `n` elements, which are there, and for which there is room. */
  copyTo(to: GuestBuffer, n: number): void {
    if (this.plan !== null && to.plan !== null) {
      if (PLAIN.has(this.plan.kind)) {
        const [begin, end] = this.#take(this.plan, n);
        to.cx.memory.bytes.set(this.cx.memory.bytes.subarray(begin, end), to.#take(to.plan, n)[0]);
      } else {
        for (let i = 0; i < n; i++) {
          const value = load(this.cx, this.#take(this.plan, 1)[0], this.plan);
          store(to.cx, value, to.plan, to.#take(to.plan, 1)[0]);
        }
      }
    }
    this.progress += n;
    to.progress += n;
  }

  /** Where the next `n` elements are. */
  #take({ type }: ValuePlan, n: number): readonly [begin: number, end: number] {
    const begin = this.#ptr;
    this.#ptr += n * elemSize(type, this.cx.memory.ptrType);
    return [begin, this.#ptr];
  }
}
