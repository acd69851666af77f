import { handleOf } from '../handles.js';
import type { ComponentInstance } from '../instance.js';
import { trapIf } from '../trap.js';
import type { GuestBuffer } from './buffer.js';
import { type ElementType, isNumberOrNone, sameType } from './element-type.js';
import { EVENT, type EventCode, type EventTuple, Waitable } from './waitable.js';

export type EndKind = 'stream' | 'future';
export type EndSide = 'readable' | 'writable';
type EndState = 'idle' | 'copying' | 'cancelling' | 'done';

/** @spec CanonicalABI.md#stream-and-future-state */
const COMPLETED = 0;
const DROPPED = 1;
const CANCELLED = 2;

const EVENTS: Readonly<Record<EndKind, Readonly<Record<EndSide, EventCode>>>> = {
  stream: { readable: EVENT.streamRead, writable: EVENT.streamWrite },
  future: { readable: EVENT.futureRead, writable: EVENT.futureWrite },
};

/**
 * One end of a stream or future. What is written goes at once into the buffer of the reader, or waits for a reader where it
 * is: there is no buffer between the two.
 * @spec CanonicalABI.md#stream-and-future-state
 */
export class End extends Waitable {
  readonly kind: EndKind;
  readonly side: EndSide;
  readonly element: ElementType;
  state: EndState = 'idle';
  /** Null when the other has been dropped. */
  other: End | null = null;
  /** What the guest offered, until the other end has come to it. */
  buffer: GuestBuffer | null = null;
  /** Null while it passes from one instance to another. */
  owner: ComponentInstance | null;
  index = 0;

  constructor(kind: EndKind, side: EndSide, element: ElementType, owner: ComponentInstance) {
    super();
    this.kind = kind;
    this.side = side;
    this.element = element;
    this.owner = owner;
  }

  get isBusy(): boolean {
    return this.state === 'copying' || this.state === 'cancelling';
  }

  /** @throws Trap `end-done`, `end-busy` */
  checkIdle(): void {
    trapIf(this.state !== 'idle', this.state === 'done' ? 'end-done' : 'end-busy');
  }

  /** @throws Trap `same-instance-copy`, and what lifting and lowering elements throws */
  copy(buffer: GuestBuffer): void {
    const { other } = this;
    this.state = 'copying';
    if (other === null) return;
    const theirs = other.buffer;
    if (theirs === null) {
      this.buffer = buffer;
    } else if (buffer.remain > 0 && theirs.remain > 0) {
      this.#copyElements(other, buffer, theirs);
    } else if (buffer.remain > 0 || (this.side === 'readable' && theirs.remain === 0)) {
      other.notify(0);
      other.buffer = null;
      this.buffer = buffer;
    } else {
      this.notify(0);
    }
  }

  #copyElements(other: End, ours: GuestBuffer, theirs: GuestBuffer): void {
    const isWithinInstance = this.owner !== null && this.owner === other.owner;
    trapIf(isWithinInstance && !isNumberOrNone(this.element.type), 'same-instance-copy');
    const n = Math.min(ours.remain, theirs.remain);
    const [from, to] = this.side === 'readable' ? [theirs, ours] : [ours, theirs];
    from.copyTo(to, n);
    this.notify(ours.progress);
    other.notify(theirs.progress);
    if (theirs.remain === 0) other.buffer = null;
  }

  /** Guests' ends are given back at once. */
  cancel(): void {
    this.state = 'cancelling';
    if (!this.hasPendingEvent) this.notify(0);
  }

  override drop(): void {
    const { other } = this;
    if (other !== null) {
      other.other = null;
      if (other.state !== 'done' && !other.hasPendingEvent) other.notify(0);
      this.other = null;
    }
    super.drop();
  }

  /** Something happened to the copy, or to the other end; what is told of it, and when, is up to whoever asks. */
  notify(progress: number): void {
    this.setPendingEvent(() => {
      const result = this.#result(progress);
      this.state = this.#stateAfter(result);
      this.buffer = null;
      return this.#event(this.kind === 'stream' ? result | (progress << 4) : result);
    });
  }

  #result(progress: number): number {
    if (this.kind === 'future' && progress === 1) return COMPLETED;
    if (this.other === null) return DROPPED;
    return this.kind === 'future' || this.state === 'cancelling' ? CANCELLED : COMPLETED;
  }

  #stateAfter(result: number): EndState {
    if (result === DROPPED) return 'done';
    return this.kind === 'future' && result === COMPLETED ? 'done' : 'idle';
  }

  #event(payload: number): EventTuple {
    return [EVENTS[this.kind][this.side], this.index, payload >>> 0];
  }
}

/** The readable and the writable end of a new stream or future. @spec CanonicalABI.md#stream-and-future-state */
export function newEnds(
  kind: EndKind,
  element: ElementType,
  owner: ComponentInstance,
): readonly [readable: End, writable: End] {
  const readable = new End(kind, 'readable', element, owner);
  const writable = new End(kind, 'writable', element, owner);
  readable.other = writable;
  writable.other = readable;
  return [readable, writable];
}

/**
 * A handle of a table as the end that it must be.
 * @throws Trap `wrong-handle-type`
 */
export function endOf(handle: object, kind: EndKind, side: EndSide, element: ElementType): End {
  const end = handleOf(End, handle);
  const isWanted = end.kind === kind && end.side === side && sameType(end.element, element);
  trapIf(!isWanted, 'wrong-handle-type');
  return end;
}

/**
 * Takes an end out of the table, to pass it on.
 * @throws Trap `unknown-handle`, `wrong-handle-type`, `end-done`, `end-busy`, `waitable-in-set`
 */
export function takeEnd(
  { handles }: ComponentInstance,
  i: number,
  kind: EndKind,
  side: EndSide,
  element: ElementType,
): End {
  const end = endOf(handles.remove(i), kind, side, element);
  end.checkIdle();
  trapIf(end.isInSet, 'waitable-in-set');
  return end;
}

/**
 * Joins what is behind two ends, which vanish.
 * @spec CanonicalABI.md#stream-and-future-state
 */
export function forwardEnds(src: End, dst: End): void {
  const writable = src.other;
  const readable = dst.other;
  if (writable === dst || writable === null || readable === null) {
    src.drop();
    dst.drop();
    return;
  }
  writable.other = readable;
  readable.other = writable;
  if (writable.buffer === null || readable.buffer === null) return;
  const smaller = readable.buffer.remain > writable.buffer.remain ? writable : readable;
  const { buffer } = smaller;
  if (buffer === null) return;
  smaller.buffer = null;
  smaller.copy(buffer);
}
