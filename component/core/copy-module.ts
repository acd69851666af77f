import { ByteWriter } from '../binary/byte-writer.js';
import { MAGIC } from '../binary/opcodes.js';
import { VERSIONS } from '../binary/preamble.js';
import { bytesOf, type Slice } from '../slice.js';
import type { CustomPart } from './module-parts.js';
import { SECTIONS, type CoreModule, type CoreSection } from './module.js';

const CUSTOM = 0;

/** The bytes of a core module or a component with custom sections added at its end. */
export function appendCustomSections(slice: Slice, sections: readonly CustomPart[]): Uint8Array {
  const writer = new ByteWriter();
  writer.bytes(bytesOf(slice));
  for (const { name, data } of sections) {
    const content = new ByteWriter();
    content.name(name);
    content.bytes(data);
    writer.byte(CUSTOM);
    writer.u32(content.length);
    writer.bytes(content.view());
  }
  return writer.finish();
}

/**
 * The bytes of `module` with those of its sections for which `keep` holds. Their content is copied as it is; the lengths,
 * which linkers write in five bytes, are in their shortest form.
 */
export function copyModule(
  module: Pick<CoreModule, 'source' | 'sections'>,
  keep: (section: CoreSection) => boolean,
): Uint8Array {
  const writer = new ByteWriter();
  writer.bytes([...MAGIC, VERSIONS['core module'].version, 0, 0, 0]);
  for (const section of module.sections) {
    if (!keep(section)) continue;
    writer.byte(SECTIONS.indexOf(section.name));
    writer.u32(section.end - section.start);
    writer.bytes(module.source.file.bytes.subarray(section.start, section.end));
  }
  return writer.finish();
}
