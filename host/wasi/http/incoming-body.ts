import { DISPOSE } from '../core/dispose.js';
import { WasiError, WasiTrap } from '../core/errors.js';
import { type ByteSource, InputStream } from '../io/input-stream.js';
import { Pollable } from '../io/poll.js';
import type { Waitable } from '../io/wait.js';
import { Fields } from './fields.js';
import type { ErrorCode, FieldEntry } from './types.js';

/** Where a body comes from. */
export interface IncomingContent {
  readonly source: ByteSource;
  /** What comes behind the content. Asked once for, and then the content is of no interest any more. */
  trailers(): IncomingTrailers;
}

export interface IncomingTrailers {
  readonly arrival: Waitable;
  /** Called when they have arrived: none, some, or why there are none. */
  take(): readonly FieldEntry[] | null | ErrorCode;
}

/** `wasi:http/types.incoming-body` */
export class IncomingBody {
  readonly #content: IncomingContent;
  #isTaken = false;
  #hasStream = false;

  constructor(content: IncomingContent) {
    this.#content = content;
  }

  stream(): InputStream {
    if (this.#isTaken) throw new WasiError(undefined);
    this.#isTaken = true;
    this.#hasStream = true;
    return new InputStream(this.#content.source, () => {
      this.#hasStream = false;
    });
  }

  static finish(body: IncomingBody): FutureTrailers {
    if (body.#hasStream) throw new WasiTrap('stream-alive');
    return new FutureTrailers(body.#content.trailers());
  }

  [DISPOSE](): void {
    if (this.#hasStream) throw new WasiTrap('stream-alive');
    if (!this.#isTaken) this.#content.source.dispose?.();
  }
}

type TrailersResult =
  | {
      readonly tag: 'ok';
      readonly val: { tag: 'ok'; val: Fields | undefined } | { tag: 'err'; val: ErrorCode };
    }
  | { readonly tag: 'err'; readonly val: undefined };

/** `wasi:http/types.future-trailers` */
export class FutureTrailers {
  readonly #trailers: IncomingTrailers;
  #isTaken = false;

  constructor(trailers: IncomingTrailers) {
    this.#trailers = trailers;
  }

  subscribe(): Pollable {
    return new Pollable(this.#trailers.arrival);
  }

  get(): TrailersResult | undefined {
    if (!this.#trailers.arrival.ready()) return undefined;
    if (this.#isTaken) return { tag: 'err', val: undefined };
    this.#isTaken = true;
    const taken = this.#trailers.take();
    if (taken !== null && 'tag' in taken) return { tag: 'ok', val: { tag: 'err', val: taken } };
    return { tag: 'ok', val: { tag: 'ok', val: taken === null ? undefined : Fields.received(taken) } };
  }
}
