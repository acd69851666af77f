import { existsSync, statSync } from 'node:fs';
import { resolve as resolvePath } from 'node:path';
import { hasErrors, onSameTrack, type BinaryFile, type Diagnostic, type Result } from '../base/index.js';
import {
  packageId, resolve, sourcesFrom,
  type BuiltinPackage, type PackageName, type PackageSources, type Resolve, type ResolveOptions,
} from '../wit-parser/index.js'; // prettier-ignore
import { loadFiles } from './load.js';

/** Of every built-in package. */
const BUILTIN_NAMESPACE = 'wasi';

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
export async function resolveProject(
  paths: readonly string[],
  options: ProjectOptions,
): Promise<Result<Project>> {
  const diagnostics: Diagnostic[] = [];
  const roots: PackageSources[] = [];
  let files = 0;
  for (const path of paths) {
    const loaded = loadFiles(path, options);
    diagnostics.push(...loaded.diagnostics);
    if (loaded.value === null) continue;
    files += loaded.value.files.size + loaded.value.binaries.size;
    const binaries = await decodeAll(loaded.value.binaries);
    const sources = sourcesFrom(loaded.value.files, loaded.value.root, binaries.value);
    diagnostics.push(...binaries.diagnostics, ...sources.diagnostics);
    if (sources.value !== null) roots.push(sources.value);
  }
  // Without a file that could not be read, what uses it would be reported as unknown.
  if (roots.length === 0 || hasErrors(diagnostics)) {
    return { value: { resolve: null, files, builtins: [] }, diagnostics };
  }
  const builtins = new Map<string, UsedBuiltin>();
  const resolved = await resolveWithBuiltins(roots, options, builtins);
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

/** Reads the WIT in binaries. The code for it is loaded only where there are some. */
async function decodeAll(
  binaries: ReadonlyMap<string, BinaryFile>,
): Promise<Result<ReadonlyMap<string, Resolve>>> {
  const decoded = new Map<string, Resolve>();
  const diagnostics: Diagnostic[] = [];
  if (binaries.size === 0) return { value: decoded, diagnostics };
  const [{ wholeFile }, { decodeWit }] = await Promise.all([
    import('../component/index.js'),
    import('../wit-component/index.js'),
  ]);
  for (const [path, file] of binaries) {
    const result = decodeWit(wholeFile(file));
    diagnostics.push(...result.diagnostics);
    if (result.value !== null) decoded.set(path, result.value.resolve);
  }
  return { value: decoded, diagnostics };
}

/**
 * Resolves `roots`, and notes in `used` which built-in packages answered. These are loaded only when a package of theirs is
 * missing: most of the time that a small project takes is the time to load code.
 */
async function resolveWithBuiltins(
  roots: readonly PackageSources[],
  { features, allFeatures, strictDeps = false }: ProjectOptions,
  used: Map<string, UsedBuiltin>,
): Promise<Result<Resolve | null>> {
  const given: ResolveOptions = {
    ...(features === undefined ? {} : { features }),
    ...(allFeatures === undefined ? {} : { allFeatures }),
  };
  if (strictDeps) return resolve(roots, given);
  let isMissing = false;
  const note = ({ namespace }: PackageName): null => {
    if (namespace === BUILTIN_NAMESPACE) isMissing = true;
    return null;
  };
  const alone = resolve(roots, { ...given, builtin: note });
  if (!isMissing) return alone;
  const wit = await import('../wit/index.js');
  const builtin = (name: PackageName): BuiltinPackage | null => {
    const found = wit.builtinPackage(name);
    if (found !== null) used.set(packageId(name), usedBuiltin(name, wit.builtinPackageNames()));
    return found;
  };
  return resolve(roots, { ...given, builtin });
}

function usedBuiltin(name: PackageName, builtins: readonly PackageName[]): UsedBuiltin {
  const asked = name.version ?? '';
  const own = builtins.find(
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
