import { ByteWriter } from '../binary/byte-writer.js';
import { MAGIC } from '../binary/opcodes.js';
import { VERSIONS } from '../binary/preamble.js';
import { writeCoreImport } from '../binary/write-core-types.js';
import type { CoreImport } from '../model/core-types.js';
import { bytesOf, type Slice } from '../slice.js';
import type { CustomPart } from './module-parts.js';
import { SECTIONS, type CoreModule, type CoreSection } from './module.js';

const CUSTOM = 0;

/** The bytes of a core module or a component with custom sections added at its end. */
export function appendCustomSections(slice: Slice, sections: readonly CustomPart[]): Uint8Array {
  const writer = new ByteWriter();
  writer.bytes(bytesOf(slice));
  writeCustomSections(writer, sections);
  return writer.finish();
}

/** How the copy of a core module differs from it. */
export interface ModuleChanges {
  /** Which sections it has too; all of them unless said otherwise. */
  readonly keep?: (section: CoreSection) => boolean;
  /** What stands in place of its imports, as many and of the same kinds. */
  readonly imports?: readonly CoreImport[];
  /** What comes at the end. */
  readonly customSections?: readonly CustomPart[];
}

/**
 * The bytes of `module` with `changes`. The content of all else is copied as it is; the lengths of sections, which
 * linkers write in five bytes, are in their shortest form.
 */
export function copyModule(
  module: Pick<CoreModule, 'source' | 'sections'>,
  { keep = () => true, imports, customSections = [] }: ModuleChanges,
): Uint8Array {
  const writer = new ByteWriter();
  writer.bytes([...MAGIC, VERSIONS['core module'].version, 0, 0, 0]);
  const section = (id: number, content: Uint8Array): void => {
    writer.byte(id);
    writer.u32(content.length);
    writer.bytes(content);
  };
  for (const kept of module.sections) {
    if (!keep(kept)) continue;
    const id = SECTIONS.indexOf(kept.name);
    if (kept.name === 'import' && imports !== undefined) section(id, importContent(imports));
    else section(id, module.source.file.bytes.subarray(kept.start, kept.end));
  }
  writeCustomSections(writer, customSections);
  return writer.finish();
}

function importContent(imports: readonly CoreImport[]): Uint8Array {
  const content = new ByteWriter();
  content.vector(imports, (item) => writeCoreImport(content, item));
  return content.finish();
}

function writeCustomSections(writer: ByteWriter, sections: readonly CustomPart[]): void {
  for (const { name, data } of sections) {
    const content = new ByteWriter();
    content.name(name);
    content.bytes(data);
    writer.byte(CUSTOM);
    writer.u32(content.length);
    writer.bytes(content.view());
  }
}
