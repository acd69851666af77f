import {
  compile, IncomingRequest, instantiate, methodOf, ResponseOutparam, StreamFailure, type ByteSink, type ByteSource, type CompiledComponent,
  type FieldEntry, type HttpErrorCode, type IncomingContent, type OutgoingContent, type ResponseReceiver, type Waitable, wasiImports,
} from '../host/index.js'; // prettier-ignore
import { endOf, exportNamed, importsOf } from './run-command.js';
import {
  Inbox,
  type RequestHead,
  type ServeJob,
  type ToGuest,
  type ToServer,
  WINDOW,
} from './serve-channel.js';
import { nodeSystem } from './system.js';

export const HANDLER = /^wasi:http\/incoming-handler@0\.2\./;

/** Answers requests in this thread, one after the other, each by an instance of its own. */
export async function serveGuest(job: ServeJob): Promise<void> {
  const component = await compile(job.file.bytes, { modules: job.modules, limits: job.limits });
  let current: Exchange | null = null;
  const inbox = new Inbox(job.port, job.wakeUp, (message) => {
    if (message.request === current?.number) current.take(message);
  });
  job.port.on('message', (message: ToGuest) => {
    if (message.kind !== 'request') {
      if (message.request === current?.number) current.take(message);
      return;
    }
    current = new Exchange(job, message.request, inbox);
    void answer(component, job, current, message.head);
  });
}

async function answer(
  component: CompiledComponent,
  job: ServeJob,
  exchange: Exchange,
  head: RequestHead,
): Promise<void> {
  const wasi = await wasiImports(job.policy, { system: nodeSystem(), names: importsOf(component) });
  let trap: string | null = null;
  try {
    const exports = await instantiate(component, wasi.imports, { limits: job.limits });
    const handler = exports[exportNamed(component, HANDLER) ?? ''] as {
      handle(request: IncomingRequest, response: ResponseOutparam): void;
    };
    handler.handle(exchange.request(head), new ResponseOutparam(exchange));
  } catch (error) {
    const end = endOf(error);
    if (end.kind === 'trap') trap = end.message;
    else if (end.kind === 'exit') trap = `the guest exited with code ${end.code}`;
    else throw error;
  } finally {
    wasi.close();
  }
  exchange.send({ kind: 'done', trap, denials: wasi.denied() });
}

type Untagged<T> = T extends { readonly request: number } ? Omit<T, 'request'> : never;

/** One request and its response, as the guest's side has them. */
class Exchange implements ResponseReceiver, IncomingContent, OutgoingContent {
  readonly number: number;
  readonly source: ByteSource;
  readonly sink: ByteSink;
  readonly #job: ServeJob;
  readonly #inbox: Inbox;
  readonly #chunks: Uint8Array[] = [];
  #end: readonly FieldEntry[] | 'broken' | null = null;
  #isDropped = false;
  /** Bytes of the response that have not gone to the client yet. */
  #underway = 0;

  constructor(job: ServeJob, number: number, inbox: Inbox) {
    this.number = number;
    this.#job = job;
    this.#inbox = inbox;
    this.source = {
      arrival: this.#when(() => this.#chunks.length > 0 || this.#end !== null),
      read: (max) => this.#read(max),
      dispose: () => this.#drop(),
    };
    this.sink = {
      room: this.#when(() => this.#permit() > 0),
      permit: () => this.#permit(),
      write: (bytes) => this.#write(bytes),
      flush: () => undefined,
    };
  }

  request({ method, pathWithQuery, authority, headers }: RequestHead): IncomingRequest {
    return new IncomingRequest({
      method: methodOf(method),
      pathWithQuery,
      scheme: { tag: 'HTTP' },
      authority,
      headers,
      content: this,
    });
  }

  send(message: Untagged<ToServer>): void {
    this.#job.port.postMessage({ ...message, request: this.number });
  }

  take(message: ToGuest): void {
    switch (message.kind) {
      case 'request':
        return;
      case 'chunk':
        if (this.#isDropped) this.send({ kind: 'read', count: message.bytes.length });
        else this.#chunks.push(message.bytes);
        return;
      case 'end':
        this.#end = message.trailers;
        return;
      case 'broken':
        this.#end ??= 'broken';
        this.#underway = 0;
        return;
      case 'sent':
        this.#underway -= message.count;
        return;
    }
  }

  trailers(): ReturnType<IncomingContent['trailers']> {
    // Trailers come behind the content, which is of no interest any more.
    this.#drop();
    return {
      arrival: this.#when(() => this.#end !== null),
      take: (): readonly FieldEntry[] | null | HttpErrorCode => {
        if (this.#end === 'broken') return { tag: 'HTTP-protocol-error' };
        return this.#end === null || this.#end.length === 0 ? null : this.#end;
      },
    };
  }

  respond(status: number, headers: readonly FieldEntry[], hasBody: boolean): OutgoingContent {
    this.send({ kind: 'head', status, headers, hasBody });
    return this;
  }

  fail(error: HttpErrorCode): void {
    this.send({ kind: 'fail', error });
  }

  finish(trailers: readonly FieldEntry[] | null): void {
    this.send({ kind: 'finish', trailers });
  }

  abort(): void {
    this.send({ kind: 'abort' });
  }

  #when(ready: () => boolean): Waitable {
    return { ready: () => ready() || (this.#inbox.look() && ready()), waiter: this.#inbox };
  }

  #read(max: number): Uint8Array | null {
    this.#inbox.look();
    const chunk = this.#chunks.shift();
    if (chunk === undefined) {
      if (this.#end === 'broken')
        throw new StreamFailure({ message: 'the client is gone', http: { tag: 'HTTP-protocol-error' } });
      return this.#end === null ? new Uint8Array() : null;
    }
    const bytes = chunk.subarray(0, max);
    if (bytes.length < chunk.length) this.#chunks.unshift(chunk.subarray(max));
    this.send({ kind: 'read', count: bytes.length });
    return bytes;
  }

  #drop(): void {
    this.#isDropped = true;
    const count = this.#chunks.splice(0).reduce((sum, { length }) => sum + length, 0);
    if (count > 0) this.send({ kind: 'read', count });
  }

  #permit(): number {
    if (this.#underway > 0) this.#inbox.look();
    return Math.max(0, WINDOW - this.#underway);
  }

  #write(bytes: Uint8Array): void {
    if (bytes.length === 0) return;
    this.#underway += bytes.length;
    // A copy: the bytes are a view of the guest's memory.
    this.send({ kind: 'chunk', bytes: bytes.slice() });
  }
}
