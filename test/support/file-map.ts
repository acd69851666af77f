import { readFileSync, readdirSync, statSync } from 'node:fs';
import path from 'node:path';

/** The `.wit` files at or under `root` of `base`, keyed by their `/`-separated path from `base`. */
export function readFileMap(base: string, root: string): Map<string, string> {
  const files = new Map<string, string>();
  const visit = (key: string): void => {
    const full = path.join(base, key);
    if (statSync(full).isDirectory()) {
      for (const name of readdirSync(full).sort()) visit(`${key}/${name}`);
    } else if (key.endsWith('.wit')) {
      files.set(key, readFileSync(full, 'utf8'));
    }
  };
  visit(root);
  return files;
}
