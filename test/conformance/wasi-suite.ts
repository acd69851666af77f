import { readdirSync } from 'node:fs';
import path from 'node:path';
import { readFileMap } from '../support/file-map.js';
import type { NativeTools } from '../support/native.js';
import { checkPackage } from '../support/check-package.js';
import type { Case, Suite } from './suite.js';

const VERSIONS = ['0.2.12', '0.3.0', '0.3.2'];

/** Each version of WASI as the dependencies of an empty package, and each of its packages with the others as dependencies. */
export const wasiSuite: Suite = {
  folder: 'wasi',
  needsNative: 'JSON is not compared with native',
  cases: (folder, native) =>
    VERSIONS.flatMap((version) => versionCases(path.join(folder, version), version, native)),
};

function versionCases(folder: string, version: string, native: NativeTools | null): readonly Case[] {
  const entries = readdirSync(folder).sort();
  const all = {
    name: version,
    run: () => {
      const files = new Map([
        ['root/root.wit', 'package local:all;\n'],
        ...under('root/deps', folder, entries),
      ]);
      return checkPackage(files, 'root', native);
    },
  };
  const each = entries.map((entry) => ({
    name: `${version}/${path.basename(entry, '.wit')}`,
    run: () => {
      const own = [...readFileMap(folder, entry)].map(
        ([key, text]) => [`root/${path.basename(key)}`, text] as const,
      );
      const others = entries.filter((other) => other !== entry);
      return checkPackage(new Map([...own, ...under('root/deps', folder, others)]), 'root', native);
    },
  }));
  return [all, ...each];
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
