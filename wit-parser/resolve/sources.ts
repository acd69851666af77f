import type { Diagnostic, Result, SourceFile } from '../../base/index.js';
import type { Resolve } from '../model.js';
import type { DecodedPackages } from './decoded.js';
import { resolveMessages } from './messages.js';

/**
 * The texts of a root: `main` are the files of one package; each of `deps` is a directory or a single file. Without
 * `main`, the root is the first of the binaries.
 */
export interface PackageSources {
  readonly main: readonly SourceFile[];
  readonly deps: readonly (readonly SourceFile[])[];
  /** What stands in binaries. All of it counts, whatever its gates; a package that is there as text is taken from there. */
  readonly decoded?: readonly DecodedPackages[];
}

/**
 * Finds the texts of a root among `files`. A root that is a file stands alone. Of a root that is a directory, the
 * `.wit` files directly in it are one package, and `deps/` holds further ones, each a directory or a file.
 *
 * @param files texts by path, with `/`
 * @param root a path, `''` or `.` for the directory of all
 * @param binaries what `decodeWit` made of WIT packages and components in wasm, by path
 * @spec WIT.md#filesystem-structure
 */
export function sourcesFrom(
  files: ReadonlyMap<string, string>,
  root: string,
  binaries: ReadonlyMap<string, Resolve> = new Map(),
): Result<PackageSources | null> {
  const path = root.replace(/^(?:\.\/)+/, '').replace(/\/+$/, '');
  const text = files.get(path);
  if (text !== undefined) return { value: { main: [{ path, text }], deps: [] }, diagnostics: [] };
  const binary = binaries.get(path);
  if (binary !== undefined) {
    return { value: { main: [], deps: [], decoded: [{ path, resolve: binary }] }, diagnostics: [] };
  }
  const prefix = path === '' || path === '.' ? '' : `${path}/`;
  const inside = [...files.keys()].filter((key) => key.startsWith(prefix)).toSorted();
  if (inside.length === 0)
    return { value: null, diagnostics: [resolveMessages.noWitFiles.at(null, { directory: root })] };
  const diagnostics: Diagnostic[] = [];
  const main = witFilesIn(files, inside, prefix);
  if (main.length === 0) diagnostics.push(resolveMessages.noWitFiles.at(null, { directory: root }));
  const deps = dependenciesIn(files, inside, `${prefix}deps/`, diagnostics);
  const decoded = binariesIn(binaries, `${prefix}deps/`);
  return { value: decoded.length === 0 ? { main, deps } : { main, deps, decoded }, diagnostics };
}

function binariesIn(binaries: ReadonlyMap<string, Resolve>, directory: string): DecodedPackages[] {
  const inside = [...binaries].filter(
    ([path]) => path.startsWith(directory) && !path.includes('/', directory.length),
  );
  return inside.map(([path, resolve]) => ({ path, resolve })).sort((a, b) => (a.path < b.path ? -1 : 1));
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

/** The first part of `path` behind a directory. */
function entryOf(path: string, start: number): string {
  const end = path.indexOf('/', start);
  return path.slice(start, end === -1 ? path.length : end);
}

function dependenciesIn(
  files: ReadonlyMap<string, string>,
  paths: readonly string[],
  directory: string,
  diagnostics: Diagnostic[],
): SourceFile[][] {
  const inside = paths.filter((path) => path.startsWith(directory));
  const entries = new Set(inside.map((path) => entryOf(path, directory.length)));
  return [...entries].toSorted().flatMap((entry) => {
    const path = `${directory}${entry}`;
    const text = files.get(path);
    if (text === undefined) {
      const found = witFilesIn(files, inside, `${path}/`);
      if (found.length === 0) diagnostics.push(resolveMessages.noWitFiles.at(null, { directory: path }));
      return found.length === 0 ? [] : [found];
    }
    if (entry.endsWith('.wit')) return [[{ path, text }]];
    if (entry.endsWith('.wat')) diagnostics.push(watDependency(path));
    if (entry.endsWith('.wasm')) diagnostics.push(resolveMessages.undecodedDependency.at(null, { path }));
    return [];
  });
}

function watDependency(path: string): Diagnostic {
  const help = [`assemble it: \`wasm-tools parse ${path} -o ${path.replace(/wat$/, 'wasm')}\``];
  return resolveMessages.watDependency.at(null, { path }, { help });
}
