import { parentPort, workerData } from 'node:worker_threads';
import { assertNever } from '../base/index.js';
import { callComponent } from './calls/call-component.js';
import type { CallJob, CallNews } from './calls/call-in-thread.js';
import { runCommand } from './run-command.js';
import type { RunJob } from './run-in-thread.js';
import type { ServeJob } from './serve-channel.js';
import { serveGuest } from './serve-guest.js';
import { nodeSystem } from './system.js';

/* The code of a thread that runs guests. */

const job = workerData as RunJob | CallJob | ServeJob;
switch (job.kind) {
  case 'run':
    parentPort?.postMessage(await runCommand(job.request, nodeSystem()));
    break;
  case 'call': {
    const post = (news: CallNews): void => parentPort?.postMessage(news);
    const report = await callComponent(job.request, nodeSystem(), (result) =>
      post({ kind: 'result', result }),
    );
    post({ kind: 'report', report });
    break;
  }
  case 'serve':
    await serveGuest(job);
    break;
  default:
    assertNever(job);
}
