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
        return this.#answer(message);
      case 'chunk':
        if (this.#isOver) return this.#send({ kind: 'sent', count: message.bytes.length });
        response.write(message.bytes, () => this.#send({ kind: 'sent', count: message.bytes.length }));
        return;
      case 'finish':
        if (this.#isOver) return;
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
      this.#writeHead(500, FAILURE_HEADERS);
      this.#response.end(FAILURE);
    }
  }

  /** The rest of the request is of no interest, but has to be taken: the next one stands behind it. */
  #end(): void {
    this.#isOver = true;
    this.#request.resume();
  }

  #answer(head: ResponseHead): void {
    if (this.#isAnswered || this.#isOver) return;
    const sent = sentHead(this.#request, head);
    if (sent === null) return this.fail();
    this.#isAnswered = true;
    this.#trailerNames = sent.isChunked ? wantedTrailers(this.#request, head.headers) : new Set();
    this.#writeHead(head.status, sent.headers);
    // Sends the head, byte for byte. `flushHeaders` would send it as UTF-8.
    if (sent.hasContent) this.#response.write(new Uint8Array());
  }

  #writeHead(status: number, headers: readonly FieldEntry[]): void {
    const response = this.#response;
    // That the connection goes on is not said where it is taken for granted.
    if (response.shouldKeepAlive && this.#request.httpVersion !== '1.0') response.removeHeader('connection');
    response.writeHead(
      status,
      headers.flatMap(([name, value]) => [name, latin1(value)]),
    );
  }

  #addTrailers(trailers: readonly FieldEntry[]): void {
    const sent = trailers.filter(([name]) => this.#trailerNames.has(name));
    if (sent.length === 0) return;
    this.#response.addTrailers(sent.map(([name, value]): [string, string] => [name, latin1(value)]));
  }
}

interface ResponseHead {
  readonly status: number;
  readonly headers: readonly FieldEntry[];
  readonly hasBody: boolean;
}

/** The fields of a response as they are sent; null where no client would find its end. */
function sentHead(
  request: IncomingMessage,
  { status, headers, hasBody }: ResponseHead,
): {
  readonly headers: readonly FieldEntry[];
  readonly hasContent: boolean;
  readonly isChunked: boolean;
} | null {
  const promised = lengthOf(headers);
  // What is below 200 is followed by a response, but for 101.
  if ((status < 200 && status !== 101) || promised === 'contradictory') return null;
  const canHaveContent = request.method !== 'HEAD' && status >= 200 && status !== 204 && status !== 304;
  // Node would leave the length of nothing to its end.
  const length = canHaveContent && !hasBody ? 0n : promised;
  const isChunked = canHaveContent && length === null && request.httpVersion !== '1.0';
  const kept = headers.filter(
    // What announces trailers has no place where there can be none.
    ([name]) => name !== 'content-length' && (isChunked || name !== 'trailer'),
  );
  return {
    headers: length === null ? kept : [...kept, ['content-length', Buffer.from(String(length))]],
    hasContent: canHaveContent && hasBody,
    isChunked,
  };
}

/** What `content-length` says; null where that is no length. */
function lengthOf(headers: readonly FieldEntry[]): bigint | 'contradictory' | null {
  const lengths = headers
    .filter(([name]) => name === 'content-length')
    .map(([, value]) => latin1(value))
    .filter((text) => /^\d{1,20}$/.test(text) && BigInt(text) < 2n ** 64n)
    .map(BigInt);
  const [first = null] = lengths;
  return lengths.some((length) => length !== first) ? 'contradictory' : first;
}

/** Trailers go to a client that says it takes them, if the headers of the response announce them: as Wasmtime does it. */
function wantedTrailers(request: IncomingMessage, headers: readonly FieldEntry[]): ReadonlySet<string> {
  if (request.headers.te !== 'trailers') return new Set();
  const announced = headers.filter(([name]) => name === 'trailer').map(([, value]) => latin1(value));
  return new Set(announced.join(',').split(',').map((name) => name.trim().toLowerCase())); // prettier-ignore
}

function headOf(request: IncomingMessage): RequestHead {
  const { method = 'GET', url = '/', headers } = request;
  const [target = ''] = url.split('#');
  const [, authority, path] = /^https?:\/\/([^/?]*)([^]*)$/i.exec(target) ?? [];
  return {
    method,
    pathWithQuery: path === undefined ? target : path.startsWith('/') ? path : `/${path}`,
    authority: authority ?? headers.host,
    headers: entriesOf(request.rawHeaders),
  };
}

/** As Node takes bytes that are no text. */
function latin1(value: Uint8Array): string {
  return Buffer.from(value).toString('latin1');
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
