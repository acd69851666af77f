import { readdirSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { nearest } from '../base/index.js';

/**
 * What the user may have meant by `path` (`shown` is how it was typed), which does not exist: its first missing part
 * replaced by the nearest name of its directory. Null if nothing is near, or more than the last part is missing.
 */
export function nearestPath(path: string, shown: string): string | null {
  try {
    const near = nearest(basename(path), readdirSync(dirname(path)));
    return near === null ? null : shown.slice(0, shown.lastIndexOf('/') + 1) + near;
  } catch {
    return null;
  }
}
