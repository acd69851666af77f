import { parentPort, workerData } from 'node:worker_threads';
import { callComponent } from './calls/call-component.js';
import type { CallJob, CallNews } from './calls/call-in-thread.js';
import { runCommand } from './run-command.js';
import type { RunJob } from './run-in-thread.js';
import { nodeSystem } from './system.js';

/* The code of a thread that runs guests. */

const job = workerData as RunJob | CallJob;
if (job.kind === 'run') {
  parentPort?.postMessage(await runCommand(job.request, nodeSystem()));
} else {
  const post = (news: CallNews): void => parentPort?.postMessage(news);
  const report = await callComponent(job.request, nodeSystem(), (result) => post({ kind: 'result', result }));
  post({ kind: 'report', report });
}
