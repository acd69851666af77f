import { ComponentBuilder, encodeComponent, producersData, type Producers } from '../../component/index.js';
import type { Package, Resolve } from '../../wit-parser/index.js';
import { DEPENDENCY_DOCS, DEPENDENCY_DOCS_VERSION, dependencyDocs } from '../docs/dependency-docs.js';
import { packageDocs } from '../docs/extract-docs.js';
import { PACKAGE_DOCS, PACKAGE_DOCS_VERSION } from '../docs/package-docs.js';
import { docsSection } from '../docs/section.js';
import { interfaceType, wrappedWorldType } from './component-types.js';

export interface EncodePackageOptions {
  /** Which package of the model; its main one by default. */
  readonly package?: Package;
  /** Write the versions of interfaces as a track and a suffix. */
  readonly canonicalNames?: boolean;
  /** Leave out the section with the docs and gates of dependencies. */
  readonly extraDocs?: boolean;
  /** The content of the `producers` section; none without it. */
  readonly producers?: Producers;
}

/**
 * A WIT package as a component binary, in version 2 of wasm-tools' encoding: each interface and each world is an
 * exported type. Docs and gates are in custom sections.
 *
 * @param resolve a model that `checkEncodable` finds nothing wrong with
 */
export function encodePackage(resolve: Resolve, options: EncodePackageOptions = {}): Uint8Array {
  const { package: pkg = resolve.main, canonicalNames = false, extraDocs = true, producers } = options;
  const builder = new ComponentBuilder();
  for (const [name, iface] of pkg.interfaces) {
    builder.export(name, 'type', builder.type(interfaceType(iface, { canonicalNames })));
  }
  for (const [name, world] of pkg.worlds) {
    builder.export(name, 'type', builder.type(wrappedWorldType(world, { canonicalNames })));
  }
  builder.custom(PACKAGE_DOCS, docsSection(PACKAGE_DOCS_VERSION, packageDocs(pkg)));
  const others = extraDocs ? dependencyDocs(pkg) : {};
  if (Object.keys(others).length > 0) {
    builder.custom(DEPENDENCY_DOCS, docsSection(DEPENDENCY_DOCS_VERSION, others));
  }
  if (producers !== undefined) builder.custom('producers', producersData(producers));
  return encodeComponent(builder.finish());
}
