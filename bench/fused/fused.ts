import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { newestNode } from '../../test/support/oracles.js';
import { inRepository } from '../../test/support/repository.js';
import type { Row } from '../measure.js';
import { fusedComponents } from './guests.js';

/**
 * What a call from component to component costs, on the oldest Node and the newest. The floor is no floor here: it is the
 * same call with the two components linked by JavaScript, which lifts each value and lowers it again.
 */
export function benchFused(): Promise<readonly Row[]> {
  const folder = mkdtempSync(path.join(tmpdir(), 'witwright-fused-'));
  try {
    const wit = readFileSync(inRepository('bench', 'fused', 'fused.wit'), 'utf8');
    for (const [name, bytes] of Object.entries(fusedComponents(wit))) {
      writeFileSync(path.join(folder, `${name}.wasm`), bytes);
    }
    const newest = newestNode();
    return Promise.resolve(
      [process.execPath, ...(newest === null ? [] : [newest])].flatMap((node) => rowsOn(node, folder)),
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function rowsOn(node: string, folder: string): readonly Row[] {
  const version = execFileSync(node, ['--version'], { encoding: 'utf8' }).split('.')[0];
  const args = [inRepository('scripts', 'run-ts.mjs'), inRepository('bench', 'fused', 'child.ts'), folder];
  const rows = JSON.parse(execFileSync(node, args, { encoding: 'utf8' })) as Row[];
  return rows.map((row) => ({ ...row, name: `fused, ${version}: ${row.name}` }));
}
