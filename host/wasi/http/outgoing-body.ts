import { DISPOSE } from '../core/dispose.js';
import { WasiError, WasiTrap } from '../core/errors.js';
import { StreamFailure } from '../io/error.js';
import { type ByteSink, OutputStream } from '../io/output-stream.js';
import { blockFor, READY } from '../io/wait.js';
import type { Fields } from './fields.js';
import type { ErrorCode, FieldEntry } from './types.js';

/** Where a body goes. */
export interface OutgoingContent {
  readonly sink: ByteSink;
  /** It is complete. @throws WasiError of an `ErrorCode` */
  finish(trailers: readonly FieldEntry[] | null): void;
  /** It will not be complete. */
  abort(): void;
}

/** What is kept of a body until it is known where it goes. */
const MOST_KEPT = 2 ** 24;
const PERMIT = 65_536;

/** `wasi:http/types.outgoing-body` */
export class OutgoingBody {
  /** Of which message, for errors. */
  readonly #of: 'request' | 'response';
  /** What `content-length` promised. */
  readonly #promised: bigint | null;
  #written = 0n;
  #content: OutgoingContent | null = null;
  #kept: Uint8Array[] = [];
  #keptBytes = 0;
  #end: { readonly trailers: readonly FieldEntry[] | null } | 'aborted' | null = null;
  #isTaken = false;
  #hasStream = false;

  constructor(of: 'request' | 'response', promised: bigint | null) {
    this.#of = of;
    this.#promised = promised;
  }

  write(): OutputStream {
    if (this.#isTaken) throw new WasiError(undefined);
    this.#isTaken = true;
    this.#hasStream = true;
    return new OutputStream(this.#sink(), () => {
      this.#hasStream = false;
    });
  }

  static finish(body: OutgoingBody, trailers: Fields | undefined): void {
    if (body.#hasStream) throw new WasiTrap('stream-alive');
    if (body.#promised !== null && body.#promised !== body.#written) {
      body.#close('aborted');
      throw new WasiError(body.#sizeError());
    }
    body.#close({ trailers: trailers?.entries() ?? null });
  }

  /** Where it goes, which is known when the message is sent. What was written until then goes there first. */
  static connect(body: OutgoingBody, content: OutgoingContent): void {
    body.#content = content;
    const kept = body.#kept;
    body.#kept = [];
    for (const bytes of kept) writeAll(content.sink, bytes);
    const end = body.#end;
    body.#end = null;
    if (end !== null) body.#close(end);
  }

  [DISPOSE](): void {
    if (this.#hasStream) throw new WasiTrap('stream-alive');
    this.#close('aborted');
  }

  #close(end: { readonly trailers: readonly FieldEntry[] | null } | 'aborted'): void {
    if (this.#end !== null) return;
    this.#end = end;
    if (this.#content === null) return;
    if (end === 'aborted') this.#content.abort();
    else this.#content.finish(end.trailers);
  }

  #sink(): ByteSink {
    const content = (): OutgoingContent | null => this.#content;
    return {
      get room() {
        return content()?.sink.room ?? READY;
      },
      permit: () => content()?.sink.permit() ?? PERMIT,
      write: (bytes) => this.#write(bytes),
      flush: () => content()?.sink.flush(),
    };
  }

  #write(bytes: Uint8Array): void {
    this.#written += BigInt(bytes.length);
    if (this.#promised !== null && this.#written > this.#promised) {
      throw new StreamFailure({ message: 'more than `content-length` says', http: this.#sizeError() });
    }
    if (this.#content !== null) return this.#content.sink.write(bytes);
    this.#keptBytes += bytes.length;
    if (this.#keptBytes > MOST_KEPT) {
      throw new StreamFailure({ message: 'too much was written before the message was sent' });
    }
    // The bytes are a view of the guest's memory, which it goes on to use.
    this.#kept.push(bytes.slice());
  }

  #sizeError(): ErrorCode {
    return {
      tag: this.#of === 'request' ? 'HTTP-request-body-size' : 'HTTP-response-body-size',
      val: this.#written,
    };
  }
}

function writeAll(sink: ByteSink, bytes: Uint8Array): void {
  for (let rest = bytes; rest.length > 0;) {
    const permit = sink.permit();
    if (permit === 0) blockFor(sink.room);
    else {
      sink.write(rest.subarray(0, permit));
      rest = rest.subarray(permit);
    }
  }
}
