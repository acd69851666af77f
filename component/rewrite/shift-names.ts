import { ByteWriter } from '../binary/byte-writer.js';
import { Cursor } from '../binary/cursor.js';
import { readSort } from '../binary/read-names.js';
import { writeSort } from '../binary/write-names.js';
import { tolerantly } from '../custom/tolerantly.js';
import { LIMITS } from '../limits.js';
import { wholeFile } from '../slice.js';
import type { Shift } from './shift-indexes.js';

/** The names of definitions, in a `component-name` section. */
const DEFINITIONS = 1;

/** The data of a `component-name` section after `shift`. What is malformed in it is left out. */
export function shiftNames(data: Uint8Array, shift: Shift): Uint8Array {
  const writer = new ByteWriter();
  const cursor = new Cursor(wholeFile({ path: '', bytes: data }), 'section');
  tolerantly(() => {
    while (cursor.left > 0) {
      const id = cursor.byte();
      const bytes = cursor.take(cursor.u32());
      tolerantly(() => {
        const shifted = id === DEFINITIONS ? shiftMap(bytes, shift) : bytes;
        writer.byte(id);
        writer.u32(shifted.length);
        writer.bytes(shifted);
      });
    }
  });
  return writer.finish();
}

function shiftMap(bytes: Uint8Array, shift: Shift): Uint8Array {
  const cursor = new Cursor(wholeFile({ path: '', bytes }), 'section');
  const sort = readSort(cursor);
  const names = cursor.vector('name', LIMITS.types, () => [cursor.u32(), cursor.name()] as const);
  const writer = new ByteWriter();
  writeSort(writer, sort);
  writer.vector(names, ([index, name]) => {
    writer.u32(index + (shift[sort] ?? 0));
    writer.name(name);
  });
  return writer.finish();
}
