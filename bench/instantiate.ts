import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { newestNode } from '../test/support/oracles.js';
import { inRepository } from '../test/support/repository.js';
import { echoComponent } from './echo/component.js';
import type { Row } from './measure.js';
import { peerTranspile } from './peers.js';

/**
 * What an instance of a compiled component costs, beside the peer's and its core modules put together by hand, on the
 * oldest Node and the newest.
 */
export async function benchInstantiate(): Promise<readonly Row[]> {
  const folder = mkdtempSync(path.join(tmpdir(), 'witwright-bench-'));
  try {
    const component = echoComponent();
    const file = path.join(folder, 'echo.wasm');
    writeFileSync(file, component);
    for (const [name, bytes] of await peerTranspile(component, 'echo')) {
      mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
      writeFileSync(path.join(folder, name), bytes);
    }
    writeFileSync(path.join(folder, 'package.json'), '{ "type": "module" }');
    const nodes = [process.execPath, newestNode()].filter((node) => node !== null);
    return nodes.flatMap((node) => rowsOn(node, file, path.join(folder, 'echo.js')));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The row, and how many times the floor it comes to for us and for the peer. */
function rowsOn(node: string, component: string, peerText: string): readonly Row[] {
  const { ours, floor = Number.NaN, ...row } = measuredBy(node, 'instantiate-child.ts', component);
  const { ours: peer } = measuredBy(node, 'instantiate-peer.ts', peerText);
  const version = execFileSync(node, ['--version'], { encoding: 'utf8' }).split('.')[0];
  const name = `${row.name}, ${version}`;
  return [
    { ...row, name, bar: row.name, ours, peer, floor },
    { name: `${name}, × floor`, unit: '×', ours: ours / floor, peer: peer / floor },
  ];
}

function measuredBy(node: string, script: string, file: string): Row {
  const args = [inRepository('scripts', 'run-ts.mjs'), inRepository('bench', script), file];
  return JSON.parse(execFileSync(node, ['--expose-gc', ...args], { encoding: 'utf8' })) as Row;
}
