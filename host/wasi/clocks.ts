import { type Datetime, datetimeNow } from './core/datetime.js';
import type { InterfaceObject, WasiInstance } from './instance/instance.js';
import { permission } from './instance/permission.js';
import { Pollable, timeWaitable } from './io/poll.js';
import { monotonicNow } from './core/time.js';

const LATEST = 2n ** 64n - 1n;

/** `wasi:clocks/monotonic-clock` */
export function monotonicClock(instance: WasiInstance): InterfaceObject {
  const use = permission('clocks', 'monotonic-clock', instance);
  return {
    now(): bigint {
      use('now');
      return monotonicNow();
    },
    resolution(): bigint {
      use('resolution');
      return 1000n;
    },
    subscribeInstant(when: bigint): Pollable {
      use('subscribe-instant');
      return new Pollable(timeWaitable(when));
    },
    subscribeDuration(when: bigint): Pollable {
      use('subscribe-duration');
      const at = monotonicNow() + when;
      return new Pollable(timeWaitable(at < LATEST ? at : LATEST));
    },
  };
}

/** `wasi:clocks/wall-clock` */
export function wallClock(instance: WasiInstance): InterfaceObject {
  const use = permission('clocks', 'wall-clock', instance);
  return {
    now(): Datetime {
      use('now');
      return datetimeNow();
    },
    resolution(): Datetime {
      use('resolution');
      return { seconds: 0n, nanoseconds: 1_000_000 };
    },
  };
}

/** `wasi:clocks/timezone`: UTC, as what the host's time zone is says where it stands. */
export function timezone(instance: WasiInstance): InterfaceObject {
  const use = permission('clocks', 'timezone', instance);
  return {
    display(): { utcOffset: number; name: string; inDaylightSavingTime: boolean } {
      use('display');
      return { utcOffset: 0, name: 'UTC', inDaylightSavingTime: false };
    },
    utcOffset(): number {
      use('utc-offset');
      return 0;
    },
  };
}
