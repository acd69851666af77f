import type { Diagnostic, Result, SourceFile } from '../../base/index.js';
import { resolveMessages } from './messages.js';

/** The texts of a root: `main` are the files of one package; each of `deps` is a directory or a single file. */
export interface PackageSources {
  readonly main: readonly SourceFile[];
  readonly deps: readonly (readonly SourceFile[])[];
}

/**
 * Finds the texts of a root among `files`. A root that is a file stands alone. Of a root that is a directory, the
 * `.wit` files directly in it are one package, and `deps/` holds further ones, each a directory or a file.
 *
 * @param files texts by path, with `/`; only the paths of binaries matter
 * @param root a path, `''` or `.` for the directory of all
 * @spec WIT.md#filesystem-structure
 */
export function sourcesFrom(files: ReadonlyMap<string, string>, root: string): Result<PackageSources | null> {
  const path = root.replace(/^(?:\.\/)+/, '').replace(/\/+$/, '');
  const text = files.get(path);
  if (text !== undefined) return { value: { main: [{ path, text }], deps: [] }, diagnostics: [] };
  const prefix = path === '' || path === '.' ? '' : `${path}/`;
  const inside = [...files.keys()].filter((key) => key.startsWith(prefix)).toSorted();
  if (inside.length === 0)
    return { value: null, diagnostics: [resolveMessages.noWitFiles.at(null, { directory: root })] };
  const diagnostics: Diagnostic[] = [];
  const main = witFilesIn(files, inside, prefix);
  if (main.length === 0) diagnostics.push(resolveMessages.noWitFiles.at(null, { directory: root }));
  const deps = dependenciesIn(files, inside, `${prefix}deps/`, diagnostics);
  return { value: { main, deps }, diagnostics };
}

/** The `.wit` files directly in a directory. */
function witFilesIn(
  files: ReadonlyMap<string, string>,
  paths: readonly string[],
  directory: string,
): SourceFile[] {
  return paths.flatMap((path) => {
    const text = files.get(path);
    const isDirectlyInside = path.startsWith(directory) && !path.includes('/', directory.length);
    return isDirectlyInside && path.endsWith('.wit') && text !== undefined ? [{ path, text }] : [];
  });
}

function dependenciesIn(
  files: ReadonlyMap<string, string>,
  paths: readonly string[],
  directory: string,
  diagnostics: Diagnostic[],
): SourceFile[][] {
  const inside = paths.filter((path) => path.startsWith(directory));
  const entries = new Set(inside.map((path) => path.slice(directory.length).split('/')[0] ?? ''));
  return [...entries].toSorted().flatMap((entry) => {
    const path = `${directory}${entry}`;
    const text = files.get(path);
    if (text === undefined) {
      const found = witFilesIn(files, inside, `${path}/`);
      if (found.length === 0) diagnostics.push(resolveMessages.noWitFiles.at(null, { directory: path }));
      return found.length === 0 ? [] : [found];
    }
    if (entry.endsWith('.wit')) return [[{ path, text }]];
    if (/\.wa(?:sm|t)$/.test(entry)) diagnostics.push(resolveMessages.binaryDependency.at(null, { path }));
    return [];
  });
}
