import { readdirSync, statSync } from 'node:fs';
import { normalize, resolve, sep } from 'node:path';
import type { Diagnostic, Result } from '../base/index.js';
import { projectMessages } from './messages.js';
import { readFailure } from './read-text.js';

/** Directories below a named one that hold what others wrote. */
const NOT_OURS = new Set(['deps', 'node_modules', 'target', 'dist']);

/**
 * The WIT files at `paths`: files as they are, directories with all that is below them but for `deps/` and other
 * directories of foreign files, hidden ones, and symbolic links. A path twice is one.
 */
export function findWitFiles(paths: readonly string[], cwd: string): Result<readonly string[]> {
  const diagnostics: Diagnostic[] = [];
  const found = new Set<string>();
  for (const path of paths) {
    const key = normalize(path).replaceAll(sep, '/');
    try {
      if (!statSync(resolve(cwd, key)).isDirectory()) found.add(key);
      else {
        const below = witFilesBelow(resolve(cwd, key), key === '.' ? '' : key.replace(/\/?$/, '/'));
        if (below.length === 0) diagnostics.push(projectMessages.noWitFiles.at(null, { path: key }));
        for (const file of below) found.add(file);
      }
    } catch (error) {
      diagnostics.push(readFailure(error, resolve(cwd, key), key));
    }
  }
  return { value: [...found], diagnostics };
}

function witFilesBelow(directory: string, prefix: string): string[] {
  const entries = readdirSync(directory, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
  return entries.flatMap((entry) => {
    const { name } = entry;
    if (entry.isFile()) return name.endsWith('.wit') ? [prefix + name] : [];
    if (!entry.isDirectory() || name.startsWith('.') || NOT_OURS.has(name)) return [];
    return witFilesBelow(`${directory}/${name}`, `${prefix}${name}/`);
  });
}
