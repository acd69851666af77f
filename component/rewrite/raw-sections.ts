import type { Diagnostic, Result } from '../../base/index.js';
import { decodeComponent } from '../binary/decode.js';
import { newBudget, type Budget } from '../binary/cursor.js';
import { layerOf, type Layer } from '../binary/preamble.js';
import { decodeModule } from '../core/decode-module.js';
import { SECTIONS } from '../core/module.js';
import type { Located } from '../model/sort.js';
import { bytesOf, type Slice } from '../slice.js';

/** A custom section: its name, and what follows that. */
export interface CustomContent {
  readonly name: string;
  readonly data: Uint8Array;
}

/** A section as it stands in a file. */
export interface RawSection {
  readonly id: number;
  /** Its content, as a view. */
  readonly bytes: Uint8Array;
  readonly place: Located;
  /** For a custom section. */
  readonly custom: CustomContent | null;
  /** For a section that is a core module or a component. */
  readonly nested: Slice | null;
}

/** A component or core module as a list of its sections. */
export interface RawBinary {
  readonly layer: Layer;
  readonly sections: readonly RawSection[];
}

/**
 * The sections of `slice`, a component or a core module. What they hold is decoded, to see that it is well-formed, and
 * then kept as it is: also what is written longer than need be.
 * @returns null with the finding if it is malformed
 */
export function readRawSections(slice: Slice, budget: Budget = newBudget()): Result<RawBinary | null> {
  const layer = layerOf(slice) === 'core module' ? 'core module' : 'component';
  const { sections, diagnostics } =
    layer === 'component' ? componentSections(slice, budget) : moduleSections(slice, budget);
  return { value: diagnostics.length > 0 ? null : { layer, sections }, diagnostics };
}

interface Sections {
  readonly sections: readonly RawSection[];
  readonly diagnostics: readonly Diagnostic[];
}

function componentSections(slice: Slice, budget: Budget): Sections {
  const { value, diagnostics } = decodeComponent(slice, budget);
  const sections = value.sections.map((section): RawSection => {
    const { id, start, end } = section;
    const definition = section.id === 1 || section.id === 4 ? section.definitions[0] : undefined;
    const content = definition?.content;
    return {
      id,
      bytes: slice.file.bytes.subarray(start, end),
      place: { start, end },
      custom: section.id === 0 ? section : null,
      nested: content === undefined || 'sections' in content ? null : content,
    };
  });
  return { sections, diagnostics };
}

function moduleSections(slice: Slice, budget: Budget): Sections {
  const { value, diagnostics } = decodeModule(slice, budget);
  const customByStart = new Map(value.customSections.map((section) => [section.start, section]));
  const sections = value.sections.map(({ name, start, end }): RawSection => {
    const custom = name === 'custom' ? (customByStart.get(start) ?? null) : null;
    const bytes = slice.file.bytes.subarray(start, end);
    return { id: SECTIONS.indexOf(name), bytes, place: { start, end }, custom, nested: null };
  });
  return { sections, diagnostics };
}

/** The first eight bytes of `slice`. */
export function preambleOf(slice: Slice): Uint8Array {
  return bytesOf(slice).subarray(0, 8);
}
