import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { availableParallelism } from 'node:os';
import type { AddressInfo } from 'node:net';
import type { Diagnostic } from '../base/index.js';
import { wholeFile } from '../component/index.js';
import { compile, type Denial } from '../host/index.js';
import { errorCode, reasonOf } from './fs-error.js';
import { compileOptions, endOf, exportNamed, refusal, type RunRequest } from './run-command.js';
import { runMessages } from './run-messages.js';
import { HANDLER } from './serve-guest.js';
import { type GuestThread, startThread } from './serve-thread.js';
import { workerLocation } from './worker-location.js';

/** Requests that are answered at once: a guest blocks its thread, also while it waits for others. */
const THREADS = Math.max(8, 2 * availableParallelism());

export interface ServeOptions {
  readonly host: string;
  readonly port: number;
  /** Told of each trap, and of what each instance was refused. */
  readonly onEnd: (trap: string | null, denials: readonly Denial[]) => void;
  /** The code of the threads. */
  readonly worker?: string;
}

export interface RunningServer {
  readonly address: string;
  close(): Promise<void>;
}

/** Serves a component that exports `wasi:http/incoming-handler`: each request by an instance of its own. */
export async function serveComponent(
  request: RunRequest,
  options: ServeOptions,
): Promise<RunningServer | readonly Diagnostic[]> {
  try {
    const component = await compile(wholeFile(request.file), compileOptions(request));
    if (exportNamed(component, HANDLER) === null) {
      const end = refusal(runMessages.noCommand, 'wasi:http/incoming-handler@0.2', request, component);
      return end.kind === 'refused' ? end.diagnostics : [];
    }
    const pool = new Pool(request, component.modules, options);
    return await listen(pool, options);
  } catch (error) {
    const end = endOf(error);
    if (end.kind === 'refused') return end.diagnostics;
    throw error;
  }
}

async function listen(
  pool: Pool,
  { host, port }: ServeOptions,
): Promise<RunningServer | readonly Diagnostic[]> {
  const answer = (request: IncomingMessage, response: ServerResponse): void => pool.answer(request, response);
  // What a client expects is for the guest to say; Node does so only of what it knows.
  const server = createServer(answer).on('checkExpectation', answer);
  try {
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(port, host, resolve);
    });
  } catch (error) {
    const reason = errorCode(error) === 'EADDRINUSE' ? 'something else listens there' : reasonOf(error);
    return [runMessages.cannotListen.at(null, { address: `${host}:${port}`, reason })];
  }
  const { address, family, port: actual } = server.address() as AddressInfo;
  return {
    address: `http://${family === 'IPv6' ? `[${address}]` : address}:${actual}/`,
    close: () => close(server, pool),
  };
}

async function close(server: Server, pool: Pool): Promise<void> {
  const closed = new Promise((resolve) => server.close(resolve));
  server.closeAllConnections();
  await Promise.all([closed, pool.close()]);
}

/** Threads, started as they are needed, and requests that wait for one. */
class Pool {
  readonly #request: RunRequest;
  readonly #modules: readonly (object | null)[];
  readonly #options: ServeOptions;
  readonly #idle: GuestThread[] = [];
  readonly #threads = new Set<GuestThread>();
  readonly #waiting: (readonly [IncomingMessage, ServerResponse])[] = [];

  constructor(request: RunRequest, modules: readonly (object | null)[], options: ServeOptions) {
    this.#request = request;
    this.#modules = modules;
    this.#options = options;
  }

  answer(request: IncomingMessage, response: ServerResponse): void {
    const thread = this.#idle.pop() ?? this.#start();
    if (thread === null) this.#waiting.push([request, response]);
    else void this.#answerIn(thread, request, response);
  }

  async close(): Promise<void> {
    await Promise.all([...this.#threads].map((thread) => thread.stop()));
  }

  async #answerIn(thread: GuestThread, request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { trap, denials, isUsable } = await thread.answer(request, response);
    this.#options.onEnd(trap, denials);
    if (isUsable) this.#idle.push(thread);
    else this.#threads.delete(thread);
    const next = this.#waiting.shift();
    if (next !== undefined) this.answer(...next);
  }

  #start(): GuestThread | null {
    if (this.#threads.size >= THREADS) return null;
    const { file, policy, limits } = this.#request;
    const job = { file, policy, limits, modules: this.#modules };
    const thread = startThread(job, this.#options.worker ?? workerLocation());
    this.#threads.add(thread);
    return thread;
  }
}
