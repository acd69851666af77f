import { Worker } from 'node:worker_threads';
import type { RunReport } from '../run-command.js';
import { workerLocation } from '../worker-location.js';
import type { CallRequest } from './call-component.js';
import type { CallResult } from './call-runner.js';

/** What is posted to a thread that is to run a line of calls. */
export interface CallJob {
  readonly kind: 'call';
  readonly request: CallRequest;
}

/** What such a thread posts: the result of each statement, then how the line ended. */
export type CallNews =
  | { readonly kind: 'result'; readonly result: CallResult }
  | { readonly kind: 'report'; readonly report: RunReport };

/** As `callComponent`, in a thread of its own, which is ended when its time is over. */
export async function callInThread(
  request: CallRequest,
  timeout: number,
  tell: (result: CallResult) => void,
): Promise<RunReport> {
  const job: CallJob = { kind: 'call', request };
  const thread = new Worker(workerLocation(), { workerData: job, execArgv: [] });
  let timer: NodeJS.Timeout | undefined;
  try {
    return await new Promise<RunReport>((resolve, reject) => {
      const message = `the guest was stopped: it had not ended after ${timeout} ms`;
      timer = setTimeout(() => resolve({ end: { kind: 'trap', message }, denials: [] }), timeout);
      thread.on('message', (news: CallNews) => {
        if (news.kind === 'result') tell(news.result);
        else resolve(news.report);
      });
      thread.once('error', reject);
      thread.once('exit', () => reject(new Error('the thread of the guest ended without a report')));
    });
  } finally {
    clearTimeout(timer);
    await thread.terminate();
  }
}
