import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

/** A request as it stands on the wire: nothing is added to it but what its content needs to be framed. */
export interface RawRequest {
  readonly method: string;
  readonly target: string;
  readonly version: '1.0' | '1.1';
  readonly headers: readonly (readonly [name: string, value: string])[];
  /** In pieces, between which the client waits a moment. */
  readonly content: readonly Uint8Array[];
  /** Sent in chunks, with these trailers behind them; else `content-length` says how much there is. */
  readonly chunked: readonly (readonly [name: string, value: string])[] | null;
  /** The content is sent when something has come back, as `100 Continue`. */
  readonly waits: boolean;
}

/** A response as it came. */
export interface RawResponse {
  /** Statuses that came before it. */
  readonly interim: readonly number[];
  readonly status: number;
  readonly reason: string;
  readonly headers: readonly (readonly [name: string, value: string])[];
  /** How its end is known. */
  readonly framing: 'none' | 'length' | 'chunks' | 'end of connection';
  readonly content: Buffer;
  readonly trailers: readonly (readonly [name: string, value: string])[];
  /** False when the connection ended before it did. */
  readonly isWhole: boolean;
}

const PAUSE = 20;

/** The bytes of a request, in the pieces that they are sent in. */
export function piecesOf(request: RawRequest): readonly Uint8Array[] {
  const { method, target, version, headers, content, chunked, waits } = request;
  const length = content.reduce((sum, piece) => sum + piece.length, 0);
  const framing = chunked !== null ? [['transfer-encoding', 'chunked']] : length > 0 ? [['content-length', length]] : []; // prettier-ignore
  const lines = [...headers, ...framing].map(([name, value]) => `${name}: ${value}\r\n`);
  const head = latin1(`${method} ${target} HTTP/${version}\r\n${lines.join('')}\r\n`);
  const trailers = (chunked ?? []).map(([name, value]) => `${name}: ${value}\r\n`).join('');
  const chunks = content.map((piece) =>
    Buffer.concat([latin1(`${piece.length.toString(16)}\r\n`), piece, latin1('\r\n')]),
  );
  const pieces = chunked === null ? content : [...chunks, latin1(`0\r\n${trailers}\r\n`)];
  const [first, ...rest] = pieces;
  return first === undefined || waits ? [head, ...pieces] : [Buffer.concat([head, first]), ...rest];
}

function latin1(text: string): Buffer {
  return Buffer.from(text, 'latin1');
}

/** One connection, of which responses are read in the order of their requests. */
export class RawConnection {
  readonly #socket: Socket;
  #received = Buffer.alloc(0);
  /** How often something has come. */
  #arrivals = 0;
  #isEnded = false;
  readonly #waiting: (() => void)[] = [];

  private constructor(socket: Socket) {
    this.#socket = socket;
    socket.on('data', (bytes: Buffer) => {
      this.#received = Buffer.concat([this.#received, bytes]);
      this.#arrivals++;
      this.#wake();
    });
    const end = (): void => {
      this.#isEnded = true;
      this.#wake();
    };
    socket.on('end', end).on('close', end).on('error', end);
  }

  static async open(address: URL): Promise<RawConnection> {
    const socket = connect(Number(address.port), address.hostname);
    await once(socket, 'connect');
    socket.setNoDelay(true);
    return new RawConnection(socket);
  }

  /** Sends pieces with pauses between them; after the first it may wait until something has come back. */
  async send(pieces: readonly Uint8Array[], waits: boolean): Promise<void> {
    const before = this.#arrivals;
    for (const [i, piece] of pieces.entries()) {
      while (i === 1 && waits && this.#arrivals === before && !this.#isEnded) await this.#more();
      if (i > 0) await new Promise((done) => setTimeout(done, PAUSE));
      if (this.#isEnded) return;
      this.#socket.write(piece);
    }
  }

  /** The response to a request of the method; null when the connection ended without one. */
  async response(method: string): Promise<RawResponse | null> {
    const interim: number[] = [];
    for (;;) {
      const head = await this.#head();
      if (head === null) return null;
      const [start = '', ...lines] = head;
      const [, digits = '', reason = ''] = /^HTTP\/1\.[01] (\d{3}) ?(.*)$/.exec(start) ?? [];
      const status = Number(digits);
      if (status < 200 && status !== 101) {
        interim.push(status);
        continue;
      }
      const headers = lines.map(fieldOf);
      return { interim, status, reason, headers, ...(await this.#content(method, status, headers)) };
    }
  }

  /** Whether the server ends the connection by itself, soon. */
  async endsSoon(): Promise<boolean> {
    const late = Date.now() + 200;
    while (!this.#isEnded && Date.now() < late) await new Promise((done) => setTimeout(done, 10));
    return this.#isEnded;
  }

  close(): void {
    this.#socket.destroy();
  }

  async #content(
    method: string,
    status: number,
    headers: RawResponse['headers'],
  ): Promise<Pick<RawResponse, 'framing' | 'content' | 'trailers' | 'isWhole'>> {
    const valueOf = (name: string): string | undefined =>
      headers.find(([given]) => given.toLowerCase() === name)?.[1];
    const length = valueOf('content-length');
    const empty = Buffer.alloc(0);
    if (method === 'HEAD' || status < 200 || status === 204 || status === 304) {
      return { framing: 'none', content: empty, trailers: [], isWhole: true };
    }
    if (valueOf('transfer-encoding') !== undefined) return { framing: 'chunks', ...(await this.#chunks()) };
    if (length === undefined) {
      const content = await this.#take(Infinity);
      return { framing: 'end of connection', content, trailers: [], isWhole: true };
    }
    const content = await this.#take(Number(length));
    return { framing: 'length', content, trailers: [], isWhole: content.length === Number(length) };
  }

  async #chunks(): Promise<Pick<RawResponse, 'content' | 'trailers' | 'isWhole'>> {
    const chunks: Buffer[] = [];
    const broken = (): Pick<RawResponse, 'content' | 'trailers' | 'isWhole'> => ({
      content: Buffer.concat(chunks),
      trailers: [],
      isWhole: false,
    });
    for (;;) {
      const line = await this.#line();
      if (line === null) return broken();
      const size = Number.parseInt(line, 16);
      if (size === 0) {
        const lines: string[] = [];
        for (let next = await this.#line(); next !== ''; next = await this.#line()) {
          if (next === null) return broken();
          lines.push(next);
        }
        return { content: Buffer.concat(chunks), trailers: lines.map(fieldOf), isWhole: true };
      }
      const chunk = await this.#take(size);
      chunks.push(chunk);
      if (chunk.length < size || (await this.#line()) === null) return broken();
    }
  }

  /** The lines of a head; null when there is none. */
  async #head(): Promise<readonly string[] | null> {
    const lines: string[] = [];
    for (let line = await this.#line(); line !== ''; line = await this.#line()) {
      if (line === null) return null;
      lines.push(line);
    }
    return lines;
  }

  async #line(): Promise<string | null> {
    for (;;) {
      const at = this.#received.indexOf('\r\n');
      if (at >= 0) {
        const line = this.#received.toString('latin1', 0, at);
        this.#received = this.#received.subarray(at + 2);
        return line;
      }
      if (this.#isEnded) return null;
      await this.#more();
    }
  }

  /** So many bytes, or what there is before the end of the connection. */
  async #take(length: number): Promise<Buffer> {
    while (this.#received.length < length && !this.#isEnded) await this.#more();
    const taken = this.#received.subarray(0, length);
    this.#received = this.#received.subarray(taken.length);
    return taken;
  }

  #more(): Promise<void> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error('no answer for 10 s')), 10_000);
      this.#waiting.push(() => {
        clearTimeout(timer);
        resolve();
      });
    });
  }

  #wake(): void {
    for (const wake of this.#waiting.splice(0)) wake();
  }
}

function fieldOf(line: string): readonly [name: string, value: string] {
  const at = line.indexOf(':');
  return [line.slice(0, at), line.slice(at + 1).trim()];
}
