// `npm run fuzz [-- --seconds N] [--seed S]`: the hostile inputs, then random ones for N seconds. Whatever the input, a
// diagnostic or a result; never a throw, a hang or an internal error. A worker runs them, so that a hang is seen.
import { mkdirSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { Worker, isMainThread, parentPort, workerData } from 'node:worker_threads';
import { hasErrors } from '../../base/index.js';
import { formatWit } from '../../format/index.js';
import { checkEncodable, print, resolve, sourcesFrom, toJson } from '../../wit-parser/index.js';
import { readFileMap } from '../support/file-map.js';
import { conformanceDir } from '../support/oracles.js';
import { inRepository } from '../support/repository.js';
import { seededRandom } from '../support/seeded-random.js';
import { HOSTILE, LARGE } from './hostile.js';
import { checkSyntax, syntaxInput } from './syntax-fuzz.js';

/** What the worker says: which input it begins, or what went wrong with one. */
type Message =
  | { readonly kind: 'begin'; readonly name: string }
  | { readonly kind: 'failed'; readonly name: string; readonly error: string }
  | { readonly kind: 'done'; readonly inputs: number };

/** An input that takes longer hangs. The largest takes a tenth of it. */
const HANG_MS = 120_000;

if (isMainThread) {
  const { values } = parseArgs({
    options: { seconds: { type: 'string', default: '60' }, seed: { type: 'string', default: '1' } },
  });
  process.exitCode = await watch({ seconds: Number(values.seconds), seed: Number(values.seed) });
} else {
  const { seconds, seed } = workerData as { seconds: number; seed: number };
  fuzz(seconds, seed);
}

/** Runs the worker; ends it where it says nothing for too long. */
async function watch(data: { readonly seconds: number; readonly seed: number }): Promise<number> {
  const worker = new Worker(new URL(import.meta.url), { workerData: data });
  let current = 'the start';
  let failures = 0;
  return await new Promise((done) => {
    const fail = (text: string): void => {
      failures++;
      process.stderr.write(`FAILED ${text}\n`);
    };
    const onHang = (): void => {
      fail(`${current}: no answer in ${HANG_MS / 1000} s`);
      void worker.terminate();
    };
    let timer = setTimeout(onHang, HANG_MS);
    worker.on('message', (message: Message) => {
      clearTimeout(timer);
      timer = setTimeout(onHang, HANG_MS);
      if (message.kind === 'begin') current = message.name;
      else if (message.kind === 'failed') fail(`${message.name}: ${message.error}`);
      else process.stdout.write(`fuzz: ${message.inputs} inputs, ${failures} failed\n`);
    });
    worker.on('error', (error) => fail(`${current}: ${error.stack ?? error.message}`));
    worker.on('exit', () => {
      clearTimeout(timer);
      done(failures === 0 ? 0 : 1);
    });
  });
}

function fuzz(seconds: number, seed: number): void {
  let inputs = 0;
  for (const { name, make } of [...HOSTILE, LARGE]) {
    tryInput(name, make(), { accepted: name === LARGE.name });
    inputs++;
  }
  const real = realFiles();
  const end = performance.now() + seconds * 1000;
  for (let index = 0; performance.now() < end; index++) {
    const random = seededRandom(seed * 1_000_000_000 + index);
    tryInput(`seed ${seed}, input ${index}`, syntaxInput(random, real), { syntax: true });
    inputs++;
  }
  parentPort?.postMessage({ kind: 'done', inputs } satisfies Message);
}

/** `accepted`: the text is valid. `syntax`: what must hold of every tree is checked too, which takes long for large ones. */
function tryInput(name: string, text: string, demands: { accepted?: boolean; syntax?: boolean }): void {
  parentPort?.postMessage({ kind: 'begin', name } satisfies Message);
  try {
    if (demands.syntax === true) checkSyntax(text);
    if (!useAll(text) && demands.accepted === true) throw new Error('refused, but valid');
  } catch (error) {
    const message = error instanceof Error ? (error.stack ?? error.message) : String(error);
    keep(name, text);
    parentPort?.postMessage({ kind: 'failed', name, error: message } satisfies Message);
  }
}

/** Everything that a user can do with a text. Returns whether it was accepted. */
function useAll(text: string): boolean {
  const file = { path: 'fuzz.wit', text };
  formatWit(file);
  const { value, diagnostics } = sourcesFrom(new Map([[file.path, text]]), file.path);
  if (value === null) return false;
  let accepted = false;
  for (const options of [{}, { allFeatures: true }]) {
    const resolved = resolve(value, options);
    accepted = resolved.value !== null && !hasErrors([...diagnostics, ...resolved.diagnostics]);
    if (!accepted || resolved.value === null) continue;
    toJson(resolved.value);
    print(resolved.value);
    checkEncodable(resolved.value);
  }
  return accepted;
}

/** Valid files to change: the built-in packages, and the conformance data where it is there. */
function realFiles(): readonly string[] {
  const data = conformanceDir();
  const corpus =
    data === null ? [] : ['wit-parser', 'wasi', 'wit-bindgen'].map((folder) => readFileMap(data, folder));
  return [readFileMap(inRepository('wit'), 'packages'), ...corpus].flatMap((files) => [...files.values()]);
}

function keep(name: string, text: string): void {
  const folder = inRepository('.cache', 'fuzz');
  mkdirSync(folder, { recursive: true });
  writeFileSync(`${folder}/${name.replace(/[^a-z0-9]+/gi, '-')}.wit`, text);
}
