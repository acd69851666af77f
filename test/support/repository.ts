import { existsSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder of the repository. Found upwards, as the runners run bundled from a cache folder. */
export const REPOSITORY = findRepository(path.dirname(fileURLToPath(import.meta.url)));

function findRepository(start: string): string {
  let folder = start;
  while (!existsSync(path.join(folder, 'wit-parser', 'index.ts'))) {
    const parent = path.dirname(folder);
    if (parent === folder) throw new Error(`no Witwright checkout around ${start}`);
    folder = parent;
  }
  return folder;
}

/** A path of the repository, from its top. */
export function inRepository(...parts: readonly string[]): string {
  return path.join(REPOSITORY, ...parts);
}
