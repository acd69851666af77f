import { existsSync, statSync } from 'node:fs';
import { resolve as resolvePath } from 'node:path';
import { hasErrors, type Diagnostic, type Result } from '../base/index.js';
import {
  packageId, resolve, sourcesFrom, type PackageName, type PackageSources, type Resolve, type ResolveOptions,
} from '../wit-parser/index.js'; // prettier-ignore
import { builtinPackage } from '../wit/index.js';
import { loadFiles } from './load.js';

export interface ProjectOptions {
  readonly features?: readonly string[];
  readonly allFeatures?: boolean;
  /** Do not fall back on the built-in WASI packages. */
  readonly strictDeps?: boolean;
  readonly cwd: string;
  /** What stands at the path `-`. */
  readonly stdin?: Buffer;
}

/** Packages read from disk and resolved together. */
export interface Project {
  /** Null when nothing could be made of them. */
  readonly resolve: Resolve | null;
  /** How many files were read. */
  readonly files: number;
  /** The packages that were not given and came from the built-in ones: `wasi:io@0.2.6`. */
  readonly builtins: readonly string[];
}

/** Loads the packages at `paths` and resolves them together, as roots of one project. */
export function resolveProject(paths: readonly string[], options: ProjectOptions): Result<Project> {
  const diagnostics: Diagnostic[] = [];
  const roots: PackageSources[] = [];
  let files = 0;
  for (const path of paths) {
    const loaded = loadFiles(path, options);
    diagnostics.push(...loaded.diagnostics);
    if (loaded.value === null) continue;
    files += loaded.value.files.size;
    const sources = sourcesFrom(loaded.value.files, loaded.value.root);
    diagnostics.push(...sources.diagnostics);
    if (sources.value !== null) roots.push(sources.value);
  }
  // Without a file that could not be read, what uses it would be reported as unknown.
  if (roots.length === 0 || hasErrors(diagnostics)) {
    return { value: { resolve: null, files, builtins: [] }, diagnostics };
  }
  const builtins = new Set<string>();
  const resolved = resolve(roots, resolveOptions(options, builtins));
  diagnostics.push(...resolved.diagnostics);
  return { value: { resolve: resolved.value, files, builtins: [...builtins].sort() }, diagnostics };
}

function resolveOptions(options: ProjectOptions, builtins: Set<string>): ResolveOptions {
  const { features, allFeatures, strictDeps = false } = options;
  return {
    ...(features === undefined ? {} : { features }),
    ...(allFeatures === undefined ? {} : { allFeatures }),
    ...(strictDeps
      ? {}
      : {
          builtin: (name: PackageName) => {
            const found = builtinPackage(name);
            if (found !== null) builtins.add(packageId(name));
            return found;
          },
        }),
  };
}

/** Where a project's WIT is by custom: in `wit/`, else in the directory itself. */
export function defaultPath(cwd: string): string {
  const directory = resolvePath(cwd, 'wit');
  return existsSync(directory) && statSync(directory).isDirectory() ? 'wit' : '.';
}
