// `node scripts/run-ts.mjs test/differential/binary/main.ts [--seconds N] [--seed S]`: native wasm-tools as the oracle of
// components: random ones, and the same with one thing changed, in the decoded model or in the bytes. Our verdict must be
// native's. Cases that fail go to .cache/differential-binary.
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { parseFeatures, planLink, validate, wholeFile } from '../../../component/index.js';
import { assembleCorpus } from '../../support/component-corpus.js';
import { nativeTools, type NativeTools } from '../../support/native.js';
import { HOW_TO_GET, conformanceDir, oraclesRequired, wasmTools } from '../../support/oracles.js';
import { inRepository } from '../../support/repository.js';
import { seededRandom } from '../../support/seeded-random.js';
import { changeBytes, changeModel } from './change-model.js';
import { agree, COMPONENT_DEPARTURES, isDeparture, readDepartures, type Departure } from '../departures.js';
import { randomComponents } from './random-components.js';

const { values } = parseArgs({
  options: { seconds: { type: 'string', default: '60' }, seed: { type: 'string', default: '1' } },
});
const failures = inRepository('.cache', 'differential-binary');
/** How many changed forms of each component are compared. */
const CHANGES = 12;
/** What is switched on: what most users have, everything, everything but one gate. */
const FEATURES = [
  '',
  'all',
  'all,-cm-nested-names',
  'all,-cm-async',
  'all,-cm-values',
  'all,-cm64',
  'cm-error-context',
].map(
  // wasm-tools' GC canonical ABI is not of the specification.
  (names) => (names.startsWith('all') ? `${names},-cm-gc` : names),
);
/** Peak memory of a run, in MB, that no input may drive it to. */
const MOST_MEMORY = 1500;

process.exitCode = await main();

interface Tally {
  compared: number;
  refused: number;
  undecided: number;
  departed: number;
  failed: number;
}

async function main(): Promise<number> {
  const program = wasmTools();
  if (program === null) {
    process.stderr.write(`SKIPPED binary differential: wasm-tools is absent; ${HOW_TO_GET.wasmTools}\n`);
    return oraclesRequired ? 1 : 0;
  }
  rmSync(failures, { recursive: true, force: true });
  const native = nativeTools(program);
  const departures = readDepartures(COMPONENT_DEPARTURES);
  const tally: Tally = { compared: 0, refused: 0, undecided: 0, departed: 0, failed: 0 };
  try {
    tally.failed += await staleDepartures(native, departures);
    const corpus = await corpusComponents(program);
    const end = Date.now() + Number(values.seconds) * 1000;
    for (let seed = Number(values.seed) * 1_000_000; Date.now() < end; seed++) {
      const picked = corpus.length > 0 ? [seededRandom(seed).pick(corpus)] : [];
      for (const component of [...picked, ...(await randomComponents(native, seed))]) {
        if (Date.now() >= end) break;
        await compareChanges(native, departures, component, seed, tally);
      }
    }
  } finally {
    native.dispose();
  }
  const memory = Math.round(process.resourceUsage().maxRSS / 1000);
  const { compared, refused, undecided, departed, failed } = tally;
  process.stdout.write(
    `binary verdicts: ${compared} compared (node ${process.version}), native refuses ${refused}; ${undecided} hold core code that this engine cannot validate; ${departed} are committed departures; ${failed} differ; peak memory ${memory} MB\n`,
  );
  return failed === 0 && compared > 0 && memory < MOST_MEMORY ? 0 : 1;
}

/** How many committed departures are none any more: both verdicts are then said. */
async function staleDepartures(native: NativeTools, departures: readonly Departure[]): Promise<number> {
  let stale = 0;
  for (const departure of departures) {
    const folder = native.onDisk(new Map([['case.wat', departure.text]]));
    const assembled = await native.run(['parse', `${folder}/case.wat`, '-o', `${folder}/case.wasm`]);
    if (!assembled.ok) throw new Error(`${departure.name}: ${assembled.stderr}`);
    const bytes = readFileSync(`${folder}/case.wasm`);
    const verdicts = { ours: ourVerdict(bytes, 'all') ?? [], native: await native.validate(bytes, 'all') };
    if (!agree(verdicts) && isDeparture(verdicts, [departure])) continue;
    stale++;
    process.stdout.write(`STALE departure ${departure.name}: ${JSON.stringify(verdicts)}\n`);
  }
  return stale;
}

/** What the conformance data holds of valid components: forms that no random package leads to. */
async function corpusComponents(program: string): Promise<readonly Uint8Array[]> {
  const data = conformanceDir();
  if (data === null) {
    process.stderr.write(`SKIPPED the corpus as a source of components; ${HOW_TO_GET.conformance}\n`);
    return [];
  }
  const { binaries } = await assembleCorpus(data, program);
  return binaries.filter(({ verdict }) => verdict === 'valid').map(({ bytes }) => bytes);
}

/** The component as it is, and changed: half of the times in its model, half in its bytes. */
async function compareChanges(
  native: NativeTools,
  departures: readonly Departure[],
  component: Uint8Array,
  seed: number,
  tally: Tally,
): Promise<void> {
  const random = seededRandom(seed);
  const slice = wholeFile({ path: 'original.wasm', bytes: component });
  for (let index = 0; index <= CHANGES; index++) {
    const features = random.pick(FEATURES);
    const bytes =
      index === 0 ? component : index % 2 === 0 ? changeModel(slice, random) : changeBytes(component, random);
    if (bytes !== null) await compare(native, departures, bytes, features, tally);
  }
}

async function compare(
  native: NativeTools,
  departures: readonly Departure[],
  bytes: Uint8Array,
  features: string,
  tally: Tally,
): Promise<void> {
  const theirs = await native.validate(bytes, features);
  const ours = ourVerdict(bytes, features);
  tally.compared++;
  if (theirs !== '') tally.refused++;
  if (ours === null) {
    tally.undecided++;
    return;
  }
  const verdicts = { ours, native: theirs };
  if (agree(verdicts)) return;
  if (isDeparture(verdicts, departures)) tally.departed++;
  else {
    tally.failed++;
    keep(bytes, features, ours, theirs);
  }
}

/** The codes of our errors; null where nothing is wrong but core code that this engine does not know. */
function ourVerdict(bytes: Uint8Array, features: string): readonly string[] | null {
  try {
    const { value, diagnostics } = validate(wholeFile({ path: 'changed.wasm', bytes }), {
      features: parseFeatures(features).value,
    });
    const codes = diagnostics.flatMap(({ severity, code }) => (severity === 'error' ? code : []));
    // What is valid can be linked, or there is a reason why not: anything else is an internal error.
    if (codes.length === 0 && value !== null) planLink(value);
    const isUndecided = diagnostics.some(({ code }) => code === 'component/core-module-not-validated');
    return codes.length === 0 && isUndecided ? null : codes;
  } catch (error) {
    return [`internal: ${error instanceof Error ? error.message : String(error)}`];
  }
}

function keep(bytes: Uint8Array, features: string, ours: readonly string[], theirs: string): void {
  mkdirSync(failures, { recursive: true });
  const name = createHash('sha256').update(bytes).digest('hex').slice(0, 12);
  writeFileSync(path.join(failures, `${name}.wasm`), bytes);
  const verdict = ours.length === 0 ? 'accepted' : ours.join(', ');
  process.stdout.write(
    `DIFFER ${name}.wasm --features '${features}'\n  ours:   ${verdict}\n  native: ${theirs === '' ? 'accepted' : theirs.split('\n').slice(0, 4).join(' | ')}\n`,
  );
}
