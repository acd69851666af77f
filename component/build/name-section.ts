import { ByteWriter } from '../binary/byte-writer.js';
import { writeSort } from '../binary/write-names.js';
import type { Sort } from '../model/sort.js';

/** Names for people to read, by sort and by index. */
export type Labels = ReadonlyMap<Sort, ReadonlyMap<number, string>>;

/**
 * The data of a `component-name` section.
 * @spec Binary.md#name-section
 */
export function nameSectionData(labels: Labels): Uint8Array {
  const writer = new ByteWriter();
  const names = new ByteWriter();
  for (const [sort, ofSort] of labels) {
    names.reset();
    writeSort(names, sort);
    names.vector([...ofSort], ([index, name]) => {
      names.u32(index);
      names.name(name);
    });
    writer.byte(0x01);
    writer.u32(names.length);
    writer.bytes(names.view());
  }
  return writer.finish();
}
