import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { Worker } from 'node:worker_threads';
import { describe, expect, it } from 'vitest';
import { compileSync } from '../../host/index.js';
import { deskBytes } from '../support/desk.js';
import { inRepository } from '../support/repository.js';

const RUN_TS = inRepository('scripts', 'run-ts.mjs');
const program = (name: string): string => inRepository('test', 'host', 'programs', name);

describe('objects of a guest’s resource that are collected', () => {
  it('are destructed, unless that is switched off', async () => {
    const { stdout } = await promisify(execFile)(process.execPath, [
      '--expose-gc',
      RUN_TS,
      program('collect.ts'),
    ]);
    const [without, withNet] = stdout.trim().split(' ').map(Number);
    expect(without).toBe(0);
    // When objects are collected is the engine's affair; that none of a thousand is would be another matter.
    expect(withNet).toBeGreaterThan(0);
  }, 60_000);
});

describe('a compiled component', () => {
  it('can be posted to a worker as its bytes and modules', async () => {
    const bytes = deskBytes();
    const { modules } = compileSync(bytes);
    const worker = new Worker(RUN_TS, { argv: [program('in-worker.ts')], workerData: { bytes, modules } });
    try {
      const answer = await new Promise((resolve, reject) => {
        worker.once('message', resolve);
        worker.once('error', reject);
      });
      expect(answer).toEqual({ greeting: 'worker', sameModules: true });
    } finally {
      await worker.terminate();
    }
  }, 60_000);
});
