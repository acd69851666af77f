import type { ComponentInstance } from '../instance.js';
import { required } from '../required.js';
import { trapIf } from '../trap.js';
import { blocked } from './not-yet.js';

/** @spec CanonicalABI.md#waitable-state */
export const EVENT = {
  none: 0,
  subtask: 1,
  streamRead: 2,
  streamWrite: 3,
  futureRead: 4,
  futureWrite: 5,
  taskCancelled: 6,
} as const;

export type EventCode = (typeof EVENT)[keyof typeof EVENT];

/** What happened to which waitable, and how it ended. */
export type EventTuple = readonly [code: EventCode, index: number, payload: number];

/**
 * What a guest can wait for. It has at most one event that was not told yet, and is in at most one set.
 * @spec CanonicalABI.md#waitable-state
 */
export abstract class Waitable {
  /** Made only when it is told: what it says depends on what happened until then. */
  #pendingEvent: (() => EventTuple) | null = null;
  #set: WaitableSet | null = null;

  get hasPendingEvent(): boolean {
    return this.#pendingEvent !== null;
  }

  get isInSet(): boolean {
    return this.#set !== null;
  }

  setPendingEvent(event: () => EventTuple): void {
    this.#pendingEvent = event;
  }

  /** Takes the event, which is there. */
  takePendingEvent(): EventTuple {
    const event = required(this.#pendingEvent, 'event');
    this.#pendingEvent = null;
    return event();
  }

  join(set: WaitableSet | null): void {
    this.#set?.waitables.delete(this);
    this.#set = set;
    set?.waitables.add(this);
  }

  drop(): void {
    this.join(null);
  }
}

/** @spec CanonicalABI.md#waitable-state */
export class WaitableSet {
  /** In the order in which they joined, in which they are asked for events. */
  readonly waitables = new Set<Waitable>();

  poll(): EventTuple {
    for (const waitable of this.waitables) if (waitable.hasPendingEvent) return waitable.takePendingEvent();
    return [EVENT.none, 0, 0];
  }

  /** @throws Trap `task-cannot-block`, `async-not-yet` if there is no event yet */
  wait(what: string, inst: ComponentInstance): EventTuple {
    const event = this.poll();
    if (event[0] === EVENT.none) throw blocked(what, inst);
    return event;
  }

  /** @throws Trap `waitable-set-in-use` */
  drop(): void {
    trapIf(this.waitables.size > 0, 'waitable-set-in-use');
  }
}
