// `npm run differential [-- --count N] [--generated N] [--changed N] [--seed S]`: native wasm-tools as the oracle of
// random packages, its own and ours (JSON and round trips), and of files with one token changed (the verdict). Cases that fail go to .cache/differential.
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { checkPackage } from '../support/check-package.js';
import { mapParallel, nativeTools, type NativeTools } from '../support/native.js';
import { HOW_TO_GET, conformanceDir, oraclesRequired, wasmTools } from '../support/oracles.js';
import { inRepository } from '../support/repository.js';
import { resolveFiles, type FileMap } from '../support/resolve-wit.js';
import { seededRandom } from '../support/seeded-random.js';
import { corpusPackages } from './corpus.js';
import { agree, isDeparture, readDepartures, WIT_DEPARTURES, type Verdicts } from './departures.js';
import { generatedPackage, randomPackage, type WitPackage } from './random-packages.js';
import { changeName, changeToken } from './token-change.js';

/** Processes of the oracle at once. */
const WIDTH = 2;

const { values } = parseArgs({
  options: {
    count: { type: 'string', default: '300' },
    generated: { type: 'string', default: '100' },
    changed: { type: 'string', default: '500' },
    seed: { type: 'string', default: '1' },
  },
});
const failures = inRepository('.cache', 'differential');
const seed = Number(values.seed);
process.exitCode = await main();

async function main(): Promise<number> {
  const program = wasmTools();
  if (program === null) {
    process.stderr.write(`SKIPPED differential: wasm-tools is absent; ${HOW_TO_GET.wasmTools}\n`);
    return oraclesRequired ? 1 : 0;
  }
  rmSync(failures, { recursive: true, force: true });
  const native = nativeTools(program);
  try {
    const random = await randomPackages(native, Number(values.count));
    const generated = Array.from({ length: Number(values.generated) }, (_, index) =>
      generatedPackage(seed * 1_000_000 + index),
    );
    const equal = await comparePackages(native, 'random packages equal', random);
    const ownEqual = await comparePackages(native, 'generated packages equal', generated);
    const agreed = await compareVerdicts(native, [random, generated], Number(values.changed));
    const departing = await checkDepartures(native);
    return equal && ownEqual && agreed && departing ? 0 : 1;
  } finally {
    native.dispose();
  }
}

/** `count` packages that native makes and reads back, in the order of their seeds, which follow each other. */
async function randomPackages(native: NativeTools, count: number): Promise<readonly WitPackage[]> {
  const packages: WitPackage[] = [];
  const first = seed * 1_000_000;
  let next = first;
  while (packages.length < count) {
    if (next - first > 4 * count + 100) throw new Error('most seeds give no package that native reads back');
    const seeds = Array.from({ length: count - packages.length }, () => next++);
    const made = await mapParallel(seeds, WIDTH, (one) => randomPackage(native, one));
    packages.push(...made.filter((one) => one !== null));
  }
  const leftOut = next - first - count;
  process.stdout.write(
    `random packages: ${leftOut} seeds left out, as native makes no package or cannot read its text\n`,
  );
  return packages;
}

/** Native refuses a few of the generated packages: then we do, too. */
async function comparePackages(
  native: NativeTools,
  what: string,
  packages: readonly WitPackage[],
): Promise<boolean> {
  const results = await mapParallel(packages, WIDTH, async ({ name, files, root }) => {
    const verdicts = await verdictsOn(native, files, root);
    const failure = agree(verdicts)
      ? verdicts.native === '' && (await checkPackage(files, root, native).catch(messageOf))
      : describe(verdicts);
    if (typeof failure !== 'string') return true;
    keep(name, files, failure);
    return false;
  });
  return summarise(what, results);
}

/** Half of the changes are a name or a type for another, half any token. */
async function compareVerdicts(
  native: NativeTools,
  made: readonly (readonly WitPackage[])[],
  count: number,
): Promise<boolean> {
  const data = conformanceDir();
  if (data === null) {
    process.stderr.write(`SKIPPED the corpus as a source of changed files; ${HOW_TO_GET.conformance}\n`);
  }
  const pools = [...made, data === null ? [] : corpusPackages(data)].filter((pool) => pool.length > 0);
  const departures = readDepartures(WIT_DEPARTURES);
  let refused = 0;
  let departed = 0;
  const results = await mapParallel(Array.from({ length: count }), WIDTH, async (_, index) => {
    const { files, root } = changedPackage(pools, seed * 1_000_000 + index);
    const verdicts = await verdictsOn(native, files, root);
    if (verdicts.native !== '') refused++;
    if (agree(verdicts)) return true;
    if (isDeparture(verdicts, departures)) {
      departed++;
      return true;
    }
    keep(`changed-${seed}-${index}`, files, describe(verdicts));
    return false;
  });
  process.stdout.write(
    `changed files: native refuses ${refused} of ${count}; ${departed} are committed departures\n`,
  );
  return summarise('verdicts on changed files equal', results);
}

function changedPackage(pools: readonly (readonly WitPackage[])[], seed: number): WitPackage {
  const random = seededRandom(seed);
  const change = seed % 2 === 0 ? changeName : changeToken;
  for (;;) {
    const original = random.pick(random.pick(pools));
    const file = random.pick([...original.files.keys()]);
    const text = change(original.files.get(file) ?? '', random);
    if (text !== null) return { ...original, files: new Map([...original.files, [file, text]]) };
  }
}

async function verdictsOn(native: NativeTools, files: FileMap, root: string): Promise<Verdicts> {
  const theirs = await native.json(`${native.onDisk(files)}/${root}`);
  const message = theirs.stderr.trim();
  return { ours: ourVerdict(files, root), native: theirs.ok ? '' : message === '' ? 'refused' : message };
}

function ourVerdict(files: FileMap, root: string): readonly string[] {
  try {
    const { diagnostics } = resolveFiles(files, root);
    return diagnostics.flatMap(({ severity, code }) => (severity === 'error' ? code : []));
  } catch (error) {
    return [`internal: ${messageOf(error)}`];
  }
}

/** What is committed as a departure still is one. */
async function checkDepartures(native: NativeTools): Promise<boolean> {
  const departures = readDepartures(WIT_DEPARTURES);
  const results = await mapParallel(departures, WIDTH, async (departure) => {
    const files = new Map([['package.wit', departure.text]]);
    const verdicts = await verdictsOn(native, files, 'package.wit');
    const departs = !agree(verdicts) && isDeparture(verdicts, [departure]);
    if (!departs) keep(departure.name, files, `no longer a departure: ${describe(verdicts)}`);
    return departs;
  });
  return summarise('departures as committed', results);
}

function keep(name: string, files: FileMap, failure: string): void {
  const folder = path.join(failures, name);
  for (const [file, text] of files) {
    mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
    writeFileSync(path.join(folder, file), text);
  }
  writeFileSync(path.join(folder, 'failure.txt'), `${failure}\n`);
  process.stderr.write(`FAILED ${name}: ${failure.split('\n').slice(0, 6).join('\n  ')}\n`);
}

function describe({ ours, native }: Verdicts): string {
  return native === ''
    ? `native accepts, we refuse: ${ours.join(', ')}`
    : `we accept, native refuses: ${native}`;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

function summarise(what: string, results: readonly boolean[]): boolean {
  const passed = results.filter(Boolean).length;
  process.stdout.write(`${what}: ${passed} of ${results.length}\n`);
  return passed === results.length;
}
