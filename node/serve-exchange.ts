import type { IncomingMessage, ServerResponse } from 'node:http';
import type { FieldEntry } from '../host/index.js';
import { type RequestHead, type ToGuest, type ToServer, WINDOW } from './serve-channel.js';

const FAILURE = 'internal server error\n';
const FAILURE_HEADERS: readonly FieldEntry[] = [
  ['content-type', Buffer.from('text/plain; charset=utf-8')],
  ['content-length', Buffer.from(String(FAILURE.length))],
];

type Untagged<T> = T extends { readonly request: number } ? Omit<T, 'request'> : never;

/** One request and its response, as the server's side has them. */
export class ServerExchange {
  readonly #request: IncomingMessage;
  readonly #response: ServerResponse;
  readonly #send: (message: Untagged<ToGuest>) => void;
  /** Bytes of the request that the guest has not read yet. */
  #unread = 0;
  #isAnswered = false;
  #isOver = false;
  #trailerNames: ReadonlySet<string> = new Set();

  constructor(
    request: IncomingMessage,
    response: ServerResponse,
    send: (message: Untagged<ToGuest>) => void,
  ) {
    this.#request = request;
    this.#response = response;
    this.#send = send;
  }

  /** Sends the request to the guest, content as it comes. */
  start(): void {
    const request = this.#request;
    this.#send({ kind: 'request', head: headOf(request) });
    request.on('data', (bytes: Buffer) => {
      if (this.#isOver) return;
      this.#unread += bytes.length;
      if (this.#unread >= WINDOW) request.pause();
      this.#send({ kind: 'chunk', bytes: Uint8Array.from(bytes) });
    });
    request.on('end', () => this.#send({ kind: 'end', trailers: entriesOf(request.rawTrailers) }));
    request.on('error', () => this.#send({ kind: 'broken' }));
    this.#response.on('close', () => {
      if (!this.#response.writableFinished) this.#send({ kind: 'broken' });
    });
  }

  /** Takes what the guest's side says of the response. What cannot be sent ends this response, and nothing else. */
  take(message: ToServer): void {
    try {
      this.#take(message);
    } catch {
      this.#end();
      this.#response.destroy();
    }
  }

  #take(message: ToServer): void {
    const response = this.#response;
    switch (message.kind) {
      case 'read':
        this.#unread -= message.count;
        if (this.#unread < WINDOW) this.#request.resume();
        return;
      case 'head':
        return this.#answer(message.status, message.headers, message.hasBody);
      case 'chunk':
        response.write(message.bytes, () => this.#send({ kind: 'sent', count: message.bytes.length }));
        return;
      case 'finish':
        this.#end();
        this.#addTrailers(message.trailers ?? []);
        response.end();
        return;
      case 'abort':
      case 'fail':
      case 'done':
        return this.fail();
    }
  }

  /** There will be no response, or not all of it. A client learns so by the status, or by the end of the connection. */
  fail(): void {
    if (this.#isOver) return;
    this.#end();
    if (this.#isAnswered) this.#response.destroy();
    else {
      this.#answer(500, FAILURE_HEADERS, true);
      this.#response.end(FAILURE);
    }
  }

  /** The rest of the request is of no interest, but has to be taken: the next one stands behind it. */
  #end(): void {
    this.#isOver = true;
    this.#request.resume();
  }

  #answer(status: number, headers: readonly FieldEntry[], hasBody: boolean): void {
    if (this.#isAnswered) return;
    this.#isAnswered = true;
    const response = this.#response;
    // What a guest does not say about the connection is not said.
    response.removeHeader('connection');
    const isChunked = hasBody && mayBeChunked(this.#request, status, headers);
    // What announces trailers has no place where there can be none.
    const sent = isChunked ? [...headers] : headers.filter(([name]) => name !== 'trailer');
    // Node would leave the length of nothing to its end.
    if (!hasBody && mayBeChunked(this.#request, status, headers))
      sent.push(['content-length', Buffer.from('0')]);
    this.#trailerNames = wantedTrailers(this.#request, sent);
    response.writeHead(
      status,
      sent.flatMap(([name, value]) => [name, Buffer.from(value).toString('latin1')]),
    );
    if (hasBody) response.flushHeaders();
  }

  #addTrailers(trailers: readonly FieldEntry[]): void {
    const sent = trailers.filter(([name]) => this.#trailerNames.has(name));
    if (sent.length === 0) return;
    this.#response.addTrailers(
      sent.map(([name, value]): [string, string] => [name, Buffer.from(value).toString('latin1')]),
    );
  }
}

/** Whether the length of a body is left to its end. */
function mayBeChunked(request: IncomingMessage, status: number, headers: readonly FieldEntry[]): boolean {
  if (request.method === 'HEAD' || request.httpVersion === '1.0') return false;
  if (status < 200 || status === 204 || status === 304) return false;
  return !headers.some(([name]) => name === 'content-length');
}

/** Trailers go to a client that says it takes them, if the headers of the response announce them: as Wasmtime does it. */
function wantedTrailers(request: IncomingMessage, headers: readonly FieldEntry[]): ReadonlySet<string> {
  if (request.headers.te !== 'trailers') return new Set();
  const announced = headers
    .filter(([name]) => name === 'trailer')
    .map(([, value]) => Buffer.from(value).toString('latin1'));
  return new Set(announced.join(',').split(',').map((name) => name.trim().toLowerCase())); // prettier-ignore
}

function headOf(request: IncomingMessage): RequestHead {
  const { method = 'GET', url = '/', headers } = request;
  const [, authority, path] = /^https?:\/\/([^/?#]*)([^]*)$/i.exec(url) ?? [];
  return {
    method,
    pathWithQuery: path === undefined ? url : path.startsWith('/') ? path : `/${path}`,
    authority: authority ?? headers.host,
    headers: entriesOf(request.rawHeaders),
  };
}

/** Fields as Node has them: names and values in turn, each byte a character. */
function entriesOf(raw: readonly string[]): FieldEntry[] {
  const entries: FieldEntry[] = [];
  for (let i = 0; i + 1 < raw.length; i += 2) {
    const [name = '', value = ''] = raw.slice(i, i + 2);
    entries.push([name.toLowerCase(), Uint8Array.from(Buffer.from(value, 'latin1'))]);
  }
  return entries;
}
