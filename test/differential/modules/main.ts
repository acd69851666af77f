// `node scripts/run-ts.mjs test/differential/modules/main.ts [--dummies N] [--count N] [--seed S]`: native wasm-tools as the
// oracle of `embed`, on the dummy modules of N random packages, which must be equal; and of `new`, on dummy modules of the
// worlds of the conformance data with one import or export changed: our verdict must be native's, and it must accept what
// we make. Cases that fail go to .cache/differential-modules.
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { hasErrors } from '../../../base/index.js';
import { wholeFile } from '../../../component/index.js';
import { dummyModule, embed, newComponent } from '../../../wit-component/index.js';
import type { World } from '../../../wit-parser/index.js';
import { codegenRoots } from '../../conformance/wit-bindgen-suite.js';
import { wasiPackages } from '../../conformance/wasi-suite.js';
import { readFileMap } from '../../support/file-map.js';
import { mapParallel, nativeTools, type NativeTools } from '../../support/native.js';
import { HOW_TO_GET, conformanceDir, oraclesRequired, wasmTools } from '../../support/oracles.js';
import { inRepository } from '../../support/repository.js';
import { resolveFilesOrThrow } from '../../support/resolve-wit.js';
import { seededRandom } from '../../support/seeded-random.js';
import { generatedPackage, randomPackage } from '../random-packages.js';
import { changeModule, putTogether, takeApart } from './change-module.js';
import { compareDummies, type DummyTally } from './compare-dummies.js';

const FORMS = ['standard32', 'legacy', 'async-callback', 'async-stackful'] as const;
const WIDTH = 2;

const { values } = parseArgs({
  options: {
    dummies: { type: 'string', default: '60' },
    count: { type: 'string', default: '500' },
    seed: { type: 'string', default: '1' },
  },
});
const failures = inRepository('.cache', 'differential-modules');
process.exitCode = await main();

async function main(): Promise<number> {
  const program = wasmTools();
  if (program === null) {
    process.stderr.write(`SKIPPED modules differential: wasm-tools is absent; ${HOW_TO_GET.wasmTools}\n`);
    return oraclesRequired ? 1 : 0;
  }
  rmSync(failures, { recursive: true, force: true });
  const native = nativeTools(program);
  try {
    const areEqual = await dummiesAgree(native);
    const data = conformanceDir();
    if (data === null) process.stderr.write(`SKIPPED changed modules: ${HOW_TO_GET.conformance}\n`);
    return areEqual && (data === null || (await verdictsAgree(native, data))) ? 0 : 1;
  } finally {
    native.dispose();
  }
}

/** Packages of both generators in turn. */
async function dummiesAgree(native: NativeTools): Promise<boolean> {
  const tally: DummyTally = { compared: 0, failures: [] };
  const first = Number(values.seed) * 1_000_000;
  for (let seed = first; seed < first + Number(values.dummies); seed++) {
    const pkg = seed % 2 === 0 ? generatedPackage(seed) : await randomPackage(native, seed);
    if (pkg !== null) await compareDummies(native, pkg, tally);
  }
  for (const failure of tally.failures) process.stdout.write(`DIFFER ${failure}\n`);
  process.stdout.write(`dummy modules: ${tally.compared} compared, ${tally.failures.length} differ\n`);
  return tally.failures.length === 0 && tally.compared > 0;
}

async function verdictsAgree(native: NativeTools, data: string): Promise<boolean> {
  const worlds = corpusWorlds(data);
  const first = Number(values.seed) * 1_000_000;
  const seeds = Array.from({ length: Number(values.count) }, (_, index) => first + index);
  const results = await mapParallel(seeds, WIDTH, (seed) => compare(native, worlds, seed));
  const count = (verdict: string): number => results.filter((each) => each === verdict).length;
  process.stdout.write(
    `changed modules: ${count('accepted')} accepted and ${count('refused')} refused by both; ${count('differ')} differ\n`,
  );
  return count('differ') === 0 && count('accepted') > 0 && count('refused') > 0;
}

function corpusWorlds(data: string): readonly World[] {
  const codegen = path.join(data, 'wit-bindgen/codegen');
  const packages = [
    ...codegenRoots(codegen).map((root) => ({ root, files: readFileMap(codegen, root) })),
    ...wasiPackages(path.join(data, 'wasi')),
  ];
  return packages.flatMap(({ root, files }) => [
    ...resolveFilesOrThrow(files, root, { allFeatures: true }).main.worlds.values(),
  ]);
}

async function compare(
  native: NativeTools,
  worlds: readonly World[],
  seed: number,
): Promise<'accepted' | 'refused' | 'differ'> {
  const random = seededRandom(seed);
  const world = random.pick(worlds);
  const module = takeApart(dummyModule(world, random.pick(FORMS)));
  // A module as it is has to be accepted, too.
  if (random.below(20) > 0) changeModule(module, random);
  const bare = wholeFile({ path: 'module.wasm', bytes: putTogether(module) });
  const { value: bytes } = embed(bare, world, { encoding: 'utf8' });
  if (bytes === null) throw new Error(`seed ${seed}: nothing embedded`);
  const { value: ours, diagnostics } = newComponent(wholeFile({ path: 'module.wasm', bytes }), {});
  const folder = native.onDisk(new Map([['module.wasm', bytes], ['ours.wasm', ours ?? new Uint8Array()]])); // prettier-ignore
  const theirs = await native.run(['component', 'new', `${folder}/module.wasm`, '-o', `${folder}/out.wasm`]);
  const isValid = ours === null || (await native.run(['validate', '-f', 'all', `${folder}/ours.wasm`])).ok;
  if ((ours !== null) === theirs.ok && hasErrors(diagnostics) === !theirs.ok && isValid)
    return theirs.ok ? 'accepted' : 'refused';
  mkdirSync(failures, { recursive: true });
  writeFileSync(path.join(failures, `${seed}.wasm`), bytes);
  const codes = diagnostics.map(({ code, message }) => `${code}: ${message}`).join('; ');
  process.stdout.write(
    `DIFFER ${seed}.wasm (${world.name})\n  ours:   ${ours === null ? codes : isValid ? 'accepted' : 'accepted, and invalid'}\n  native: ${theirs.ok ? 'accepted' : theirs.stderr.replaceAll(/\s+/g, ' ')}\n`,
  );
  return 'differ';
}
