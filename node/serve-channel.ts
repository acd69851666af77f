import { receiveMessageOnPort, type MessagePort } from 'node:worker_threads';
import type { Denial, FieldEntry, HttpErrorCode, Policy, WaitGroup } from '../host/index.js';
import type { BinaryFile } from '../base/index.js';
import type { RunLimits } from './run-command.js';

/*
 * How the thread of the server and the threads of guests talk. A guest waits by blocking its thread, so it takes messages
 * out of its port by itself; a counter in shared memory wakes it.
 */

/** What a thread is started with that answers requests. */
export interface ServeJob {
  readonly kind: 'serve';
  readonly file: BinaryFile;
  /** Core modules that are compiled. */
  readonly modules: readonly (object | null)[];
  readonly policy: Policy;
  readonly limits: RunLimits;
  readonly port: MessagePort;
  readonly wakeUp: SharedArrayBuffer;
}

export interface RequestHead {
  readonly method: string;
  readonly pathWithQuery: string;
  readonly authority: string | undefined;
  readonly headers: readonly FieldEntry[];
}

/** From the server to a guest. Each is of one request: what comes late is of no interest to the next. */
export type ToGuest = { readonly request: number } & (
  | { readonly kind: 'request'; readonly head: RequestHead }
  | { readonly kind: 'chunk'; readonly bytes: Uint8Array }
  | { readonly kind: 'end'; readonly trailers: readonly FieldEntry[] }
  /** The client is gone. */
  | { readonly kind: 'broken' }
  /** So many bytes of the response have gone to the client. */
  | { readonly kind: 'sent'; readonly count: number }
);

/** From a guest to the server. */
export type ToServer = { readonly request: number } &
  /** So many bytes of the request have been read. */
  (
    | { readonly kind: 'read'; readonly count: number }
    | {
        readonly kind: 'head';
        readonly status: number;
        readonly headers: readonly FieldEntry[];
        readonly hasBody: boolean;
      }
    | { readonly kind: 'chunk'; readonly bytes: Uint8Array }
    | { readonly kind: 'finish'; readonly trailers: readonly FieldEntry[] | null }
    | { readonly kind: 'abort' }
    | { readonly kind: 'fail'; readonly error: HttpErrorCode }
    /** The instance has ended; with a message, if by a trap. */
    | { readonly kind: 'done'; readonly trap: string | null; readonly denials: readonly Denial[] }
  );

/** Bytes that may be on their way to the other side. */
export const WINDOW = 2 ** 18;

/** Sends `message` to the thread of a guest, which may be blocked. */
export function post(port: MessagePort, wakeUp: Int32Array, message: ToGuest): void {
  port.postMessage(message);
  Atomics.add(wakeUp, 0, 1);
  Atomics.notify(wakeUp, 0);
}

/** What has come to the thread of a guest, for the one request that it answers. */
export class Inbox implements WaitGroup {
  readonly kind = 'group';
  readonly #port: MessagePort;
  readonly #wakeUp: Int32Array;
  readonly #take: (message: ToGuest) => void;

  constructor(port: MessagePort, wakeUp: SharedArrayBuffer, take: (message: ToGuest) => void) {
    this.#port = port;
    this.#wakeUp = new Int32Array(wakeUp);
    this.#take = take;
  }

  /** Takes what has come. */
  look(): boolean {
    let found = false;
    for (
      let next = receiveMessageOnPort(this.#port);
      next !== undefined;
      next = receiveMessageOnPort(this.#port)
    ) {
      found = true;
      this.#take(next.message as ToGuest);
    }
    return found;
  }

  wait(_waitables: unknown, milliseconds: number | null): void {
    // What comes between the look and the wait has changed the counter, and the wait ends at once.
    const before = Atomics.load(this.#wakeUp, 0);
    if (!this.look()) Atomics.wait(this.#wakeUp, 0, before, milliseconds ?? undefined);
    this.look();
  }

  settled(): Promise<void> {
    throw new Error('the thread of a guest may be blocked');
  }
}
