import { decodeUtf8, type Component, type CustomSection } from '../../component/index.js';
import { packageId, type PackageName, type Stability } from '../../wit-parser/index.js';
import { DEPENDENCY_DOCS, DEPENDENCY_DOCS_VERSION, type DependencyDocs } from './dependency-docs.js';
import { PACKAGE_SHAPE, PACKAGES_SHAPE, shapeFault } from './docs-shape.js';
import {
  PACKAGE_DOCS,
  PACKAGE_DOCS_VERSION,
  type FuncDocs,
  type ItemDocs,
  type PackageDocs,
  type StabilityJson,
} from './package-docs.js';

/** The docs and gates that a binary carries. */
export interface CarriedDocs {
  /** Of the package that the binary is. */
  readonly main: PackageDocs;
  readonly dependencies: DependencyDocs;
}

export const NO_DOCS: CarriedDocs = { main: {}, dependencies: {} };

/** A fault in a section of docs: the end of a sentence about the section. */
export interface DocsFault {
  readonly section: CustomSection;
  readonly fault: string;
}

/** Reads the sections of docs. What cannot be read is left out. */
export function readDocs(component: Component): { docs: CarriedDocs; faults: readonly DocsFault[] } {
  const faults: DocsFault[] = [];
  const read = (name: string, versions: readonly number[], shape: typeof PACKAGE_SHAPE): unknown => {
    const [section, second] = component.sections.filter(
      (other) => other.id === 0 && other.name === name,
    ) as CustomSection[];
    if (section === undefined) return {};
    if (second !== undefined) faults.push({ section: second, fault: 'is there a second time' });
    const json = readJson(section.data, versions);
    const fault = typeof json === 'string' ? json : shapeFault(json.value, shape);
    if (fault !== null) faults.push({ section, fault });
    return fault === null && typeof json !== 'string' ? json.value : {};
  };
  const main = read(PACKAGE_DOCS, [0, PACKAGE_DOCS_VERSION], PACKAGE_SHAPE) as PackageDocs;
  const dependencies = read(DEPENDENCY_DOCS, [DEPENDENCY_DOCS_VERSION], PACKAGES_SHAPE) as DependencyDocs;
  return { docs: { main, dependencies }, faults };
}

/** The JSON behind the version, or what is wrong with it. */
function readJson(data: Uint8Array, versions: readonly number[]): { readonly value: unknown } | string {
  const [version] = data;
  if (version === undefined || !versions.includes(version)) {
    const found = version === undefined ? 'nothing' : `version ${version}`;
    return `expects version ${versions.join(' or ')}, found ${found}`;
  }
  const text = decodeUtf8(data, 1, data.length);
  if (typeof text === 'number') return 'is not in UTF-8';
  try {
    return { value: JSON.parse(text) as unknown };
  } catch {
    return 'is no JSON';
  }
}

/** The docs of `pkg`, which is the main one or a dependency. */
export function docsOf({ main, dependencies }: CarriedDocs, pkg: PackageName, isMain: boolean): PackageDocs {
  return isMain ? main : (entryOf(dependencies, packageId(pkg)) ?? {});
}

export function entryOf<T>(table: Readonly<Record<string, T>> | undefined, name: string): T | undefined {
  return table !== undefined && Object.hasOwn(table, name) ? table[name] : undefined;
}

/** In version 0 the docs of a function are a mere string. */
export function funcItem(docs: FuncDocs | undefined): ItemDocs {
  if (docs === undefined || docs === null) return {};
  return typeof docs === 'string' ? { docs } : docs;
}

/** Docs and gate, as nodes of the model have them. */
export function attributesOf({ docs, stability }: ItemDocs = {}): {
  docs: string | null;
  stability: Stability | null;
} {
  return { docs: docs ?? null, stability: stability === undefined ? null : toStability(stability) };
}

export function toStability(json: StabilityJson): Stability {
  return 'stable' in json
    ? { kind: 'stable', since: json.stable.since, deprecated: json.stable.deprecated ?? null }
    : { kind: 'unstable', feature: json.unstable.feature, deprecated: json.unstable.deprecated ?? null };
}
