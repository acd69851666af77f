import { hasErrors, type Result } from '../../base/index.js';
import {
  ALL_FEATURES,
  bytesOf,
  decodeUtf8,
  readProducers,
  validate,
  type Component,
  type CustomSection,
  type Producers,
  type Slice,
} from '../../component/index.js';
import { selectWorld, type Resolve, type World } from '../../wit-parser/index.js';
import { ENCODING_SECTION, METADATA_VERSION, STRING_ENCODINGS } from '../encode/encode-metadata.js';
import type { StringEncoding } from '../names/roles.js';
import { decodeChecked, decodeComponentWit } from './decode-wit.js';
import { DecodeFaults } from './faults.js';
import { decodeMessages } from './messages.js';

/** What a `component-type` custom section says: the world that a core module is made for. */
export interface WorldMetadata {
  readonly resolve: Resolve;
  readonly world: World;
  readonly encoding: StringEncoding;
  /** The tools that had a part in it, where it says so. */
  readonly producers: Producers | null;
}

/** The version before the present one: the string encoding, the name of the world, and a WIT package. */
const OLD_VERSION = 3;

/** The first byte of every WebAssembly binary, and so of the present version. */
const MAGIC_BYTE = 0x00;

/**
 * Reads the content of a `component-type` custom section.
 * @param slice the content, without the name
 */
export function decodeWorldMetadata(slice: Slice): Result<WorldMetadata | null> {
  const bytes = bytesOf(slice);
  const faults = new DecodeFaults(slice);
  if (bytes[0] === OLD_VERSION) return decodeOldVersion(slice, bytes, faults);
  if (bytes[0] !== MAGIC_BYTE) {
    return refuse(faults, () => faults.add(decodeMessages.metadataVersion, { found: bytes[0] ?? null }));
  }
  const checked = validate(slice, { features: ALL_FEATURES, bodies: false });
  if (checked.value === null || hasErrors(checked.diagnostics)) {
    return { value: null, diagnostics: checked.diagnostics };
  }
  const { component } = checked.value;
  const encoding = encodingOf(component, faults);
  const decoded = decodeChecked(checked.value, slice);
  const diagnostics = [...faults.diagnostics, ...decoded.diagnostics];
  if (encoding === null || decoded.value === null) return { value: null, diagnostics };
  const { resolve } = decoded.value;
  const [world, second] = decoded.value.kind === 'package' ? resolve.main.worlds.values() : [];
  if (world === undefined || second !== undefined) {
    return refuse(faults, () => faults.add(decodeMessages.notOneWorld, {}));
  }
  return { value: { resolve, world, encoding, producers: producersOf(component) }, diagnostics };
}

function decodeOldVersion(
  slice: Slice,
  bytes: Uint8Array,
  faults: DecodeFaults,
): Result<WorldMetadata | null> {
  const encoding = stringEncoding(bytes[1], faults);
  const head = readName(bytes, 2);
  if (head === null) return refuse(faults, () => faults.add(decodeMessages.noWorldName, {}));
  if (encoding === null) return { value: null, diagnostics: faults.diagnostics };
  const decoded = decodeComponentWit({ ...slice, start: slice.start + head.end });
  if (decoded.value === null) return { value: null, diagnostics: decoded.diagnostics };
  const { resolve } = decoded.value;
  const selected = selectWorld(resolve, head.name);
  const diagnostics = [...decoded.diagnostics, ...selected.diagnostics];
  if (selected.value === null) return { value: null, diagnostics };
  return { value: { resolve, world: selected.value, encoding, producers: null }, diagnostics };
}

/** The string at `start`, its length before it, and where it ends; null if there is none. */
function readName(bytes: Uint8Array, start: number): { readonly name: string; readonly end: number } | null {
  let length = 0;
  let at = start;
  for (let shift = 0; shift < 28; shift += 7) {
    const byte = bytes[at++];
    if (byte === undefined) return null;
    length |= (byte & 0x7f) << shift;
    if (byte < 0x80) break;
  }
  const end = at + length;
  const name = end > bytes.length ? null : decodeUtf8(bytes, at, end);
  return typeof name === 'string' ? { name, end } : null;
}

function refuse(faults: DecodeFaults, report: () => void): Result<null> {
  report();
  return { value: null, diagnostics: faults.diagnostics };
}

function encodingOf(component: Component, faults: DecodeFaults): StringEncoding | null {
  const section = customSection(component, ENCODING_SECTION);
  if (section === undefined) {
    faults.add(decodeMessages.noStringEncoding, { section: ENCODING_SECTION });
    return null;
  }
  faults.goTo(section);
  const [version, encoding] = section.data;
  if (version !== METADATA_VERSION || section.data.length !== 2) {
    faults.add(decodeMessages.metadataVersion, { found: version ?? null });
    return null;
  }
  return stringEncoding(encoding, faults);
}

function stringEncoding(byte: number | undefined, faults: DecodeFaults): StringEncoding | null {
  const encoding = STRING_ENCODINGS[byte ?? -1];
  if (encoding === undefined) faults.add(decodeMessages.unknownStringEncoding, { found: byte ?? null });
  return encoding ?? null;
}

function producersOf(component: Component): Producers | null {
  const section = customSection(component, 'producers');
  return section === undefined ? null : readProducers(section.data);
}

function customSection({ sections }: Component, name: string): CustomSection | undefined {
  return sections.find((section): section is CustomSection => section.id === 0 && section.name === name);
}
