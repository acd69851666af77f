import type { Diagnostic, Result, SourceFile } from '../../base/index.js';
import { merge } from '../merge/merge.js';
import type { Package, Resolve } from '../model.js';
import { printPackage } from '../print/print.js';
import { packageId } from '../query.js';

/** Packages that were read from a binary. */
export interface DecodedPackages {
  /** Where the binary is. */
  readonly path: string;
  readonly resolve: Resolve;
}

/**
 * The packages of `decoded` as texts, one for each; those whose ids are in `given` are left out. Binaries hold of other
 * packages only what they use, so copies of one package are put together.
 */
export function decodedTexts(
  decoded: readonly DecodedPackages[],
  given: ReadonlySet<string>,
): { readonly files: readonly SourceFile[]; readonly diagnostics: readonly Diagnostic[] } {
  const diagnostics: Diagnostic[] = [];
  const paths = new Map<string, string>();
  let all: Resolve | null = null;
  for (const { path, resolve } of decoded) {
    for (const { name } of resolve.packages) {
      const id = packageId(name);
      if (!paths.has(id)) paths.set(id, path);
    }
    const merged: Result<Resolve> | null = all === null ? null : merge(all, resolve);
    all = merged?.value ?? resolve;
    diagnostics.push(...(merged?.diagnostics ?? []));
  }
  const packages = (all?.packages ?? []).filter(({ name }) => !given.has(packageId(name)));
  return { files: packages.map((pkg) => fileOf(pkg, paths)), diagnostics };
}

function fileOf(pkg: Package, paths: ReadonlyMap<string, string>): SourceFile {
  return { path: paths.get(packageId(pkg.name)) ?? '', text: printPackage(pkg) };
}
