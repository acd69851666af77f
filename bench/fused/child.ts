// `child.ts FOLDER`: prints the rows of calls from component to component; in one process, as both variants run the same
// guests and are sampled in turn.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type * as Host from '../../host/index.js';
import { built } from '../built.js';
import { measure, type Row } from '../measure.js';
import { INPUTS, TURNS } from './guests.js';

/** Milliseconds that one sample of one variant may take. */
const BUDGET = 8;

type Send = (turn: number) => number;
type Functions = Readonly<Record<string, Send>>;

const { instantiate } = await built<typeof Host>('host/index');
const [folder = ''] = process.argv.slice(2);
const component = (name: string): Uint8Array => readFileSync(path.join(folder, `${name}.wasm`));

const fused = await instantiate<{ source: Functions }>(component('both'), {});
const receiver = await instantiate<{ sink: object }>(component('receiver'), {});
const imports = { 'bench:fused/sink': receiver.sink };
const linked = await instantiate<{ source: Functions }>(component('sender'), imports);

const rows: Row[] = [];
for (const { row, send } of INPUTS) {
  const name = send.replace(/-./g, (hyphen) => hyphen.slice(1).toUpperCase());
  rows.push(await compared(row, functionOf(fused.source, name), functionOf(linked.source, name)));
}
process.stdout.write(JSON.stringify(rows));

function functionOf(functions: Functions, name: string): Send {
  const found = functions[name];
  if (found === undefined) throw new Error(`no function ${name}`);
  return found;
}

/** The row of a call with its values from memory to memory, and with them as values of JavaScript between the two. */
async function compared(row: string, fused: Send, linked: Send): Promise<Row> {
  for (let turn = 0; turn < TURNS; turn++) {
    if (fused(turn) !== linked(turn)) throw new Error(`the variants differ in what ${row} gives`);
  }
  const variants = { ours: sampler(fused), floor: sampler(linked) };
  return { ...(await measure(row, 'ns', variants, { samples: 21, warmUp: 4 })), bar: `fused: ${row}` };
}

function sampler(send: Send): () => number {
  const count = prepare(send);
  return () => (timed(send, count) * 1e6) / count;
}

/** Warms a call up for the budget of ten samples, and gives how many calls take the budget of one. */
function prepare(send: Send): number {
  let count = TURNS;
  let spent = 0;
  for (;;) {
    const took = timed(send, count);
    spent += took;
    if (spent >= BUDGET * 10) return Math.max(TURNS, Math.round((count * BUDGET) / took));
    if (took < BUDGET) count *= 2;
  }
}

/** Milliseconds. */
function timed(send: Send, count: number): number {
  const start = performance.now();
  for (let i = 0; i < count; i++) send(i & (TURNS - 1));
  return performance.now() - start;
}
