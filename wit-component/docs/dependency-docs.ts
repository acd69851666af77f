import { packageId, transitiveDependencies, type Interface, type Package } from '../../wit-parser/index.js';
import { interfaceDocs } from './extract-docs.js';
import type { InterfaceDocs, PackageDocs } from './package-docs.js';

/** The custom section with the docs and gates of other packages than the encoded one. wasm-tools does not read it. */
export const DEPENDENCY_DOCS = 'witwright:dependency-docs';

export const DEPENDENCY_DOCS_VERSION = 1;

/** By the ids of the packages. */
export type DependencyDocs = Readonly<Record<string, PackageDocs>>;

/**
 * The docs of what a WIT package in wasm holds of other packages: the types of interfaces that its interfaces use, and
 * the whole of those that its worlds import or export.
 */
export function dependencyDocs(pkg: Package): DependencyDocs {
  const docs = new Map<Package, Record<string, InterfaceDocs>>();
  for (const [iface, isWhole] of foreignInterfaces(pkg)) {
    const { funcs, ...others } = interfaceDocs(iface);
    const kept = isWhole && funcs !== undefined ? { ...others, funcs } : others;
    const ofPackage = docs.get(iface.package) ?? {};
    docs.set(iface.package, ofPackage);
    if (iface.name !== null && Object.keys(kept).length > 0) ofPackage[iface.name] = kept;
  }
  const entries = [...docs].flatMap(([{ name, docs: own }, interfaces]) => {
    const hasInterfaces = Object.keys(interfaces).length > 0;
    if (own === null && !hasInterfaces) return [];
    const value = { ...(own === null ? {} : { docs: own }), ...(hasInterfaces ? { interfaces } : {}) };
    return [[packageId(name), value] as const];
  });
  return Object.fromEntries(entries);
}

/** The interfaces of other packages, and whether their functions are in the binary. */
function foreignInterfaces(pkg: Package): ReadonlyMap<Interface, boolean> {
  const reached = new Map<Interface, boolean>();
  for (const iface of pkg.interfaces.values()) {
    for (const used of transitiveDependencies(iface)) reached.set(used, false);
  }
  for (const world of pkg.worlds.values()) {
    for (const item of [...world.imports, ...world.exports]) {
      if (item.kind === 'world-interface') reached.set(item.interface, true);
    }
  }
  return new Map([...reached].filter(([iface]) => iface.package !== pkg));
}
