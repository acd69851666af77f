import { parentPort, workerData } from 'node:worker_threads';
import { runCommand } from './run-command.js';
import type { RunJob } from './run-in-thread.js';
import { nodeSystem } from './system.js';

/* The code of a thread that runs guests. */

const job = workerData as RunJob;
const report = await runCommand(job.request, nodeSystem());
parentPort?.postMessage(report);
