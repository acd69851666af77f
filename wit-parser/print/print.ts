import type { Package, Resolve } from '../model.js';
import { packageNameText } from './name-text.js';
import { writeInterface, writeWorld } from './print-world.js';
import { type PrintOptions, type WitWriter, createWitWriter } from './wit-writer.js';

/** A file that holds one package, at a path relative to the output directory. */
export interface PrintedPackage {
  readonly path: string;
  readonly text: string;
}

/**
 * The whole of `resolve` as one WIT text: the main package, then every other one as `package … { … }`. This is the text
 * of wasm-tools' WIT printer, byte for byte. It shows the model and not the source: gates are decided, worlds are
 * elaborated, long lines are not wrapped.
 *
 * @param options `package` puts that package first instead of the main one.
 */
export function print(resolve: Resolve, options: PrintOptions & { readonly package?: Package } = {}): string {
  const first = options.package ?? resolve.main;
  const out = createWitWriter(options);
  writePackage(out, first);
  const others = resolve.packages.filter((pkg) => pkg !== first);
  for (const [index, pkg] of others.entries()) {
    if (index > 0) {
      out.blank();
      out.blank();
    }
    writeNestedPackage(out, pkg);
  }
  return out.text();
}

/** The text of a file that holds `pkg` alone. */
export function printPackage(pkg: Package, options: PrintOptions = {}): string {
  const out = createWitWriter(options);
  writePackage(out, pkg);
  return out.text();
}

/**
 * A file for each package: the main one at the top, the others in `deps/`, named as wasm-tools names them: `name.wit`,
 * with the namespace or version where two packages share a name.
 */
export function printPackages(resolve: Resolve, options: PrintOptions = {}): readonly PrintedPackage[] {
  const stems = fileStems(resolve.packages);
  return resolve.packages.map((pkg) => {
    const file = `${stems.get(pkg) ?? pkg.name.name}.wit`;
    return { path: pkg === resolve.main ? file : `deps/${file}`, text: printPackage(pkg, options) };
  });
}

function fileStems(packages: readonly Package[]): ReadonlyMap<Package, string> {
  const named = countBy(packages, (pkg) => pkg.name.name);
  const fullyNamed = countBy(packages, (pkg) => `${pkg.name.namespace}:${pkg.name.name}`);
  return new Map(
    packages.map((pkg) => {
      const { namespace, name, version } = pkg.name;
      const versions = fullyNamed.get(`${namespace}:${name}`) ?? 1;
      const sharesName = (named.get(name) ?? 1) > versions;
      const suffix = versions > 1 && version !== null ? `@${version}` : '';
      return [pkg, (sharesName ? `${namespace}:${name}` : name) + suffix];
    }),
  );
}

function countBy<T>(list: readonly T[], key: (item: T) => string): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const item of list) counts.set(key(item), (counts.get(key(item)) ?? 0) + 1);
  return counts;
}

function writePackage(out: WitWriter, pkg: Package): void {
  out.docs(pkg.docs);
  out.line(`package ${packageNameText(pkg)};`);
  out.blank();
  for (const iface of pkg.interfaces.values()) {
    writeInterface(out, iface);
    out.blank();
  }
  for (const world of pkg.worlds.values()) writeWorld(out, world);
}

/** In braces, wasm-tools puts no blank line between interfaces. */
function writeNestedPackage(out: WitWriter, pkg: Package): void {
  out.docs(pkg.docs);
  out.block(`package ${packageNameText(pkg)}`, () => {
    for (const iface of pkg.interfaces.values()) writeInterface(out, iface);
    for (const world of pkg.worlds.values()) writeWorld(out, world);
  });
}
