import { DISPOSE } from '../core/dispose.js';
import { canBlock } from '../core/platform.js';
import { Pollable } from './poll.js';
import { closed, streamError } from './stream-error.js';
import { READY, waitFor, type Waitable } from './wait.js';

/** Where the bytes of an input stream come from. */
export interface ByteSource {
  /** At most `max` bytes, none if there are none yet; null at the end. @throws StreamFailure */
  read(max: number): Uint8Array | null;
  /** The same, but waits until there are some. Without it, `arrival` is waited for. */
  readBlocking?(max: number): Uint8Array | null;
  /** Ready when a read would give bytes, the end or an error. */
  readonly arrival: Waitable;
  dispose?(): void;
}

/** A stream may give less than it is asked for: nobody can make the host allocate more at once. */
const MOST_READ = 2 ** 20;

/** `wasi:io/streams.input-stream` */
export class InputStream {
  #source: ByteSource | null;
  readonly #onDrop: (() => void) | undefined;

  /** `onDrop` is told when the guest gives it up, which can be long after its end. */
  constructor(source: ByteSource, onDrop?: () => void) {
    this.#source = source;
    this.#onDrop = onDrop;
  }

  read(len: bigint): Uint8Array {
    const source = this.#open();
    return this.#take(() => source.read(atMost(len)));
  }

  blockingRead(len: bigint): Uint8Array | Promise<Uint8Array> {
    const source = this.#open();
    const max = atMost(len);
    if (max === 0) return this.#take(() => source.read(0));
    const blocks = source.readBlocking !== undefined && canBlock();
    for (;;) {
      const bytes = this.#take(() => (blocks ? (source.readBlocking?.(max) ?? null) : source.read(max)));
      if (bytes.length > 0) return bytes;
      // One that blocks gives nothing where the end is still on its way, and is asked again.
      const waited = blocks ? undefined : waitFor(source.arrival);
      if (waited !== undefined) return waited.then(() => this.blockingRead(len));
    }
  }

  skip(len: bigint): bigint {
    return BigInt(this.read(len).length);
  }

  blockingSkip(len: bigint): bigint | Promise<bigint> {
    const bytes = this.blockingRead(len);
    return bytes instanceof Promise ? bytes.then(({ length }) => BigInt(length)) : BigInt(bytes.length);
  }

  subscribe(): Pollable {
    return new Pollable(this.#source?.arrival ?? READY);
  }

  [DISPOSE](): void {
    this.#close();
    this.#onDrop?.();
  }

  #close(): void {
    const source = this.#source;
    this.#source = null;
    source?.dispose?.();
  }

  #open(): ByteSource {
    if (this.#source === null) throw closed();
    return this.#source;
  }

  /** After its end or an error a stream is closed. */
  #take(read: () => Uint8Array | null): Uint8Array {
    let bytes: Uint8Array | null;
    try {
      bytes = read();
    } catch (error) {
      this.#close();
      throw streamError(error);
    }
    if (bytes !== null) return bytes;
    this.#close();
    throw closed();
  }
}

function atMost(len: bigint): number {
  return len > BigInt(MOST_READ) ? MOST_READ : Number(len);
}
