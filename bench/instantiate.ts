import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { inRepository } from '../test/support/repository.js';
import { echoComponent } from './echo/component.js';
import type { Row } from './measure.js';

/** What an instance of a compiled component costs, beside its core modules put together by hand. */
export function benchInstantiate(): Promise<readonly Row[]> {
  const folder = mkdtempSync(path.join(tmpdir(), 'witwright-bench-'));
  try {
    const file = path.join(folder, 'echo.wasm');
    writeFileSync(file, echoComponent());
    const args = [
      '--expose-gc',
      inRepository('scripts', 'run-ts.mjs'),
      inRepository('bench', 'instantiate-child.ts'),
    ];
    const row = JSON.parse(execFileSync(process.execPath, [...args, file], { encoding: 'utf8' })) as Row;
    return Promise.resolve([row]);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
