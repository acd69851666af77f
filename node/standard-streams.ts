import { constants, fstatSync, openSync, readSync, writeSync } from 'node:fs';
import { isatty } from 'node:tty';
import { READY, StreamFailure, type ByteSink, type ByteSource, type Waitable } from '../host/index.js';
import { errorCode } from './fs-error.js';

/** Bytes that one write may bring: what a pipe holds. */
const PERMIT = 65_536;
/** How long a reader waits at first, and at most, before it asks again whether something has come. */
const FIRST_PAUSE_MS = 1;
const LONGEST_PAUSE_MS = 16;

/** Standard output or standard error, written to at once: a stream of Node would write when the guest no longer runs. */
export function standardSink(fd: 1 | 2): ByteSink {
  return {
    room: READY,
    permit: () => PERMIT,
    write(bytes) {
      for (let rest = bytes; rest.length > 0;) {
        const written = unlessBusy(() => writeSync(fd, rest));
        if (written === null) pause(FIRST_PAUSE_MS);
        else rest = rest.subarray(written);
      }
    },
    flush: () => undefined,
  };
}

/**
 * Standard input. Who blocks for it reads it; who only asks whether something has come needs a second way to it, one that
 * does not block, which pipes and terminals have on Linux. On other systems it is always said to be ready.
 */
export function standardSource(): ByteSource {
  let ahead: Uint8Array | null | undefined;
  const side = sideEntrance();
  const look = (): void => {
    if (side === null || ahead !== undefined) return;
    const buffer = new Uint8Array(PERMIT);
    const count = unlessBusy(() => readSync(side, buffer));
    if (count !== null) ahead = count === 0 ? null : buffer.subarray(0, count);
  };
  const takeAhead = (max: number): Uint8Array | null => {
    const bytes = ahead ?? null;
    if (bytes === null) return null;
    ahead = bytes.length > max ? bytes.subarray(max) : undefined;
    return bytes.subarray(0, max);
  };
  const readBlocking = (max: number): Uint8Array | null => {
    if (ahead !== undefined) return takeAhead(max);
    const buffer = new Uint8Array(Math.min(max, PERMIT));
    for (;;) {
      const count = unlessBusy(() => readSync(0, buffer));
      if (count !== null) return count === 0 ? null : buffer.subarray(0, count);
      pause(FIRST_PAUSE_MS);
    }
  };
  const arrival: Waitable = side === null ? READY : asking(() => (look(), ahead !== undefined));
  return {
    arrival,
    readBlocking,
    read(max) {
      if (side === null) return readBlocking(max);
      look();
      return ahead === undefined ? new Uint8Array() : takeAhead(max);
    },
  };
}

export function isTerminal(fd: 0 | 1 | 2): boolean {
  return isatty(fd);
}

/** Standard input once more, opened so that a read does not block; null where there is no such way or no need. */
function sideEntrance(): number | null {
  if (process.platform !== 'linux') return null;
  const stat = fstatSync(0);
  if (!stat.isFIFO() && !stat.isCharacterDevice()) return null;
  try {
    return openSync('/proc/self/fd/0', constants.O_RDONLY | constants.O_NONBLOCK);
  } catch {
    return null;
  }
}

function asking(ready: () => boolean): Waitable {
  let length = FIRST_PAUSE_MS;
  return {
    ready,
    waiter: {
      kind: 'group',
      wait(_waitables, milliseconds) {
        pause(Math.min(length, milliseconds ?? length));
        length = Math.min(length * 2, LONGEST_PAUSE_MS);
      },
      settled: () => new Promise((resolve) => setTimeout(resolve, LONGEST_PAUSE_MS)),
    },
  };
}

/** Null where the system says to try again. @throws StreamFailure */
function unlessBusy(act: () => number): number | null {
  try {
    return act();
  } catch (error) {
    const code = errorCode(error);
    if (code === null) throw error;
    if (code === 'EAGAIN') return null;
    // Windows says so at the end of a pipe.
    if (code === 'EOF') return 0;
    throw new StreamFailure({ message: code, filesystem: code === 'EPIPE' ? 'pipe' : 'io' });
  }
}

function pause(milliseconds: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds);
}
