import { DISPOSE } from '../core/dispose.js';
import { WasiTrap } from '../core/errors.js';
import type { InputStream } from './input-stream.js';
import { Pollable } from './poll.js';
import { closed, streamError } from './stream-error.js';
import { READY, waitFor, type Waitable } from './wait.js';

/** Where the bytes of an output stream go. */
export interface ByteSink {
  /** How many bytes can be written now. @throws StreamFailure */
  permit(): number;
  /** Takes all of `bytes`, of which there are no more than `permit` said. @throws StreamFailure */
  write(bytes: Uint8Array): void;
  /** Sends on what was written; `room` is ready when that is done. @throws StreamFailure */
  flush(): void;
  /** Ready when something can be written, all is flushed that was to be, or there is an error. */
  readonly room: Waitable;
  dispose?(): void;
}

/** What `blocking-write-and-flush` takes at most, by its text. */
const MOST_BLOCKING = 4096;

type Later<T> = T | Promise<T>;

/** `wasi:io/streams.output-stream` */
export class OutputStream {
  #sink: ByteSink | null;
  /** What is left of what `check-write` permitted. */
  #permit = 0;
  readonly #onDrop: (() => void) | undefined;

  /** `onDrop` is told when the guest gives it up, which can be long after its end. */
  constructor(sink: ByteSink, onDrop?: () => void) {
    this.#sink = sink;
    this.#onDrop = onDrop;
  }

  checkWrite(): bigint {
    this.#permit = this.#do((sink) => sink.permit());
    return BigInt(this.#permit);
  }

  write(contents: Uint8Array): void {
    if (contents.length > this.#permit) throw new WasiTrap('write-past-permit');
    this.#permit -= contents.length;
    this.#do((sink) => sink.write(contents));
  }

  blockingWriteAndFlush(contents: Uint8Array): Later<void> {
    if (contents.length > MOST_BLOCKING) throw new WasiTrap('write-too-long');
    if (contents.length === 0) return this.blockingFlush();
    const room = Number(this.checkWrite());
    if (room === 0) return after(this.#wait(), () => this.blockingWriteAndFlush(contents));
    this.write(contents.subarray(0, room));
    if (room >= contents.length) return this.blockingFlush();
    return this.blockingWriteAndFlush(contents.subarray(room));
  }

  flush(): void {
    this.#permit = 0;
    this.#do((sink) => sink.flush());
  }

  blockingFlush(): Later<void> {
    this.flush();
    // An error of what was flushed shows at the next call.
    return after(this.#wait(), () => void this.checkWrite());
  }

  writeZeroes(len: bigint): void {
    if (len > BigInt(this.#permit)) throw new WasiTrap('write-past-permit');
    this.write(new Uint8Array(Number(len)));
  }

  blockingWriteZeroesAndFlush(len: bigint): Later<void> {
    if (len > BigInt(MOST_BLOCKING)) throw new WasiTrap('write-too-long');
    return this.blockingWriteAndFlush(new Uint8Array(Number(len)));
  }

  splice(source: InputStream, len: bigint): bigint {
    const room = this.checkWrite();
    const bytes = source.read(len < room ? len : room);
    if (bytes.length > 0) this.write(bytes);
    return BigInt(bytes.length);
  }

  blockingSplice(source: InputStream, len: bigint): Later<bigint> {
    const room = this.checkWrite();
    if (room === 0n) return after(this.#wait(), () => this.blockingSplice(source, len));
    return after(source.blockingRead(len < room ? len : room), (bytes) => {
      this.write(bytes);
      return BigInt(bytes.length);
    });
  }

  subscribe(): Pollable {
    return new Pollable(this.#sink?.room ?? READY);
  }

  [DISPOSE](): void {
    this.#close();
    this.#onDrop?.();
  }

  #close(): void {
    const sink = this.#sink;
    this.#sink = null;
    sink?.dispose?.();
  }

  #wait(): Later<void> {
    return waitFor(this.#sink?.room ?? READY);
  }

  /** After an error a stream is closed. */
  #do<T>(act: (sink: ByteSink) => T): T {
    if (this.#sink === null) throw closed();
    try {
      return act(this.#sink);
    } catch (error) {
      this.#close();
      throw streamError(error);
    }
  }
}

function after<T, U>(value: Later<T>, next: (value: T) => Later<U>): Later<U> {
  return value instanceof Promise ? value.then(next) : next(value);
}
