import { existsSync, statSync } from 'node:fs';
import { resolve as resolvePath } from 'node:path';
import { hasErrors, type Diagnostic, type Result } from '../base/index.js';
import {
  onSameTrack,
  packageId, resolve, sourcesFrom, type PackageName, type PackageSources, type Resolve, type ResolveOptions,
} from '../wit-parser/index.js'; // prettier-ignore
import { builtinPackage, builtinPackageNames } from '../wit/index.js';
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

/** A package that came from the built-in ones. */
export interface UsedBuiltin {
  /** As it was asked for: `wasi:io@0.2.3`. */
  readonly name: string;
  /** The built-in version that answered; items that are newer than the version asked for are left out. */
  readonly version: string;
}

/** Packages read from disk and resolved together. */
export interface Project {
  /** Null when nothing could be made of them. */
  readonly resolve: Resolve | null;
  /** How many files were read. */
  readonly files: number;
  /** The packages that were not given and came from the built-in ones, by name. */
  readonly builtins: readonly UsedBuiltin[];
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
  const builtins = new Map<string, UsedBuiltin>();
  const resolved = resolve(roots, resolveOptions(options, builtins));
  diagnostics.push(...resolved.diagnostics);
  return {
    value: {
      resolve: resolved.value,
      files,
      builtins: [...builtins.values()].sort((a, b) => (a.name < b.name ? -1 : 1)),
    },
    diagnostics,
  };
}

function resolveOptions(options: ProjectOptions, builtins: Map<string, UsedBuiltin>): ResolveOptions {
  const { features, allFeatures, strictDeps = false } = options;
  return {
    ...(features === undefined ? {} : { features }),
    ...(allFeatures === undefined ? {} : { allFeatures }),
    ...(strictDeps
      ? {}
      : {
          builtin: (name: PackageName) => {
            const found = builtinPackage(name);
            if (found !== null) builtins.set(packageId(name), usedBuiltin(name));
            return found;
          },
        }),
  };
}

function usedBuiltin(name: PackageName): UsedBuiltin {
  const asked = name.version ?? '';
  const own = builtinPackageNames().find(
    (known) =>
      known.namespace === name.namespace &&
      known.name === name.name &&
      onSameTrack(known.version ?? '', asked),
  );
  return { name: packageId(name), version: own?.version ?? asked };
}

/** Where a project's WIT is by custom: in `wit/`, else in the directory itself. */
export function defaultPath(cwd: string): string {
  const directory = resolvePath(cwd, 'wit');
  return existsSync(directory) && statSync(directory).isDirectory() ? 'wit' : '.';
}
