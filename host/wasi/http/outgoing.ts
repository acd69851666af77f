import { DISPOSE } from '../core/dispose.js';
import { WasiError } from '../core/errors.js';
import { contentLength, type Fields } from './fields.js';
import { OutgoingBody, type OutgoingContent } from './outgoing-body.js';
import { type ErrorCode, type FieldEntry, isMethod, type Method, type Scheme } from './types.js';

/** What requests and responses that go out have in common: headers that are fixed, and a body that is taken once. */
class OutgoingMessage {
  readonly #of: 'request' | 'response';
  readonly #headers: Fields;
  #body: OutgoingBody | null = null;

  constructor(of: 'request' | 'response', headers: Fields) {
    this.#of = of;
    this.#headers = headers.frozen();
  }

  headers(): Fields {
    return this.#headers.frozen();
  }

  body(): OutgoingBody {
    if (this.#body !== null) throw new WasiError(undefined);
    this.#body = new OutgoingBody(this.#of, contentLength(this.#headers));
    return this.#body;
  }

  /** Null for a message whose body nobody took: it has none. */
  static bodyOf(message: OutgoingMessage): OutgoingBody | null {
    return message.#body;
  }
}

/** `wasi:http/types.outgoing-response` */
export class OutgoingResponse extends OutgoingMessage {
  #status = 200;

  constructor(headers: Fields) {
    super('response', headers);
  }

  statusCode(): number {
    return this.#status;
  }

  setStatusCode(status: number): void {
    if (status < 100 || status > 999) throw new WasiError(undefined);
    this.#status = status;
  }
}

const PATH = /^[^\s#<>\\^`{|}"\p{Cc}]*$/u;
const AUTHORITY = /^(?:\[[0-9a-f:.]+\]|[^\s:/?#@[\]\\\p{Cc}]+)(?::(\d{1,5}))?$/iu;
const SCHEME = /^[a-z][a-z0-9+.-]*$/i;

/** `wasi:http/types.outgoing-request` */
export class OutgoingRequest extends OutgoingMessage {
  #method: Method = { tag: 'get' };
  #pathWithQuery: string | undefined;
  #scheme: Scheme | undefined;
  #authority: string | undefined;

  constructor(headers: Fields) {
    super('request', headers);
  }

  method(): Method {
    return this.#method;
  }

  setMethod(method: Method): void {
    if (!isMethod(method)) throw new WasiError(undefined);
    this.#method = method;
  }

  pathWithQuery(): string | undefined {
    return this.#pathWithQuery;
  }

  setPathWithQuery(path: string | undefined): void {
    if (path !== undefined && !PATH.test(path)) throw new WasiError(undefined);
    this.#pathWithQuery = path;
  }

  scheme(): Scheme | undefined {
    return this.#scheme;
  }

  setScheme(scheme: Scheme | undefined): void {
    if (scheme?.tag === 'other' && !SCHEME.test(scheme.val)) throw new WasiError(undefined);
    this.#scheme = scheme;
  }

  authority(): string | undefined {
    return this.#authority;
  }

  setAuthority(authority: string | undefined): void {
    const [, port = '0'] = authority === undefined ? [] : (AUTHORITY.exec(authority) ?? ['', '65536']);
    if (Number(port) > 65_535) throw new WasiError(undefined);
    this.#authority = authority;
  }
}

/** `wasi:http/types.request-options`; times in nanoseconds. */
export class RequestOptions {
  #connectTimeout: bigint | undefined;
  #firstByteTimeout: bigint | undefined;
  #betweenBytesTimeout: bigint | undefined;

  connectTimeout(): bigint | undefined {
    return this.#connectTimeout;
  }

  setConnectTimeout(duration: bigint | undefined): void {
    this.#connectTimeout = duration;
  }

  firstByteTimeout(): bigint | undefined {
    return this.#firstByteTimeout;
  }

  setFirstByteTimeout(duration: bigint | undefined): void {
    this.#firstByteTimeout = duration;
  }

  betweenBytesTimeout(): bigint | undefined {
    return this.#betweenBytesTimeout;
  }

  setBetweenBytesTimeout(duration: bigint | undefined): void {
    this.#betweenBytesTimeout = duration;
  }
}

/** Where a response goes. */
export interface ResponseReceiver {
  respond(status: number, headers: readonly FieldEntry[], hasBody: boolean): OutgoingContent;
  fail(error: ErrorCode): void;
}

/** `wasi:http/types.response-outparam` */
export class ResponseOutparam {
  #receiver: ResponseReceiver | null;

  constructor(receiver: ResponseReceiver) {
    this.#receiver = receiver;
  }

  static set(
    param: ResponseOutparam,
    response:
      | { readonly tag: 'ok'; readonly val: OutgoingResponse }
      | { readonly tag: 'err'; readonly val: ErrorCode },
  ): void {
    const receiver = param.#receiver;
    param.#receiver = null;
    if (receiver === null) return;
    if (response.tag === 'err') return receiver.fail(response.val);
    const body = OutgoingMessage.bodyOf(response.val);
    const content = receiver.respond(
      response.val.statusCode(),
      response.val.headers().entries(),
      body !== null,
    );
    if (body === null) content.finish(null);
    else OutgoingBody.connect(body, content);
  }

  sendInformational(): never {
    throw new WasiError<ErrorCode>({
      tag: 'internal-error',
      val: 'informational responses are not supported',
    });
  }

  /** Whoever drops it will not answer. */
  [DISPOSE](): void {
    const receiver = this.#receiver;
    this.#receiver = null;
    receiver?.fail({ tag: 'internal-error', val: 'the guest did not set a response' });
  }
}
