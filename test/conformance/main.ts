// `npm run conformance [-- SUITE…] [--json] [--suite NAME PATH]`: how much of other implementations' test data passes.
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { nativeTools, type NativeTools } from '../support/native.js';
import { HOW_TO_GET, conformanceDir, oraclesRequired, wasmTools } from '../support/oracles.js';
import { inRepository } from '../support/repository.js';
import { wasiDummySuite, witBindgenDummySuite } from './dummy-suite.js';
import { componentModelSuite } from './component-model-suite.js';
import { mergeSuite } from './merge-suite.js';
import { wasiComponentsSuite, witBindgenComponentsSuite } from './round-trip-suite.js';
import { componentRunSuite, SYNC_FOLDERS } from './run-suite.js';
import { runSuite, type Suite, type SuiteResult } from './suite.js';
import { targetsSuite } from './targets-suite.js';
import { wasiSuite } from './wasi-suite.js';
import { wasmToolsCliSuite } from './wasm-tools-cli-suite.js';
import { witBindgenSuite } from './wit-bindgen-suite.js';
import { witComponentComponentsSuite } from './wit-component-components-suite.js';
import { witComponentInterfacesSuite } from './wit-component-interfaces-suite.js';
import { witParserSuite } from './wit-parser-suite.js';

const SUITES: ReadonlyMap<string, Suite> = new Map([
  ['wit-parser', witParserSuite],
  ['wasi', wasiSuite],
  ['wit-bindgen', witBindgenSuite],
  ['wit-component-interfaces', witComponentInterfacesSuite],
  ['wit-component-components', witComponentComponentsSuite],
  ['merge', mergeSuite],
  ['targets', targetsSuite],
  ['component-model', componentModelSuite],
  ['component-run-spec', componentRunSuite(SYNC_FOLDERS, 'spec')],
  ['component-run-emitted', componentRunSuite(SYNC_FOLDERS, 'emitted')],
  ['component-run-async', componentRunSuite(['async'], 'spec')],
  ['wasm-tools-cli', wasmToolsCliSuite],
  ['wasi-dummy', wasiDummySuite],
  ['wit-bindgen-dummy', witBindgenDummySuite],
  ['wasi-components', wasiComponentsSuite],
  ['wit-bindgen-components', witBindgenComponentsSuite],
]);

interface Expected {
  readonly total: number;
  /** Which cases are known to fail, with the reason. The list only shrinks. */
  readonly failing: Readonly<Record<string, string>>;
  /** By proposal, the cases that fail where the engine lacks it, saying so, and pass where it does not. */
  readonly whereLacking?: Readonly<Record<string, readonly string[]>>;
}

type Expectations = Readonly<Record<string, Expected>>;

interface Arguments {
  readonly names: readonly string[];
  readonly json: boolean;
  readonly paths: ReadonlyMap<string, string>;
}

process.exitCode = await main(process.argv.slice(2));

async function main(args: readonly string[]): Promise<number> {
  const parsed = parseArguments(args);
  if (typeof parsed === 'string') {
    process.stderr.write(`${parsed}\nusage: npm run conformance [-- SUITE…] [--json] [--suite NAME PATH]\n`);
    return 2;
  }
  const program = wasmTools();
  const native = program === null ? null : nativeTools(program);
  try {
    return await runAll(parsed, native);
  } finally {
    native?.dispose();
  }
}

async function runAll({ names, json, paths }: Arguments, native: NativeTools | null): Promise<number> {
  const expectations = JSON.parse(
    readFileSync(inRepository('test', 'conformance', 'expectations.json'), 'utf8'),
  ) as Expectations;
  const results: SuiteResult[] = [];
  const unexpected: string[] = [];
  for (const [name, suite] of SUITES) {
    if (names.length > 0 && !names.includes(name)) continue;
    const folder = folderOf(name, suite, paths);
    if (folder === null) {
      process.stderr.write(`SKIPPED ${name}: its data is absent; ${HOW_TO_GET.conformance}\n`);
      continue;
    }
    if (native === null && suite.needsNative !== null) {
      process.stderr.write(`SKIPPED in ${name}: ${suite.needsNative}; ${HOW_TO_GET.wasmTools}\n`);
      if (oraclesRequired) unexpected.push(`${name}: ${suite.needsNative}`);
      if (suite.isNativeOnly === true) continue;
    }
    const result = await runSuite(name, await suite.cases(folder, native));
    results.push(result);
    unexpected.push(...compare(result, expectations));
  }
  for (const line of unexpected) process.stderr.write(`UNEXPECTED ${line}\n`);
  report(results, json);
  return unexpected.length === 0 ? 0 : 1;
}

function folderOf(name: string, suite: Suite, paths: ReadonlyMap<string, string>): string | null {
  const data = conformanceDir();
  const folder = paths.get(name) ?? (data === null ? null : path.join(data, suite.folder));
  return folder !== null && existsSync(folder) ? folder : null;
}

/** A suite must be neither below nor above what is committed: a case that begins to pass leaves the list. */
function compare({ suite, total, failures }: SuiteResult, expectations: Expectations): readonly string[] {
  const expected: Expected = expectations[suite] ?? { total: 0, failing: {} };
  const lacking = new Map(
    Object.entries(expected.whereLacking ?? {}).flatMap(([proposal, names]) =>
      names.map((name) => [name, `needs \`${proposal}\`, which this engine lacks`]),
    ),
  );
  const isExpected = (name: string, failure: string): boolean => {
    const lack = lacking.get(name);
    return expected.failing[name] !== undefined || (lack !== undefined && failure.includes(lack));
  };
  const broken = [...failures].filter(([name, failure]) => !isExpected(name, failure));
  const mended = Object.keys(expected.failing).filter((name) => !failures.has(name));
  return [
    ...broken.map(([name, failure]) => `${suite}: ${name}: ${failure}`),
    ...mended.map((name) => `${suite}: ${name} passes: take it off expectations.json`),
    ...(total === expected.total ? [] : [`${suite}: ${total} cases, ${expected.total} expected`]),
  ];
}

function report(results: readonly SuiteResult[], json: boolean): void {
  if (json) {
    const suites = results.map((result) => ({ ...result, failures: Object.fromEntries(result.failures) }));
    process.stdout.write(`${JSON.stringify({ suites }, null, 2)}\n`);
    return;
  }
  for (const { suite, passed, total } of results) process.stdout.write(`${suite}: ${passed} of ${total}\n`);
}

function parseArguments(args: readonly string[]): Arguments | string {
  const names: string[] = [];
  const paths = new Map<string, string>();
  let json = false;
  const queue = [...args];
  for (let arg = queue.shift(); arg !== undefined; arg = queue.shift()) {
    if (arg === '--json') json = true;
    else if (arg === '--suite') {
      const [name, folder] = [queue.shift(), queue.shift()];
      if (name === undefined || folder === undefined) return '--suite needs a name and a path';
      paths.set(name, path.resolve(folder));
      names.push(name);
    } else names.push(arg);
  }
  const unknown = names.find((name) => !SUITES.has(name));
  if (unknown !== undefined) return `no suite ${unknown}; there are ${[...SUITES.keys()].join(', ')}`;
  return { names, json, paths };
}
