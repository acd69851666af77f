import { generateTypes, type Side } from '../../../bindgen/index.js';
import { seededRandom } from '../../support/seeded-random.js';
import { compile } from './compile.js';
import type { NamedWorld } from './corpora.js';
import { looseTypes } from './loose-types.js';
import { SUPPORT, witnessOf } from './program.js';
import { variantsOf } from './variants.js';

const VARIANTS_PER_PROGRAM = 10;

/** Host declarations are modules, so several worlds go into one run of the compiler. */
const WORLDS_PER_RUN = 12;

export interface WitnessReport {
  readonly variants: number;
  /** Errors in declarations and in programs that should compile, and every `any` or `unknown` of the declarations. */
  readonly errors: readonly string[];
  /** Variants that compile, though they should not. */
  readonly unseen: readonly string[];
}

/** Compiles the declarations of one side of `worlds` with their witnesses, and the variants of those. */
export function checkWorlds(worlds: readonly NamedWorld[], side: Side, seed: number): WitnessReport {
  // A guest's imports are modules with global names: those of two worlds would be mixed up in one run.
  const size = side === 'host' ? WORLDS_PER_RUN : 1;
  const reports: WitnessReport[] = [];
  for (let start = 0; start < worlds.length; start += size) {
    reports.push(checkTogether(worlds.slice(start, start + size), side, seed + start));
  }
  return {
    variants: reports.reduce((sum, { variants }) => sum + variants, 0),
    errors: reports.flatMap(({ errors }) => errors),
    unseen: reports.flatMap(({ unseen }) => unseen),
  };
}

function checkTogether(worlds: readonly NamedWorld[], side: Side, seed: number): WitnessReport {
  const files = new Map([['/support.ts', SUPPORT]]);
  const variantFiles = new Map<string, string>();
  const loose: string[] = [];
  worlds.forEach(({ name, resolve, world }, index) => {
    const folder = `/worlds/${index}`;
    for (const { path, text } of generateTypes(resolve, world, { side }).value) {
      files.set(`${folder}/${path}`, text);
      loose.push(...looseTypes(`${name} (${side}) ${path}`, text));
    }
    const witness = witnessOf(world, side);
    files.set(`${folder}/witness.ts`, witness.text);
    const variants = variantsOf(world, side, witness, VARIANTS_PER_PROGRAM, seededRandom(seed + index));
    variants.forEach(({ what, text }, at) => {
      const file = `${folder}/variant-${at}.ts`;
      files.set(file, text);
      variantFiles.set(file, `${name} (${side}): ${what}`);
    });
  });
  const found = compile(files);
  return {
    variants: variantFiles.size,
    errors: [
      ...loose,
      ...errorsOutside(variantFiles, found).map(
        ([file, message]) => `${nameOf(worlds, file)} (${side}): ${message}`,
      ),
    ],
    unseen: [...variantFiles].filter(([file]) => !found.has(file)).map(([, what]) => what),
  };
}

function errorsOutside(
  variantFiles: ReadonlyMap<string, string>,
  found: ReadonlyMap<string, readonly string[]>,
): readonly (readonly [file: string, message: string])[] {
  return [...found]
    .filter(([file]) => !variantFiles.has(file))
    .flatMap(([file, messages]) => messages.map((message) => [file, message] as const));
}

/** `/worlds/3/witness.ts` → the name of the fourth world and the file. */
function nameOf(worlds: readonly NamedWorld[], file: string): string {
  const [, index = '', rest = file] = /^\/worlds\/(\d+)\/(.*)$/.exec(file) ?? [];
  return `${worlds[Number(index)]?.name ?? ''} ${rest}`;
}
