import { Worker } from 'node:worker_threads';
import type { RunReport, RunRequest } from './run-command.js';
import { workerLocation } from './worker-location.js';

/** What is posted to a thread that is to run something. */
export interface RunJob {
  readonly kind: 'run';
  readonly request: RunRequest;
}

/**
 * Runs a command in a thread of its own, which is ended when its time is over: a guest that computes cannot be interrupted
 * from the thread that it is in.
 */
export async function runInThread(
  request: RunRequest,
  timeout: number,
  worker: string = workerLocation(),
): Promise<RunReport> {
  const job: RunJob = { kind: 'run', request };
  const thread = new Worker(worker, { workerData: job, execArgv: [] });
  let timer: NodeJS.Timeout | undefined;
  try {
    return await new Promise<RunReport>((resolve, reject) => {
      const late = `the guest was stopped: it had not ended after ${timeout} ms`;
      timer = setTimeout(() => resolve({ end: { kind: 'trap', message: late }, denials: [] }), timeout);
      thread.once('message', resolve);
      thread.once('error', reject);
      thread.once('exit', () => reject(new Error('the thread of the guest ended without a report')));
    });
  } finally {
    clearTimeout(timer);
    await thread.terminate();
  }
}
