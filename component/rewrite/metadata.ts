import { DIAGNOSTICS_SHOWN, type Diagnostic, type Result } from '../../base/index.js';
import { newBudget, type Budget } from '../binary/cursor.js';
import { decodeUtf8 } from '../binary/utf8.js';
import { readProducers, type Producer, type Producers } from '../custom/producers.js';
import type { Slice } from '../slice.js';
import { inflateZlib } from './inflate.js';
import { rewriteMessages } from './messages.js';
import { ownName } from './own-name.js';
import { readRawSections, type CustomContent } from './raw-sections.js';

/** The custom sections that hold one text each, as registries show them beside a package. */
export const TEXT_FIELDS = [
  'authors',
  'description',
  'licenses',
  'source',
  'homepage',
  'revision',
  'version',
] as const;

export type TextField = (typeof TEXT_FIELDS)[number];

const DEPENDENCIES = '.dep-v0';
/** What the list may have inflated. */
const LARGEST_DEPENDENCIES = 2 * 1024 * 1024;

/** What a component or core module says of itself; null where it says nothing. */
export interface Metadata extends Readonly<Record<TextField, string | null>> {
  readonly name: string | null;
  readonly producers: Producers | null;
  /** The packages it was built of, as JSON, where `cargo auditable` has built it. */
  readonly dependencies: string | null;
  /** Offsets in the file. */
  readonly range: { readonly start: number; readonly end: number };
}

/** The metadata of a component or core module, and of what is nested in it, in order. */
export interface MetadataTree {
  readonly kind: 'component' | 'module';
  readonly metadata: Metadata;
  readonly children: readonly MetadataTree[];
}

/**
 * Reads what `slice`, a component or core module, and all that is nested in it say of themselves. Where several sections
 * say the same, the last one counts.
 * @returns with findings where something is malformed; it is left out of the value
 */
export function readMetadata(slice: Slice): Result<MetadataTree> {
  const diagnostics: Diagnostic[] = [];
  const value = readTree(slice, diagnostics, newBudget());
  return { value, diagnostics };
}

function readTree(slice: Slice, diagnostics: Diagnostic[], budget: Budget): MetadataTree {
  const { value, diagnostics: found } = readRawSections(slice, budget);
  diagnostics.push(...found);
  const isModule = value?.layer === 'core module';
  const metadata: { -readonly [Key in keyof Metadata]: Metadata[Key] } = {
    name: null,
    producers: null,
    authors: null,
    description: null,
    licenses: null,
    source: null,
    homepage: null,
    revision: null,
    version: null,
    dependencies: null,
    range: { start: slice.start, end: slice.end },
  };
  const children: MetadataTree[] = [];
  for (const { custom, nested, place } of value?.sections ?? []) {
    if (diagnostics.length >= DIAGNOSTICS_SHOWN) break;
    if (nested !== null) children.push(readTree(nested, diagnostics, budget));
    if (custom === null) continue;
    const read = readCustom(custom, isModule);
    if (read === 'malformed') {
      const at = { file: slice.file, component: slice.path, ...place };
      diagnostics.push(rewriteMessages.malformedMetadata.at(at, { section: custom.name }));
    } else {
      Object.assign(metadata, read);
    }
  }
  return { kind: isModule ? 'module' : 'component', metadata, children };
}

/** What `custom` says, which may be nothing. */
function readCustom(custom: CustomContent, isModule: boolean): Partial<Metadata> | 'malformed' {
  const { name, data } = custom;
  if (name === (isModule ? 'name' : 'component-name')) {
    const own = ownName(data);
    return own === null ? {} : { name: own };
  }
  if (name === 'producers') {
    const producers = readProducers(data);
    return producers === null ? 'malformed' : { producers };
  }
  if (name === DEPENDENCIES) {
    const dependencies = readDependencies(data);
    return dependencies === null ? 'malformed' : { dependencies };
  }
  const field = TEXT_FIELDS.find((known) => known === name);
  if (field === undefined) return {};
  const text = decodeUtf8(data, 0, data.length);
  return typeof text === 'string' ? { [field]: text } : 'malformed';
}

/** JSON with the list `packages`, compressed. */
function readDependencies(data: Uint8Array): string | null {
  const bytes = inflateZlib(data, LARGEST_DEPENDENCIES);
  const text = bytes === null ? null : decodeUtf8(bytes, 0, bytes.length);
  if (typeof text !== 'string') return null;
  try {
    const parsed: unknown = JSON.parse(text);
    const isList = typeof parsed === 'object' && parsed !== null && 'packages' in parsed;
    return isList && Array.isArray(parsed.packages) ? text : null;
  } catch {
    return null;
  }
}

/** As `wasm-tools metadata show --json` writes it. */
export function metadataJson({ kind, metadata, children }: MetadataTree): unknown {
  const { name, producers, dependencies, range, ...texts } = metadata;
  const own = {
    name,
    producers: producers === null ? null : [...producers].map(([field, values]) => [field, versions(values)]),
    ...texts,
    range,
    dependencies,
  };
  return kind === 'module'
    ? { module: own }
    : { component: { metadata: own, children: children.map(metadataJson) } };
}

function versions(producers: readonly Producer[]): unknown {
  return Object.fromEntries(producers.map(({ name, version }) => [name, version]));
}
