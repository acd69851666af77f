import { ByteWriter } from '../binary/byte-writer.js';
import { concatenate } from '../binary/concatenate.js';
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
  return concatenate([bytesOf(slice), ...sections.map(customSection)]);
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
  const pieces: Uint8Array[] = [new Uint8Array([...MAGIC, VERSIONS['core module'].version, 0, 0, 0])];
  for (const section of module.sections) {
    if (!keep(section)) continue;
    const isReplaced = section.name === 'import' && imports !== undefined;
    const content = isReplaced
      ? importContent(imports)
      : module.source.file.bytes.subarray(section.start, section.end);
    pieces.push(sectionHead(SECTIONS.indexOf(section.name), content.length), content);
  }
  return concatenate([...pieces, ...customSections.map(customSection)]);
}

function sectionHead(id: number, length: number): Uint8Array {
  const head = new ByteWriter();
  head.byte(id);
  head.u32(length);
  return head.finish();
}

function importContent(imports: readonly CoreImport[]): Uint8Array {
  const content = new ByteWriter();
  content.vector(imports, (item) => writeCoreImport(content, item));
  return content.finish();
}

function customSection({ name, data }: CustomPart): Uint8Array {
  const content = new ByteWriter();
  content.name(name);
  content.bytes(data);
  return concatenate([sectionHead(CUSTOM, content.length), content.view()]);
}
