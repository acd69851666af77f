import { readdirSync } from 'node:fs';
import path from 'node:path';
import { parseFeatures } from '../../component/index.js';
import { compile, instantiate, type Engine } from '../../host/index.js';
import { readScript } from '../support/component-corpus.js';
import type { NativeTools } from '../support/native.js';
import { assertionLines, runScript, type ExportsObject } from './run-script.js';
import type { Case, Failure, Suite } from './suite.js';
import { trapCodesByMessage } from './trap-messages.js';

const FEATURES = parseFeatures('all,-cm-nested-names').value;

/** Of the specification's scripts, those that need nothing asynchronous. */
export const SYNC_FOLDERS = ['values', 'resources', 'linking'] as const;

/**
 * The specification's scripts in some folders, run through one of the two engines: a case for each assertion,
 * `values/concat:356`. The results are those of the script, and a trap is one by its code in `trap-messages.json`.
 */
export function componentRunSuite(folders: readonly string[], engine: Engine): Suite {
  return {
    folder: 'component-model',
    needsNative: 'scripts are assembled by native wasm-tools',
    isNativeOnly: true,
    cases: (folder, native) => (native === null ? [] : runCases(folder, native, { folders, engine })),
  };
}

async function runCases(
  folder: string,
  native: NativeTools,
  { folders, engine }: { readonly folders: readonly string[]; readonly engine: Engine },
): Promise<readonly Case[]> {
  const files = folders.flatMap((part) =>
    readdirSync(path.join(folder, part))
      .filter((name) => name.endsWith('.wast'))
      .sort()
      .map((name) => `${part}/${name}`),
  );
  const cases: Case[] = [];
  for (const file of files) cases.push(...(await casesOf(folder, native, { file, engine })));
  return cases;
}

async function casesOf(
  folder: string,
  native: NativeTools,
  { file, engine }: { readonly file: string; readonly engine: Engine },
): Promise<readonly Case[]> {
  const name = file.slice(0, -'.wast'.length);
  const script = await readScript(native, folder, file);
  if (typeof script === 'string') return [{ name, run: () => `not assembled: ${script}` }];
  // Assertions depend on what was called before them: the script runs as a whole when the first is asked for.
  let failures: Promise<ReadonlyMap<number, Failure>> | null = null;
  const options = { features: FEATURES, codes: trapCodesByMessage(), instantiate: instantiator(engine) };
  return assertionLines(script).map((line) => ({
    name: `${name}:${line}`,
    run: async () => (await (failures ??= runScript(script, options))).get(line) ?? null,
  }));
}

function instantiator(engine: Engine): (component: Uint8Array) => Promise<ExportsObject> {
  return async (component) => {
    const compiled = await compile(component, { features: FEATURES });
    return instantiate<ExportsObject, object>(compiled, {}, { engine });
  };
}
