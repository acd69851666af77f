import type { NativeTools } from '../support/native.js';
import type { FileMap } from '../support/resolve-wit.js';
import { seededRandom } from '../support/seeded-random.js';
import { generateWit } from '../support/wit-arbitrary.js';

/** A package of the corpus or of wit-smith: the files and which of them is the root. */
export interface WitPackage {
  readonly name: string;
  readonly files: FileMap;
  readonly root: string;
}

/** Everything that native wasm-tools can generate and its own text can say. */
const SMITH_FLAGS =
  '--async --futures --streams --error-context --fixed-length-lists --world-include --implements'.split(' ');

const SEED_BYTES = 2048;

/** The file of the package in binary form that native wasm-tools makes of `seed`; null where it makes none. */
export async function smithPackage(native: NativeTools, seed: number): Promise<string | null> {
  const folder = native.onDisk(new Map([['seed.bin', seededRandom(seed).bytes(SEED_BYTES)]]));
  const file = `${folder}/package.wasm`;
  const made = await native.run(['wit-smith', ...SMITH_FLAGS, `${folder}/seed.bin`, '-o', file]);
  return made.ok ? file : null;
}

/**
 * The package that native wasm-tools makes of `seed`, as the text that it prints. Null where it makes none, or where it
 * does not read back what it printed (about 2 %: gated items in packages without a version, names that need a `%`).
 */
export async function randomPackage(native: NativeTools, seed: number): Promise<WitPackage | null> {
  const file = await smithPackage(native, seed);
  if (file === null) return null;
  const printed = await native.run(['component', 'wit', file]);
  if (!printed.ok) return null;
  const files = new Map([['package.wit', printed.stdout]]);
  const again = await native.json(`${native.onDisk(files)}/package.wit`);
  return again.ok ? { name: `random-${seed}`, files, root: 'package.wit' } : null;
}

/**
 * A package of this repository's own generator, which makes what wit-smith never does: maps, accessors, nested packages,
 * comments, attributes, `%` names.
 */
export function generatedPackage(seed: number): WitPackage {
  const text = generateWit(seededRandom(seed).below);
  return { name: `generated-${seed}`, files: new Map([['package.wit', text]]), root: 'package.wit' };
}
