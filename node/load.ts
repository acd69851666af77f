import { readdirSync, statSync, type Dirent } from 'node:fs';
import { isAbsolute, join, normalize, sep } from 'node:path';
import type { BinaryFile, Diagnostic, Result } from '../base/index.js';
import { isWasm } from './generated.js';
import { projectMessages } from './messages.js';
import { STDIN_PATH, type LoadOptions } from './load-options.js';
import { isBinary, readBinary } from './read-binary.js';
import { decodeText, fullBudget, readFailure, readText, type Budget } from './read-text.js';

/** What `sourcesFrom` of wit-parser takes: texts by path (with `/`), and the path of the package's file or directory. */
export interface LoadedFiles {
  readonly files: ReadonlyMap<string, string>;
  /** WIT packages and components in wasm, by path; to be decoded. */
  readonly binaries: ReadonlyMap<string, BinaryFile>;
  readonly root: string;
}

/**
 * Reads the WIT package at `path`: a file, a directory with its `*.wit` and its dependencies in `deps/`, or `-` for
 * the standard input. Nothing else is opened, however large the tree below may be. Null when there is nothing to
 * resolve; a file that cannot be read is reported, and the others are still given.
 */
export function loadFiles(path: string, options: LoadOptions = {}): Result<LoadedFiles | null> {
  const loader = new Loader(options.cwd ?? process.cwd());
  const value = path === '-' ? loader.stdin(options.stdin ?? Buffer.alloc(0)) : loader.root(path);
  return { value, diagnostics: loader.diagnostics };
}

/** Reads what one path names, and collects what goes wrong. */
class Loader {
  readonly diagnostics: Diagnostic[] = [];
  readonly #files = new Map<string, string>();
  readonly #binaries = new Map<string, BinaryFile>();
  readonly #budget: Budget = fullBudget();
  readonly #cwd: string;

  constructor(cwd: string) {
    this.#cwd = cwd;
  }

  stdin(bytes: Buffer): LoadedFiles | null {
    if (isWasm(bytes)) this.#binaries.set(STDIN_PATH, { path: STDIN_PATH, bytes });
    else {
      const text = decodeText(bytes, STDIN_PATH, this.#report);
      if (text !== null) this.#files.set(STDIN_PATH, text);
    }
    return this.#loaded(STDIN_PATH);
  }

  root(path: string): LoadedFiles | null {
    const key = toKey(path);
    try {
      if (statSync(this.#onDisk(key)).isDirectory()) this.#packageDirectory(key);
      else if (isBinary(key, { cwd: this.#cwd })) this.#binary(key);
      else this.#file(key);
    } catch (error) {
      this.#report(readFailure(error, this.#onDisk(key), key));
    }
    return this.#loaded(key);
  }

  #loaded(root: string): LoadedFiles | null {
    if (this.#files.size + this.#binaries.size === 0) return null;
    return { files: this.#files, binaries: this.#binaries, root };
  }

  #packageDirectory(key: string): void {
    const entries = this.#entries(key);
    const found = this.#witFilesOf(key, entries);
    if (found === 0) this.#report(this.#noWitFiles(key, entries));
    const deps = entries.find(({ name }) => name === 'deps');
    if (found > 0 && deps !== undefined && this.#isDirectory(deps, key))
      this.#dependencies(joinKey(key, 'deps'));
  }

  /** `deps/X/*.wit`, `deps/X.wit` and `deps/X.wasm`; other files, such as `.DS_Store`, are none of a package's. */
  #dependencies(key: string): void {
    for (const entry of this.#entries(key)) {
      const path = joinKey(key, entry.name);
      if (this.#isDirectory(entry, key)) {
        const entries = this.#entries(path);
        if (this.#witFilesOf(path, entries) === 0) this.#report(this.#noWitFiles(path, entries));
      } else if (entry.name.endsWith('.wit')) this.#file(path);
      else if (entry.name.endsWith('.wasm')) this.#binary(path);
      // Only that it is there matters: wit-parser says what to do about it.
      else if (entry.name.endsWith('.wat')) this.#files.set(path, '');
    }
  }

  /** Reads the `*.wit` files of a directory; returns how many it has. */
  #witFilesOf(key: string, entries: readonly Dirent[]): number {
    const wanted = entries.filter((entry) => entry.name.endsWith('.wit') && !this.#isDirectory(entry, key));
    for (const { name } of wanted) this.#file(joinKey(key, name));
    return wanted.length;
  }

  #file(key: string): void {
    const text = readText(this.#onDisk(key), key, this.#budget, this.#report);
    if (text !== null) this.#files.set(key, text);
  }

  #binary(key: string): void {
    const { value, diagnostics } = readBinary(key, { cwd: this.#cwd });
    if (value !== null) this.#binaries.set(key, value);
    for (const diagnostic of diagnostics) this.#report(diagnostic);
  }

  /** The entries of a directory by name, in the same order on every system. */
  #entries(key: string): Dirent[] {
    try {
      const entries = readdirSync(this.#onDisk(key), { withFileTypes: true });
      return entries.sort((a, b) => (a.name < b.name ? -1 : 1));
    } catch (error) {
      this.#report(readFailure(error, this.#onDisk(key), key));
      return [];
    }
  }

  #isDirectory(entry: Dirent, parent: string): boolean {
    if (!entry.isSymbolicLink()) return entry.isDirectory();
    const target = statSync(this.#onDisk(joinKey(parent, entry.name)), { throwIfNoEntry: false });
    return target?.isDirectory() ?? false;
  }

  #noWitFiles(key: string, entries: readonly Dirent[]): Diagnostic {
    const below = entries.find((entry) => entry.name === 'wit' && this.#isDirectory(entry, key));
    const help = below === undefined ? [] : [`did you mean \`${joinKey(key, 'wit')}\`?`];
    return projectMessages.noWitFiles.at(null, { path: key }, { help });
  }

  #onDisk(key: string): string {
    return isAbsolute(key) ? key : join(this.#cwd, key);
  }

  readonly #report = (diagnostic: Diagnostic): void => {
    this.diagnostics.push(diagnostic);
  };
}

/** A path as users see it and file maps have it: `./wit/` is `wit`, and the separator is `/`. */
function toKey(path: string): string {
  const normal = normalize(path);
  const bare = normal.length > 1 && normal.endsWith(sep) ? normal.slice(0, -1) : normal;
  return sep === '/' ? bare : bare.replaceAll(sep, '/');
}

function joinKey(directory: string, name: string): string {
  if (directory === '.') return name;
  return directory.endsWith('/') ? directory + name : `${directory}/${name}`;
}
