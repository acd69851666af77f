import type { Diagnostic, Result } from '../../base/index.js';
import { encodeUtf8 } from '../binary/utf8.js';
import { producersData, readProducers, type Producer, type Producers } from '../custom/producers.js';
import type { Slice } from '../slice.js';
import { licenseFault } from './license-expression.js';
import { rewriteMessages } from './messages.js';
import { TEXT_FIELDS, type TextField } from './metadata.js';
import { withOwnName } from './own-name.js';
import { Pieces } from '../binary/pieces.js';
import { preambleOf, readRawSections, type RawSection } from './raw-sections.js';

/** What to say of a component or core module: texts to set, null to take away what is there. */
export interface NewMetadata extends Readonly<Partial<Record<TextField, string | null>>> {
  readonly name?: string | null;
  readonly language?: readonly Producer[];
  readonly 'processed-by'?: readonly Producer[];
  readonly sdk?: readonly Producer[];
}

const PRODUCER_FIELDS = ['language', 'processed-by', 'sdk'] as const;

/**
 * Sets what `slice`, a component or core module, says of itself; not what is nested in it. Producers are added to those
 * that are there. Everything else keeps its bytes and its place.
 *
 * @deviation wasm-tools leaves an old text in place beside a new one.
 * @returns null with findings if it is malformed, or if a text is not of the form that its field has
 */
export function addMetadata(slice: Slice, fields: NewMetadata): Result<Uint8Array | null> {
  const invalid = faultsOf(fields);
  if (invalid.length > 0) return { value: null, diagnostics: invalid };
  const { value, diagnostics } = readRawSections(slice);
  if (value === null) return { value: null, diagnostics };
  const isModule = value.layer === 'core module';
  const nameSection = isModule ? 'name' : 'component-name';
  const added = newProducers(fields);
  const pieces = new Pieces().add(preambleOf(slice));
  const found: Diagnostic[] = [];
  const done = new Set<string>();
  for (const section of value.sections) {
    const name = section.custom?.name ?? '';
    done.add(name);
    if (name === nameSection) addNames(pieces, section, fields.name);
    else if (name === 'producers') found.push(...addProducers(pieces, section, added, slice));
    else if (!isReplaced(name, fields)) pieces.section(section.id, section.bytes);
  }
  if (!done.has(nameSection) && typeof fields.name === 'string') {
    pieces.custom(nameSection, withOwnName(new Uint8Array(), fields.name));
  }
  if (!done.has('producers') && added.size > 0) pieces.custom('producers', producersData(added));
  for (const field of TEXT_FIELDS) {
    const text = fields[field];
    if (typeof text === 'string') pieces.custom(field, Uint8Array.from(encodeUtf8(text)));
  }
  return { value: found.length > 0 ? null : pieces.finish(), diagnostics: found };
}

function isReplaced(name: string, fields: NewMetadata): boolean {
  const field = TEXT_FIELDS.find((known) => known === name);
  return field !== undefined && fields[field] !== undefined;
}

/** With `null` all names go, also those of what is defined inside, as with wasm-tools. */
function addNames(pieces: Pieces, { id, bytes, custom }: RawSection, name: string | null | undefined): void {
  if (custom === null || name === undefined) pieces.section(id, bytes);
  else pieces.custom(custom.name, name === null ? new Uint8Array() : withOwnName(custom.data, name));
}

function addProducers(
  pieces: Pieces,
  { custom, place }: RawSection,
  added: Producers,
  { file, path }: Slice,
): readonly Diagnostic[] {
  const producers = custom === null ? null : readProducers(custom.data);
  if (producers === null) {
    const at = { file, component: path, ...place };
    return [rewriteMessages.malformedMetadata.at(at, { section: 'producers' })];
  }
  pieces.custom('producers', producersData(mergeProducers(producers, added)));
  return [];
}

function newProducers(fields: NewMetadata): Producers {
  const given = PRODUCER_FIELDS.map((field) => [field, fields[field] ?? []] as const);
  return mergeProducers(new Map(), new Map(given.filter(([, values]) => values.length > 0)));
}

/** Of two versions of one tool in one field the later counts, in the place of the earlier. */
function mergeProducers(producers: Producers, added: Producers): Producers {
  const fields = new Map<string, Map<string, string>>();
  for (const [field, values] of [...producers, ...added]) {
    const versions = fields.get(field) ?? new Map<string, string>();
    fields.set(field, versions);
    for (const { name, version } of values) versions.set(name, version);
  }
  const merged = new Map<string, readonly Producer[]>();
  for (const [field, versions] of fields) {
    merged.set(
      field,
      [...versions].map(([name, version]) => ({ name, version })),
    );
  }
  return merged;
}

function faultsOf(fields: NewMetadata): Diagnostic[] {
  const diagnostics: Diagnostic[] = [];
  for (const field of ['source', 'homepage'] as const) {
    const value = fields[field];
    if (typeof value === 'string' && !isUrl(value)) {
      diagnostics.push(rewriteMessages.notAUrl.at(null, { field, value }));
    }
  }
  if (typeof fields.licenses === 'string') {
    const expected = licenseFault(fields.licenses);
    if (expected !== null) {
      diagnostics.push(rewriteMessages.notALicense.at(null, { value: fields.licenses, expected }));
    }
  }
  return diagnostics;
}

/** A scheme, and behind it no blanks or control characters: what every reader of URLs agrees on. */
function isUrl(text: string): boolean {
  return /^[A-Za-z][A-Za-z0-9+.-]*:[^\s\p{Cc}]+$/u.test(text);
}
