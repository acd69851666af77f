import { DISPOSE } from '../core/dispose.js';
import { WasiError } from '../core/errors.js';
import { Fields } from './fields.js';
import { IncomingBody, type IncomingContent } from './incoming-body.js';
import type { FieldEntry, Method, Scheme } from './types.js';

/** A request that came from outside. */
export interface ReceivedRequest {
  readonly method: Method;
  readonly pathWithQuery: string | undefined;
  readonly scheme: Scheme | undefined;
  readonly authority: string | undefined;
  readonly headers: readonly FieldEntry[];
  readonly content: IncomingContent;
}

/** What requests and responses that come in have in common: headers, and content that is taken once. */
class IncomingMessage {
  readonly #headers: Fields;
  #content: IncomingContent | null;

  constructor(headers: readonly FieldEntry[], content: IncomingContent) {
    this.#headers = Fields.received(headers);
    this.#content = content;
  }

  headers(): Fields {
    return this.#headers.frozen();
  }

  consume(): IncomingBody {
    const content = this.#content;
    if (content === null) throw new WasiError(undefined);
    this.#content = null;
    return new IncomingBody(content);
  }

  [DISPOSE](): void {
    this.#content?.source.dispose?.();
    this.#content = null;
  }
}

/** `wasi:http/types.incoming-request` */
export class IncomingRequest extends IncomingMessage {
  readonly #request: ReceivedRequest;

  constructor(request: ReceivedRequest) {
    super(request.headers, request.content);
    this.#request = request;
  }

  method(): Method {
    return this.#request.method;
  }

  pathWithQuery(): string | undefined {
    return this.#request.pathWithQuery;
  }

  scheme(): Scheme | undefined {
    return this.#request.scheme;
  }

  authority(): string | undefined {
    return this.#request.authority;
  }
}

/** `wasi:http/types.incoming-response` */
export class IncomingResponse extends IncomingMessage {
  readonly #status: number;

  constructor(status: number, headers: readonly FieldEntry[], content: IncomingContent) {
    super(headers, content);
    this.#status = status;
  }

  status(): number {
    return this.#status;
  }
}
