import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { InternalError } from '../base/index.js';
import type { Producers } from '../component/index.js';

/** The directory of the installed package, or of the repository: the nearest one above whose `package.json` has a version. */
export function packageRoot(): string {
  let directory = dirname(fileURLToPath(import.meta.url));
  while (versionIn(directory) === null) {
    const parent = dirname(directory);
    if (parent === directory) throw new InternalError('the files of the witwright package are not complete');
    directory = parent;
  }
  return directory;
}

/** The version of this witwright. */
export function packageVersion(): string {
  const version = versionIn(packageRoot());
  if (version === null) throw new InternalError('the package has no version');
  return version;
}

/** How this tool enters itself into what it makes. */
export function toolProducers(): Producers {
  return new Map([['processed-by', [{ name: 'witwright', version: packageVersion() }]]]);
}

function versionIn(directory: string): string | null {
  const file = join(directory, 'package.json');
  if (!existsSync(file)) return null;
  const manifest: unknown = JSON.parse(readFileSync(file, 'utf8'));
  if (typeof manifest !== 'object' || manifest === null || !('version' in manifest)) return null;
  return String(manifest.version);
}
