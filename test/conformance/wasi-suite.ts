import { readdirSync } from 'node:fs';
import path from 'node:path';
import { readFileMap } from '../support/file-map.js';
import { checkPackage } from '../support/check-package.js';
import type { FileMap } from '../support/resolve-wit.js';
import type { Suite } from './suite.js';

const VERSIONS = ['0.2.12', '0.3.0', '0.3.2'];

/** Each version of WASI as the dependencies of an empty package, and each of its packages with the others as dependencies. */
export const wasiSuite: Suite = {
  folder: 'wasi',
  needsNative: 'JSON is not compared with native',
  cases: (folder, native) =>
    wasiPackages(folder).map(({ name, root, files }) => ({
      name,
      run: () => checkPackage(files, root, native),
    })),
};

/** A package and what it depends on, as files. */
export interface WitPackage {
  readonly name: string;
  readonly root: string;
  readonly files: FileMap;
}

/** The packages of that suite. */
export function wasiPackages(folder: string): readonly WitPackage[] {
  return VERSIONS.flatMap((version) => packagesOf(path.join(folder, version), version));
}

function packagesOf(folder: string, version: string): readonly WitPackage[] {
  const entries = readdirSync(folder).sort();
  const root = 'root';
  const all = new Map([['root/root.wit', 'package local:all;\n'], ...under('root/deps', folder, entries)]);
  const each = entries.map((entry) => {
    const own = [...readFileMap(folder, entry)].map(
      ([key, text]) => [`root/${path.basename(key)}`, text] as const,
    );
    const others = entries.filter((other) => other !== entry);
    const files = new Map([...own, ...under('root/deps', folder, others)]);
    return { name: `${version}/${path.basename(entry, '.wit')}`, root, files };
  });
  return [{ name: version, root, files: all }, ...each];
}

/** The files of `entries`, moved to the folder `top`. */
function under(
  top: string,
  folder: string,
  entries: readonly string[],
): readonly (readonly [string, string])[] {
  return entries.flatMap((entry) =>
    [...readFileMap(folder, entry)].map(([key, text]) => [`${top}/${key}`, text] as const),
  );
}
