// `node scripts/run-ts.mjs test/differential/host/serve/main.ts [NAME…]`: the same requests to `serve` and to `wasmtime serve`,
// for one component. What comes back on the wire is the same, but for what `compare.ts` leaves out and `departures.ts` lists.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { compileCModule } from '../../../host/guests/compile.js';
import { requireOrSkip, wasmtime, yowaspClang } from '../../../support/oracles.js';
import { inRepository } from '../../../support/repository.js';
import { componentOf } from '../../../support/wasi-guest.js';
import { type Answers, differenceOf } from './compare.js';
import { DEPARTURES } from './departures.js';
import { piecesOf, RawConnection, type RawResponse } from './raw-client.js';
import { type Probe, PROBES } from './requests.js';
import { startOurs, startWasmtime } from './servers.js';

const program = wasmtime();
const clang = yowaspClang();
if (requireOrSkip(program, 'wasmtime') || requireOrSkip(clang, 'yowaspClang')) process.exit(0);
const names = process.argv.slice(2);
const folder = mkdtempSync(path.join(tmpdir(), 'witwright-serve-'));
const file = path.join(folder, 'guest.wasm');
const bytes = await guest(clang);
writeFileSync(file, bytes);
const [ours, theirs] = await Promise.all([startOurs(file, bytes), startWasmtime(program, file)]);
let alike = 0;
let departures = 0;
let failed = 0;
try {
  for (const probe of PROBES) {
    if (names.length > 0 && !names.includes(probe.name)) continue;
    const [our, their] = await Promise.all([answers(probe, ours.address), answers(probe, theirs.address)]);
    const difference = differenceOf(our, their);
    const expected = DEPARTURES[probe.name]?.difference ?? null;
    if (difference !== expected) {
      failed++;
      const told = `${difference ?? 'none'}, expected ${expected ?? 'none'}`;
      process.stdout.write(`FAIL ${probe.name}: ${told}\n  ours   ${show(our)}\n  theirs ${show(their)}\n`);
    } else if (expected === null) alike += probe.requests.length;
    else departures++;
  }
} finally {
  await Promise.all([ours.close(), theirs.close()]);
  rmSync(folder, { recursive: true, force: true });
}
process.stdout.write(
  `${alike} requests answered alike by serve and wasmtime serve, ${departures} otherwise on purpose, ${failed} differ\n`,
);
process.exitCode = failed === 0 ? 0 : 1;

async function guest(compiler: string): Promise<Uint8Array> {
  const source = (name: string): string => inRepository('test', 'differential', 'host', 'serve', name);
  const module = await compileCModule(compiler, 'guest.c', readFileSync(source('guest.c'), 'utf8'));
  return await componentOf(source('guest.wit'), 'guest', module);
}

async function answers(probe: Probe, address: string): Promise<Answers> {
  const connection = await RawConnection.open(new URL(address));
  try {
    const responses: (RawResponse | null)[] = [];
    if (probe.isPipelined) await connection.send([Buffer.concat(probe.requests.flatMap(piecesOf))], false);
    for (const request of probe.requests) {
      // A response may come before all of its request is sent.
      const sent = probe.isPipelined ? null : connection.send(piecesOf(request), request.waits);
      responses.push(await connection.response(request.method));
      await sent;
    }
    return { responses, ends: probe.isOfConnection ? await connection.endsSoon() : null };
  } finally {
    connection.close();
  }
}

function show({ responses }: Answers): string {
  const readable = responses.map((one) => one && { ...one, content: one.content.toString('latin1') });
  return JSON.stringify(readable).slice(0, 1500);
}
