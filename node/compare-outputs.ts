import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { errorCode } from './fs-error.js';
import type { OutputFile } from './plan-outputs.js';

/** A file that is not on disk as it would be written. */
export interface OutdatedFile {
  /** Relative to the output directory. */
  readonly path: string;
  /** There is no file, or none that can be read. */
  readonly missing: boolean;
}

/** Those of `files` that `writeOutputs` would write below `directory`. Writes nothing. */
export function outdatedOutputs(directory: string, files: readonly OutputFile[]): OutdatedFile[] {
  return files.flatMap(({ path, text }) => {
    const before = textOf(resolve(directory, path));
    return before === text ? [] : [{ path, missing: before === null }];
  });
}

function textOf(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (errorCode(error) === null) throw error;
    return null;
  }
}
