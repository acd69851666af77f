import type { Package, Resolve } from '../model.js';
import { packageId } from '../query.js';
import { type PrintOptions, writeAttributes, writeDocs } from './attributes.js';
import { type LineWriter, createLineWriter } from './line-writer.js';
import { nameText, packageNameText } from './name-text.js';
import { writeInterfaceBody, writeWorldBody } from './print-world.js';

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
  const out = createLineWriter();
  writePackage(out, first, options);
  const others = resolve.packages.filter((pkg) => pkg !== first);
  for (const [index, pkg] of others.entries()) {
    if (index > 0) {
      out.blank();
      out.blank();
    }
    writeNestedPackage(out, pkg, options);
  }
  return out.text();
}

/** The text of a file that holds `pkg` alone. */
export function printPackage(pkg: Package, options: PrintOptions = {}): string {
  const out = createLineWriter();
  writePackage(out, pkg, options);
  return out.text();
}

/**
 * A file for each package: the main one at the top, the others in `deps/`, named as wasm-tools names them: `name.wit`,
 * with the namespace or version where two packages share a name.
 */
export function printPackages(resolve: Resolve, options: PrintOptions = {}): readonly PrintedPackage[] {
  return resolve.packages.map((pkg) => {
    const file = `${fileStem(pkg, resolve.packages)}.wit`;
    return { path: pkg === resolve.main ? file : `deps/${file}`, text: printPackage(pkg, options) };
  });
}

function fileStem(pkg: Package, packages: readonly Package[]): string {
  const { namespace, name, version } = pkg.name;
  const sameName = packages.filter((other) => other.name.name === name);
  const otherNamespaces = sameName.some((other) => other.name.namespace !== namespace);
  const otherVersions = sameName.some((other) => other !== pkg && other.name.namespace === namespace);
  if (otherNamespaces) return otherVersions ? packageId(pkg.name) : `${namespace}:${name}`;
  return otherVersions && version !== null ? `${name}@${version}` : name;
}

function writePackage(out: LineWriter, pkg: Package, options: PrintOptions): void {
  writeDocs(out, pkg.docs, options);
  out.line(`package ${packageNameText(pkg)};`);
  out.blank();
  for (const iface of pkg.interfaces.values()) {
    writeAttributes(out, iface, options);
    out.block(`interface ${nameText(iface.name ?? '')}`, () => writeInterfaceBody(out, iface, options));
    out.blank();
  }
  writeWorlds(out, pkg, options);
}

/** In braces, wasm-tools puts no blank line between interfaces. */
function writeNestedPackage(out: LineWriter, pkg: Package, options: PrintOptions): void {
  writeDocs(out, pkg.docs, options);
  out.block(`package ${packageNameText(pkg)}`, () => {
    for (const iface of pkg.interfaces.values()) {
      writeAttributes(out, iface, options);
      out.block(`interface ${nameText(iface.name ?? '')}`, () => writeInterfaceBody(out, iface, options));
    }
    writeWorlds(out, pkg, options);
  });
}

function writeWorlds(out: LineWriter, pkg: Package, options: PrintOptions): void {
  for (const world of pkg.worlds.values()) {
    writeAttributes(out, world, options);
    out.block(`world ${nameText(world.name)}`, () => writeWorldBody(out, world, options));
  }
}
