import type { IncomingMessage, ServerResponse } from 'node:http';
import { MessageChannel, Worker } from 'node:worker_threads';
import type { Denial } from '../host/index.js';
import { post, type ServeJob, type ToServer } from './serve-channel.js';
import { ServerExchange } from './serve-exchange.js';

/** How an instance ended that answered a request. */
export interface AnswerEnd {
  readonly trap: string | null;
  readonly denials: readonly Denial[];
  /** Whether the thread can answer more. */
  readonly isUsable: boolean;
}

export interface GuestThread {
  /** Has the request answered. It answers one at a time. */
  answer(request: IncomingMessage, response: ServerResponse): Promise<AnswerEnd>;
  stop(): Promise<unknown>;
}

/** Starts a thread in which guests answer requests. */
export function startThread(job: Omit<ServeJob, 'kind' | 'port' | 'wakeUp'>, location: string): GuestThread {
  const { port1: port, port2 } = new MessageChannel();
  const wakeUp = new SharedArrayBuffer(4);
  const counter = new Int32Array(wakeUp);
  const workerData: ServeJob = { ...job, kind: 'serve', port: port2, wakeUp };
  const worker = new Worker(location, { workerData, transferList: [port2], execArgv: [] });
  let number = 0;
  const broken = new Promise<string>((resolve) => {
    worker.once('error', (error: Error) => resolve(error.message));
    worker.once('exit', () => resolve('the thread of the guest ended'));
  });
  return {
    stop: () => worker.terminate(),
    async answer(request, response) {
      number += 1;
      const own = number;
      const exchange = new ServerExchange(request, response, (message) =>
        post(port, counter, { ...message, request: own }),
      );
      const { timeout } = job.limits;
      let take: ((message: ToServer) => void) | undefined;
      let timer: NodeJS.Timeout | undefined;
      const done = new Promise<AnswerEnd>((resolve) => {
        take = (message) => {
          if (message.request !== own) return;
          exchange.take(message);
          if (message.kind === 'done')
            resolve({ trap: message.trap, denials: message.denials, isUsable: true });
        };
        const lost = (trap: string): void => resolve({ trap, denials: [], isUsable: false });
        void broken.then(lost);
        if (timeout === undefined) return;
        timer = setTimeout(
          () => lost(`the guest was stopped: it had not answered after ${timeout} ms`),
          timeout,
        );
      });
      if (take !== undefined) port.on('message', take);
      exchange.start();
      const end = await done;
      clearTimeout(timer);
      if (take !== undefined) port.off('message', take);
      if (!end.isUsable) {
        exchange.fail();
        await worker.terminate();
      }
      return end;
    },
  };
}
