// Of the declarations that tsc emits, the package carries those that a public entry reaches.
import { readFileSync, readdirSync, rmSync, rmdirSync } from 'node:fs';
import path from 'node:path';

const SPECIFIER = /(?:from\s*|import\s*\(\s*|import\s+)["'](\.{1,2}\/[^"']+)\.js["']/g;

/** Deletes every `.d.ts` under `dist` that none of `entries` imports, directly or not, and folders left empty. */
export function keepReachableDeclarations(dist, entries) {
  const reached = new Set();
  const visit = (file) => {
    if (reached.has(file)) return;
    reached.add(file);
    for (const [, target] of readFileSync(file, 'utf8').matchAll(SPECIFIER)) {
      visit(`${path.resolve(path.dirname(file), target)}.d.ts`);
    }
  };
  for (const entry of entries) visit(entry);
  prune(dist, reached);
}

function prune(folder, reached) {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const full = path.join(folder, entry.name);
    if (entry.isDirectory()) prune(full, reached);
    else if (!reached.has(full)) rmSync(full);
  }
  if (readdirSync(folder).length === 0) rmdirSync(folder);
}
