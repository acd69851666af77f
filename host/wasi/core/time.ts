import { platform } from './platform.js';

/** Nanoseconds since some moment of the past, the same for all instances of a thread. */
export function monotonicNow(): bigint {
  return BigInt(Math.round(platform.performance.now() * 1e6));
}

/** How long it is until `instant`, in milliseconds; 0 when it is over. */
export function millisecondsUntil(instant: bigint): number {
  const left = instant - monotonicNow();
  return left <= 0n ? 0 : Number(left) / 1e6;
}
