import { ByteWriter } from '../binary/byte-writer.js';
import { MAGIC } from '../binary/opcodes.js';
import { Pieces } from '../binary/pieces.js';
import { VERSIONS } from '../binary/preamble.js';
import { writeCoreImport, writeMemoryType } from '../binary/write-core-types.js';
import type { CoreImport, MemoryType } from '../model/core-types.js';
import { bytesOf, type Slice } from '../slice.js';
import type { CustomPart } from './module-parts.js';
import { SECTIONS, type CoreModule, type CoreSection } from './module.js';

/** The bytes of a core module or a component with custom sections added at its end. */
export function appendCustomSections(slice: Slice, sections: readonly CustomPart[]): Uint8Array {
  return withCustomSections(new Pieces().add(bytesOf(slice)), sections);
}

/** How the copy of a core module differs from it. */
export interface ModuleChanges {
  /** Which sections it has too; all of them unless said otherwise. */
  readonly keep?: (section: CoreSection) => boolean;
  /** What stands in place of its imports, as many and of the same kinds. */
  readonly imports?: readonly CoreImport[];
  /** What stands in place of the memories that it defines, as many. */
  readonly memories?: readonly MemoryType[];
  /** What comes at the end. */
  readonly customSections?: readonly CustomPart[];
}

/**
 * The bytes of `module` with `changes`. The content of all else is copied as it is; the lengths of sections, which
 * linkers write in five bytes, are in their shortest form.
 */
export function copyModule(
  module: Pick<CoreModule, 'source' | 'sections'>,
  { keep = () => true, customSections = [], ...changes }: ModuleChanges,
): Uint8Array {
  const preamble = new Uint8Array([...MAGIC, VERSIONS['core module'].version, 0, 0, 0]);
  const pieces = new Pieces().add(preamble);
  for (const section of module.sections) {
    if (!keep(section)) continue;
    const content =
      replacement(section, changes) ?? module.source.file.bytes.subarray(section.start, section.end);
    pieces.section(SECTIONS.indexOf(section.name), content);
  }
  return withCustomSections(pieces, customSections);
}

function withCustomSections(pieces: Pieces, sections: readonly CustomPart[]): Uint8Array {
  for (const { name, data } of sections) pieces.custom(name, data);
  return pieces.finish();
}

function replacement(
  { name }: CoreSection,
  { imports, memories }: Pick<ModuleChanges, 'imports' | 'memories'>,
): Uint8Array | null {
  const content = new ByteWriter();
  if (name === 'import' && imports !== undefined) {
    content.vector(imports, (item) => writeCoreImport(content, item));
  } else if (name === 'memory' && memories !== undefined) {
    content.vector(memories, (type) => writeMemoryType(content, type));
  } else return null;
  return content.finish();
}
