import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { newestNode } from '../../test/support/oracles.js';
import { inRepository } from '../../test/support/repository.js';
import { measure, type Row } from '../measure.js';
import { peerTranspile } from '../peers.js';
import { NEW_COUNTER } from './cases.js';
import { Child } from './child.js';
import { echoComponent } from './component.js';

/** Milliseconds that one sample of one variant may take. */
const BUDGET = 8;
const SAMPLES = { samples: 7, warmUp: 1 };
/**
 * Processes of each variant. One that has the same work to do can be half as slow again as another to its end: as its memory
 * lies, and as its functions were compiled.
 */
const RUNS = 3;
/** Rows whose floor is below this many nanoseconds say more of the clock than of the glue: they are not in the mean. */
const MEAN_FROM = 90;

/** What a call across the boundary costs, on the oldest Node and the newest. */
export async function benchEcho(): Promise<readonly Row[]> {
  const folder = mkdtempSync(path.join(tmpdir(), 'witwright-echo-'));
  try {
    const files = await filesIn(folder);
    const rows = await benchOn(process.execPath, files);
    const newest = newestNode();
    return newest === null ? rows : [...rows, ...(await benchOn(newest, files))];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

interface Files {
  readonly floor: string;
  readonly ours: string;
  readonly peer: string;
}

async function filesIn(folder: string): Promise<Files> {
  const component = echoComponent();
  const ours = path.join(folder, 'echo.wasm');
  writeFileSync(ours, component);
  for (const [name, bytes] of await peerTranspile(component, 'echo')) {
    mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    writeFileSync(path.join(folder, name), bytes);
  }
  writeFileSync(path.join(folder, 'package.json'), '{ "type": "module" }');
  return { floor: inRepository('bench', 'echo', 'echo.core.wasm'), ours, peer: path.join(folder, 'echo.js') };
}

/** All rows on one Node. */
async function benchOn(node: string, files: Files): Promise<readonly Row[]> {
  const version = execFileSync(node, ['--version'], { encoding: 'utf8' }).split('.')[0];
  const runs: (readonly Row[])[] = [];
  while (runs.length < RUNS) runs.push(await runOnce(node, `echo, ${version}`, files));
  const rows = (runs[0] ?? []).map((_, i) => least(runs.map((run) => run[i] as Row)));
  return [...rows, meanOf(`echo, ${version}: geometric mean of × floor, floors above ${MEAN_FROM} ns`, rows)];
}

/** Each variant in a process of its own, in turn. */
async function runOnce(node: string, title: string, files: Files): Promise<readonly Row[]> {
  const children = {
    ours: await Child.start('ours', files.ours, node),
    peer: await Child.start('peer', files.peer, node),
    floor: await Child.start('floor', files.floor, node),
  };
  const plain = await Child.start('ours without finalizers', files.ours, node);
  try {
    await compare([...Object.values(children), plain]);
    const rows: Row[] = [];
    for (const name of children.floor.rows) {
      const row = await rowOf(name, children);
      rows.push({ ...row, name: `${title}: ${name}`, bar: barOf(name) });
    }
    const counter = await rowOf(NEW_COUNTER, { ours: plain, floor: children.floor });
    const bar = `echo: ${NEW_COUNTER}, no finalizers`;
    return [...rows, { ...counter, name: `${title}: ${NEW_COUNTER}, no finalizers`, bar }];
  } finally {
    for (const child of [...Object.values(children), plain]) child.stop();
  }
}

function barOf(name: string): string {
  if (name === NEW_COUNTER) return `echo: ${NEW_COUNTER}`;
  return name.endsWith('1 MB') ? 'echo: each row of 1 MB' : 'echo: each row';
}

/** The same row of several runs: what is more than the least of a variant comes of the machine, and of the luck of a process. */
function least(rows: readonly Row[]): Row {
  const of = (variant: 'ours' | 'peer' | 'floor'): number =>
    Math.min(...rows.map((row) => row[variant] ?? Number.NaN));
  const [first] = rows as [Row];
  const floor = of('floor');
  return first.peer === undefined
    ? { ...first, ours: of('ours'), floor }
    : { ...first, ours: of('ours'), peer: of('peer'), floor };
}

/** Before a variant runs a row more often than another. @throws if they do not give the same */
async function compare(children: readonly Child[]): Promise<void> {
  for (const row of children[0]?.rows ?? []) {
    const digests = new Set<string | number>();
    for (const child of children) digests.add(await child.ask({ ask: 'digest', row, budget: BUDGET }));
    if (digests.size !== 1) throw new Error(`the variants differ in what ${row} gives`);
  }
}

async function rowOf(
  row: string,
  children: Readonly<Record<string, Child>> & { readonly ours: Child },
): Promise<Row> {
  for (const child of Object.values(children)) await child.ask({ ask: 'prepare', row, budget: BUDGET });
  const sampler = (child: Child) => async (): Promise<number> =>
    Number(await child.ask({ ask: 'sample', row, budget: BUDGET }));
  const variants = Object.fromEntries(Object.entries(children).map(([key, child]) => [key, sampler(child)]));
  return await measure(row, 'ns', { ...variants, ours: sampler(children.ours) }, SAMPLES);
}

function meanOf(name: string, rows: readonly Row[]): Row {
  const ratios = (of: 'ours' | 'peer'): number[] =>
    rows.flatMap((row) =>
      row.floor !== undefined && row.floor > MEAN_FROM ? [(row[of] ?? Number.NaN) / row.floor] : [],
    );
  const mean = (values: readonly number[]): number =>
    Math.exp(values.reduce((sum, value) => sum + Math.log(value), 0) / values.length);
  return {
    name,
    unit: '×',
    ours: mean(ratios('ours')),
    peer: mean(ratios('peer')),
    bar: 'echo: geometric mean',
  };
}
