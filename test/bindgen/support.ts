import { execFile } from 'node:child_process';
import { readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { generateTypes, type OutputFile, type Side } from '../../bindgen/index.js';
import { at } from '../../base/index.js';
import type { Resolve, World } from '../../wit-parser/index.js';
import { inRepository } from '../support/repository.js';
import { resolveFilesOrThrow } from '../support/resolve-wit.js';

export const SIDES: readonly Side[] = ['host', 'guest'];

/** The only world of the main package of `text`. */
export function worldOf(text: string): { readonly resolve: Resolve; readonly world: World } {
  const resolve = resolveFilesOrThrow(new Map([['world.wit', text]]), 'world.wit', { allFeatures: true });
  return { resolve, world: at([...resolve.main.worlds.values()], 0) };
}

/** The declarations of the only world of `text`. */
export function declarationsOf(text: string, side: Side): readonly OutputFile[] {
  const { resolve, world } = worldOf(text);
  return generateTypes(resolve, world, { side }).value;
}

/** The text of one file of the declarations of the only world of `text`. */
export function declarationFile(text: string, side: Side, file: string): string {
  const found = declarationsOf(text, side).find((output) => output.path === file);
  if (found === undefined) throw new Error(`no file ${file}`);
  return found.text;
}

/** The names of the cases of `fixtures/bindgen`. */
export const CASES = readdirSync(inRepository('fixtures', 'bindgen')).sort();

export function caseFolder(name: string): string {
  return inRepository('fixtures', 'bindgen', name);
}

const STRICT = {
  strict: true,
  exactOptionalPropertyTypes: true,
  skipLibCheck: false,
  // TypeScript's own files are not what is tested.
  skipDefaultLibCheck: true,
  target: 'ES2022',
  lib: ['ES2022', 'ESNext.Disposable'],
  types: [],
  noEmit: true,
};

/** How a project may be set up. The last has the global types of browsers, which must not get in the way. */
export const SETUPS = {
  nodenext: { ...STRICT, module: 'nodenext' },
  bundler: { ...STRICT, module: 'esnext', moduleResolution: 'bundler' },
  'browser globals': { ...STRICT, module: 'nodenext', lib: ['ES2023', 'ESNext.Disposable', 'DOM'] },
};

export type Setup = keyof typeof SETUPS;

/** Runs `tsc` over `include`, once for each group, with the tsconfig files in `folder`. Gives what it complains about. */
export async function tsc(
  folder: string,
  groups: readonly (readonly string[])[],
  setup: Setup = 'nodenext',
): Promise<string> {
  const configs = groups.map((include, index) => {
    const config = path.join(folder, `tsconfig.${index}.json`);
    writeFileSync(config, JSON.stringify({ compilerOptions: SETUPS[setup], include }));
    return config;
  });
  // One process for all: the compiler's own start costs more than most worlds.
  const args = [inRepository('node_modules', 'typescript', 'bin', 'tsc'), '-b', ...configs];
  try {
    await promisify(execFile)(process.execPath, args, { maxBuffer: 1 << 26 });
    return '';
  } catch (error) {
    if (error instanceof Error && 'stdout' in error) return String(error.stdout);
    throw error;
  }
}
