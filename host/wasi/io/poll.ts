import { DISPOSE } from '../core/dispose.js';
import { WasiTrap } from '../core/errors.js';
import { monotonicNow } from '../core/time.js';
import { READY, type Waitable, waitFor, waitForAny } from './wait.js';

/** As many as a list of handles of 4 bytes could ever hold within the limits of the Canonical ABI is far too many. */
const MOST_POLLED = 2 ** 20;

/** `wasi:io/poll.pollable` */
export class Pollable {
  #waitable: Waitable;

  constructor(waitable: Waitable) {
    this.#waitable = waitable;
  }

  ready(): boolean {
    return this.#waitable.ready();
  }

  block(): void | Promise<void> {
    return waitFor(this.#waitable);
  }

  [DISPOSE](): void {
    this.#waitable = READY;
  }

  static waitableOf(pollable: Pollable): Waitable {
    return pollable.#waitable;
  }
}

/** `wasi:io/poll.poll` */
export function poll(pollables: readonly Pollable[]): Uint32Array | Promise<Uint32Array> {
  if (pollables.length > MOST_POLLED) throw new WasiTrap('poll-too-long');
  return waitForAny(pollables.map((pollable) => Pollable.waitableOf(pollable)));
}

/** What is ready when the monotonic clock has reached `instant`. */
export function timeWaitable(instant: bigint): Waitable {
  return { ready: () => monotonicNow() >= instant, waiter: { kind: 'time', at: instant } };
}
