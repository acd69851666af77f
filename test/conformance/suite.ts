import type { NativeTools } from '../support/native.js';

/** What a case came to: null = passed; else what is wrong, in one line. */
export type Failure = string | null;

export interface Case {
  /** Unique in its suite; the name that `expectations.json` uses. */
  readonly name: string;
  run(): Failure | Promise<Failure>;
}

/** Gives a suite its cases from the folder that holds its data. `native` is null where wasm-tools is absent. */
export interface Suite {
  /** Where the data is, in the conformance folder. */
  readonly folder: string;
  /** What of a case is left out where native wasm-tools is absent; null when the data is enough. */
  readonly needsNative: string | null;
  /** Whether nothing is left without it. */
  readonly isNativeOnly?: boolean;
  cases(folder: string, native: NativeTools | null): readonly Case[] | Promise<readonly Case[]>;
}

export interface SuiteResult {
  readonly suite: string;
  readonly passed: number;
  readonly total: number;
  readonly failures: ReadonlyMap<string, string>;
}

/** Runs every case, one after the other; what a case throws is its failure. */
export async function runSuite(suite: string, cases: readonly Case[]): Promise<SuiteResult> {
  const failures = new Map<string, string>();
  for (const item of cases) {
    const failure = await runCase(item);
    if (failure !== null) failures.set(item.name, failure);
  }
  return { suite, passed: cases.length - failures.size, total: cases.length, failures };
}

async function runCase(item: Case): Promise<Failure> {
  try {
    return await item.run();
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
