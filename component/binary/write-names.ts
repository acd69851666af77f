import type { ExternName } from '../model/definitions.js';
import type { CoreSort, Sort, SortIndex } from '../model/sort.js';
import type { ByteWriter } from './byte-writer.js';
import { CORE_SORTS, NAME_ATTRIBUTES, SORTS } from './opcodes.js';

export function writeSort(writer: ByteWriter, sort: Sort): void {
  if (isCoreSort(sort)) writer.bytes([0x00, CORE_SORTS.byteOf[sort]]);
  else writer.byte(SORTS.byteOf[sort]);
}

function isCoreSort(sort: Sort): sort is CoreSort {
  return Object.hasOwn(CORE_SORTS.byteOf, sort);
}

export function writeSortIndex(writer: ByteWriter, { sort, index }: SortIndex): void {
  writeSort(writer, sort);
  writer.u32(index);
}

export function writeExternName(writer: ByteWriter, { name, attributes, isLegacyForm }: ExternName): void {
  const isPlain = attributes.length === 0;
  writer.byte(isPlain ? (isLegacyForm ? 0x01 : 0x00) : 0x02);
  writer.name(name);
  if (isPlain) return;
  writer.vector(attributes, ({ kind, value }) => {
    writer.byte(NAME_ATTRIBUTES.byteOf[kind]);
    writer.name(value);
  });
}
