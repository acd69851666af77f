import { DISPOSE } from '../core/dispose.js';
import { WasiError, WasiTrap } from '../core/errors.js';
import type { OpenHandles } from '../core/open-handles.js';
import type { WasiInstance } from '../instance/instance.js';
import { Pollable } from '../io/poll.js';
import { READY } from '../io/wait.js';
import { allowsRequest } from '../policy/rules.js';
import {
  invoke,
  loadHttp,
  type ShimHttp,
  type ShimInputStream,
  type ShimOutputStream,
  type ShimPollable,
  type ShimResource,
} from '../shim/shim.js';
import { disposeOf, type Failing, shimSink, shimSource, shimWaitable } from '../shim/streams.js';
import { IncomingResponse } from './incoming.js';
import { OutgoingBody } from './outgoing-body.js';
import { OutgoingRequest, type RequestOptions } from './outgoing.js';
import type { ErrorCode, FieldEntry, Scheme } from './types.js';

/** `wasi:http/outgoing-handler.handle`. The shim is loaded only where there is an origin that requests may go to. */
export async function outgoingHandle(
  instance: WasiInstance,
): Promise<(request: OutgoingRequest, options: RequestOptions | undefined) => FutureIncomingResponse> {
  const { grants, denials, handles } = instance;
  const shim = grants.http.length === 0 ? null : await loadHttp();
  return (request, options) => {
    const scheme = schemeOf(request.scheme());
    const authority = request.authority() ?? '';
    if (scheme === null) throw new WasiError<ErrorCode>({ tag: 'HTTP-protocol-error' });
    if (shim === null || !allowsRequest(grants.http, scheme, authority)) {
      const url = `${scheme}://${authority}${request.pathWithQuery() ?? ''}`;
      denials.add('http', 'wasi:http/outgoing-handler#handle', url, 'HTTP-request-denied');
      throw new WasiError<ErrorCode>({ tag: 'HTTP-request-denied' });
    }
    const sent = httpCall(() => send({ shim, handles }, request, options));
    return new FutureIncomingResponse(shim, sent, handles);
  };
}

function schemeOf(scheme: Scheme | undefined): 'http' | 'https' | null {
  if (scheme === undefined || scheme.tag === 'HTTPS') return 'https';
  return scheme.tag === 'HTTP' ? 'http' : null;
}

/** What a message needs that goes by the shim. */
interface Sending {
  readonly shim: ShimHttp;
  readonly handles: OpenHandles;
}

/** Builds the request once more for the shim, and sends it. */
function send(
  { shim, handles }: Sending,
  request: OutgoingRequest,
  options: RequestOptions | undefined,
): ShimResource {
  const { types, io } = shim;
  const sent = new types.OutgoingRequest(types.Fields.fromList(request.headers().entries()));
  invoke(sent, 'setMethod', request.method());
  invoke(sent, 'setPathWithQuery', request.pathWithQuery() ?? '/');
  invoke(sent, 'setScheme', request.scheme());
  invoke(sent, 'setAuthority', request.authority());
  const body = invoke(sent, 'body') as ShimResource;
  const future = shim.handle(sent, options === undefined ? undefined : sentOptions(shim, options));
  const own = OutgoingRequest.bodyOf(request);
  const finish = (): void => types.OutgoingBody.finish(body, undefined);
  // A body that nobody took is empty; the shim would wait for its end.
  if (own === null) finish();
  else {
    const stream = invoke(body, 'write') as unknown as ShimOutputStream;
    OutgoingBody.connect(own, {
      sink: shimSink(stream, { io, failing, handles }),
      finish(trailers) {
        if (trailers !== null) {
          throw new WasiError<ErrorCode>({
            tag: 'internal-error',
            val: 'trailers of requests are not supported',
          });
        }
        httpCall(finish);
      },
      abort: () => disposeOf(body),
    });
  }
  return future;
}

function sentOptions({ types }: ShimHttp, options: RequestOptions): ShimResource {
  const sent = new types.RequestOptions();
  invoke(sent, 'setConnectTimeout', options.connectTimeout());
  invoke(sent, 'setFirstByteTimeout', options.firstByteTimeout());
  invoke(sent, 'setBetweenBytesTimeout', options.betweenBytesTimeout());
  return sent;
}

type ResponseResult =
  | {
      readonly tag: 'ok';
      readonly val: { tag: 'ok'; val: IncomingResponse } | { tag: 'err'; val: ErrorCode };
    }
  | { readonly tag: 'err'; readonly val: undefined };

/** `wasi:http/types.future-incoming-response` */
export class FutureIncomingResponse {
  readonly #shim: ShimHttp;
  readonly #inner: ShimResource;
  readonly #handles: OpenHandles;
  readonly #handle: { close(): void };

  constructor(shim: ShimHttp, inner: ShimResource, handles: OpenHandles) {
    this.#shim = shim;
    this.#inner = inner;
    this.#handles = handles;
    this.#handle = { close: () => disposeOf(inner) };
    handles.add(this.#handle);
  }

  subscribe(): Pollable {
    return new Pollable(shimWaitable(this.#shim.io, () => invoke(this.#inner, 'subscribe') as ShimPollable));
  }

  get(): ResponseResult | undefined {
    const got = invoke(this.#inner, 'get') as
      | { tag: 'ok'; val: { tag: 'ok'; val: ShimResource } | { tag: 'err'; val: unknown } }
      | { tag: 'err' }
      | undefined;
    if (got === undefined) return undefined;
    if (got.tag === 'err') return { tag: 'err', val: undefined };
    const { val } = got;
    if (val.tag === 'err') return { tag: 'ok', val: { tag: 'err', val: errorCode(val.val) } };
    return {
      tag: 'ok',
      val: { tag: 'ok', val: responseOf({ shim: this.#shim, handles: this.#handles }, val.val) },
    };
  }

  [DISPOSE](): void {
    this.#handles.close(this.#handle);
  }
}

function responseOf({ shim, handles }: Sending, response: ShimResource): IncomingResponse {
  const status = invoke(response, 'status') as number;
  const headers = (invoke(response, 'headers') as unknown as { entries(): readonly FieldEntry[] }).entries();
  const body = invoke(response, 'consume') as ShimResource;
  const stream = invoke(body, 'stream') as unknown as ShimInputStream;
  return new IncomingResponse(status, headers, {
    source: shimSource(stream, { io: shim.io, failing, handles }),
    trailers() {
      shim.types.IncomingBody.finish(body);
      // The shim has none to give.
      return { arrival: READY, take: () => null };
    },
  });
}

const failing: Failing = ({ message, payload }) => ({ message, http: errorCode(payload) });

function errorCode(error: unknown): ErrorCode {
  if (typeof error === 'object' && error !== null && 'tag' in error) return error as ErrorCode;
  return { tag: 'internal-error', val: error instanceof Error ? error.message : undefined };
}

/** Calls the shim; what it throws becomes an `error-code`. */
function httpCall<T>(act: () => T): T {
  try {
    return act();
  } catch (error) {
    if (error instanceof WasiError || error instanceof WasiTrap) throw error;
    // So the shim says that a part of a request is not as it must be.
    if (error === undefined) throw new WasiError<ErrorCode>({ tag: 'HTTP-request-URI-invalid' });
    throw new WasiError(errorCode(error));
  }
}
