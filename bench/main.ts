// `npm run bench [-- NAME…] [--json] [--margin FACTOR]`: ours, the peer and the floor in turn, and the bars.
import { parseArgs } from 'node:util';
import { judge } from './bars.js';
import { benchComponent } from './component.js';
import { benchEcho } from './echo/echo.js';
import { benchFused } from './fused/fused.js';
import { benchInstantiate } from './instantiate.js';
import type { Row } from './measure.js';
import { benchMemory } from './memory.js';
import { peerVersions } from './peers.js';
import { benchRun } from './run.js';
import { benchSize } from './size.js';
import { benchStart } from './start.js';
import { benchWit } from './wit.js';

const BENCHES: ReadonlyMap<string, () => Promise<readonly Row[]>> = new Map([
  ['wit', benchWit],
  ['start', benchStart],
  ['memory', benchMemory],
  ['size', benchSize],
  ['component', benchComponent],
  ['echo', benchEcho],
  ['instantiate', benchInstantiate],
  ['fused', benchFused],
  ['run', benchRun],
]);

const WITH_PEERS = new Set(['wit', 'start', 'component', 'echo', 'instantiate', 'run']);

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { json: { type: 'boolean', default: false }, margin: { type: 'string', default: '1' } },
});
// The peer keeps handles open: the process is ended, not waited for.
process.exit(await main(positionals.length > 0 ? positionals : [...BENCHES.keys()]));

async function main(names: readonly string[]): Promise<number> {
  const unknown = names.find((name) => !BENCHES.has(name));
  if (unknown !== undefined) {
    process.stderr.write(`no benchmark ${unknown}; there are ${[...BENCHES.keys()].join(', ')}\n`);
    return 2;
  }
  const rows: Row[] = [];
  let failed = 0;
  for (const name of names) {
    try {
      if (WITH_PEERS.has(name) && !values.json) process.stdout.write(`peer: ${peerVersions()}\n`);
      const measured = (await BENCHES.get(name)?.()) ?? [];
      rows.push(...measured);
      failed += measured.filter((row) => !show(row)).length;
    } catch (error) {
      failed++;
      process.stderr.write(`FAIL ${name}: ${error instanceof Error ? error.message : String(error)}\n`);
    }
  }
  if (values.json) process.stdout.write(`${JSON.stringify({ rows }, null, 2)}\n`);
  else process.stdout.write(`${rows.length} rows, ${failed} failed\n`);
  return failed === 0 ? 0 : 1;
}

/** Prints a row, and says whether it keeps to its bars. */
function show(row: Row): boolean {
  const verdicts = judge(row, Number(values.margin));
  if (!values.json) {
    const figures = (['ours', 'peer', 'floor'] as const)
      .flatMap((key) => (row[key] === undefined ? [] : `${key} ${row[key].toFixed(2)}`))
      .join(', ');
    process.stdout.write(`${row.name}: ${figures} ${row.unit}\n`);
    for (const { text } of verdicts) process.stdout.write(`  ${text}\n`);
  }
  return verdicts.every(({ pass }) => pass);
}
