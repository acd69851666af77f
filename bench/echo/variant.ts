import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import type * as Host from '../../host/index.js';
import { built } from '../built.js';
import { ECHO_HOST, type EchoApi } from './api.js';
import { type Case, echoCases } from './cases.js';
import type { Answer, Question, Ready } from './child.js';
import { echoFloor } from './floor.js';

/*
 * `variant.ts VARIANT FILE`: one variant in a process of its own, which does what the parent asks for, so that no variant
 * runs code that another one has warmed up or spoiled. FILE is the component, the core module, or the peer's text of it.
 */

const [variant = '', file = ''] = process.argv.slice(2);
const cases = new Map(echoCases(await apiOf(variant)).map((one) => [one.name, one]));
/** How often a sample calls each row. */
const times = new Map<string, number>();
process.on('message', (question: Question) => process.send?.(answer(question)));
process.send?.({ rows: [...cases.keys()] } satisfies Ready);

async function apiOf(name: string): Promise<EchoApi> {
  switch (name) {
    case 'floor':
      return echoFloor(new WebAssembly.Module(readFileSync(file)));
    case 'ours':
    case 'ours without finalizers': {
      const { instantiate } = await built<typeof Host>('host/index');
      const options = { finalizers: name === 'ours' };
      const imports = { 'bench:echo/host': ECHO_HOST };
      return (await instantiate<{ api: EchoApi }>(readFileSync(file), imports, options)).api;
    }
    case 'peer':
      return await peerApi();
    default:
      throw new Error(`no variant ${name}`);
  }
}

/** What the peer transpiled, in its form that is given its modules and imports. */
async function peerApi(): Promise<EchoApi> {
  const { instantiate } = (await import(pathToFileURL(file).href)) as {
    instantiate(module: (name: string) => WebAssembly.Module, imports: object): Promise<{ api: EchoApi }>;
  };
  const module = (name: string): WebAssembly.Module =>
    new WebAssembly.Module(readFileSync(new URL(name, pathToFileURL(file))));
  return (await instantiate(module, { 'bench:echo/host': ECHO_HOST })).api;
}

function answer({ ask, row, budget }: Question): Answer {
  const one = cases.get(row);
  if (one === undefined) throw new Error(`no row ${row}`);
  switch (ask) {
    case 'digest':
      return { value: hash(JSON.stringify(one.run(), plain) ?? 'undefined') };
    case 'prepare':
      times.set(row, prepare(one, budget));
      return { value: times.get(row) ?? 0 };
    case 'sample': {
      const count = times.get(row) ?? 1;
      return { value: (timed(one.run, count) * 1e6) / (count * one.calls) };
    }
  }
}

/** What JSON does not have: bigints, and the bytes of typed arrays. */
function plain(_: string, value: unknown): unknown {
  if (typeof value === 'bigint') return `${value}n`;
  return value instanceof Uint8Array || value instanceof Uint32Array
    ? [value.constructor.name, hash(value)]
    : value;
}

function hash(content: string | Uint8Array | Uint32Array): string {
  return createHash('sha256').update(content).digest('hex');
}

/** Slow calls make garbage by the megabyte: a sample has so many of them that each has its share of the collections. */
const SLOW_CALLS = { most: 50, budget: 40 };

/** How many calls of so many milliseconds a sample makes. */
function callsOf(each: number, budget: number): number {
  const enough = Math.min(SLOW_CALLS.most, SLOW_CALLS.budget / each);
  return Math.max(1, Math.round(Math.max(budget / each, enough)));
}

/** Warms a row up for the budget of ten samples, and gives how many calls take the budget of one. */
function prepare({ run }: Case, budget: number): number {
  let count = 1;
  let spent = 0;
  for (;;) {
    const took = timed(run, count);
    spent += took;
    if (spent >= budget * 10) return callsOf(took / count, budget);
    if (took < budget) count *= 2;
  }
}

/** Milliseconds. */
function timed(run: () => unknown, count: number): number {
  const start = performance.now();
  for (let i = 0; i < count; i++) run();
  return performance.now() - start;
}
