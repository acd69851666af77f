import { setTimeout } from 'node:timers/promises';
import { openDesk, type Desk } from '../desk.js';

/* Run with `--expose-gc`. Prints how many of a thousand counters that nobody holds were destructed, without the net and with it. */

async function destructed({ counters }: Desk): Promise<number> {
  const makeGarbage = (): void => {
    for (let i = 0; i < 1000; i++) counters.make(i);
  };
  makeGarbage();
  for (let round = 0; round < 50 && counters.destructed() < 1000; round++) {
    globalThis.gc?.();
    await setTimeout(1);
  }
  return counters.destructed();
}

console.log(await destructed(openDesk({ finalizers: false })), await destructed(openDesk()));
