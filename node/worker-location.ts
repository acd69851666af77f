import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Where the code of guest threads is in this package: wherever this module was bundled to. */
export function workerLocation(): string {
  for (let at = dirname(fileURLToPath(import.meta.url)); ; at = dirname(at)) {
    const manifest = join(at, 'package.json');
    if (existsSync(manifest) && JSON.parse(readFileSync(manifest, 'utf8')).name === 'witwright') {
      return join(at, 'dist', 'node', 'worker.js');
    }
    if (dirname(at) === at)
      throw new Error('witwright is not installed as a package: its threads cannot be started');
  }
}
