import { WasiTrap } from '../core/errors.js';
import { canBlock, platform, sleep } from '../core/platform.js';
import { millisecondsUntil } from '../core/time.js';

/** Something that can be waited for. */
export interface Waitable {
  ready(): boolean;
  readonly waiter: Waiter;
}

/** Who can block the thread until a waitable is ready. */
export type Waiter =
  /** Nobody needs to. */
  | { readonly kind: 'now' }
  /** A time of the monotonic clock is waited for. */
  | { readonly kind: 'time'; readonly at: bigint }
  | WaitGroup;

/** Waits for its own kind of waitables, several at once. */
export interface WaitGroup {
  readonly kind: 'group';
  /** Returns when one of `waitables` may be ready, or `milliseconds` are over; `null` waits without end. */
  wait(waitables: readonly Waitable[], milliseconds: number | null): void;
  /** Settles likewise, where the thread must not be blocked. */
  settled(waitables: readonly Waitable[]): Promise<void>;
}

/** What is always ready. */
export const READY: Waitable = { ready: () => true, waiter: { kind: 'now' } };

/** Groups cannot be waited for together, so each is asked in turns of this length. */
const TURN_MS = 4;
/** A timer that is set for longer goes off at once. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/** Positions of those that are ready, as soon as there is one. A promise where the thread must not be blocked. */
export function waitForAny(waitables: readonly Waitable[]): Uint32Array | Promise<Uint32Array> {
  if (waitables.length === 0) throw new WasiTrap('empty-poll');
  const ready = readyOf(waitables);
  if (ready.length > 0) return ready;
  return canBlock() ? blockForAny(waitables) : settleForAny(waitables);
}

/** The same for one. */
export function waitFor(waitable: Waitable): void | Promise<void> {
  const done = waitForAny([waitable]);
  return done instanceof Promise ? done.then(() => undefined) : undefined;
}

/** Blocks until it is ready. @throws TypeError where the thread must not be blocked */
export function blockFor(waitable: Waitable): void {
  if (!waitable.ready()) blockForAny([waitable]);
}

function blockForAny(waitables: readonly Waitable[]): Uint32Array {
  const deadline = firstDeadline(waitables);
  const groups = byGroup(waitables);
  for (;;) {
    const left = deadline === null ? null : millisecondsUntil(deadline);
    if (groups.size === 0) sleep(left ?? TURN_MS);
    for (const [group, members] of groups) {
      group.wait(members, groups.size === 1 ? left : Math.min(TURN_MS, left ?? TURN_MS));
    }
    const ready = readyOf(waitables);
    if (ready.length > 0) return ready;
  }
}

async function settleForAny(waitables: readonly Waitable[]): Promise<Uint32Array> {
  for (;;) {
    const deadline = firstDeadline(waitables);
    const events = [...byGroup(waitables)].map(([group, members]) => group.settled(members));
    if (deadline !== null) events.push(timer(millisecondsUntil(deadline)));
    await Promise.race(events);
    const ready = readyOf(waitables);
    if (ready.length > 0) return ready;
  }
}

function timer(milliseconds: number): Promise<void> {
  return new Promise((resolve) => {
    platform.setTimeout(resolve, Math.min(Math.ceil(milliseconds), LONGEST_TIMER_MS));
  });
}

function readyOf(waitables: readonly Waitable[]): Uint32Array {
  return Uint32Array.from(waitables.flatMap((waitable, i) => (waitable.ready() ? [i] : [])));
}

function firstDeadline(waitables: readonly Waitable[]): bigint | null {
  let first: bigint | null = null;
  for (const { waiter } of waitables) {
    if (waiter.kind === 'time' && (first === null || waiter.at < first)) first = waiter.at;
  }
  return first;
}

function byGroup(waitables: readonly Waitable[]): ReadonlyMap<WaitGroup, readonly Waitable[]> {
  const groups = new Map<WaitGroup, Waitable[]>();
  for (const waitable of waitables) {
    const { waiter } = waitable;
    if (waiter.kind !== 'group') continue;
    const members = groups.get(waiter);
    if (members === undefined) groups.set(waiter, [waitable]);
    else members.push(waitable);
  }
  return groups;
}
