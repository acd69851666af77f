import { ByteWriter } from '../binary/byte-writer.js';
import type { Result } from '../../base/index.js';
import type { Located } from '../model/sort.js';
import type { Slice } from '../slice.js';
import type { IndexUse } from './code-visitor.js';
import { HAS_MEMORY_INDEX } from './read-immediate.js';
import { walkCode, type CodeKind } from './walk-code.js';

/**
 * The code at `place` with other indexes: `renumber` says what takes the place of each. All numbers are in their shortest
 * form, while linkers write some in five bytes.
 * @returns null with the finding if the code is malformed
 */
export function renumberCode(
  slice: Slice,
  place: Located,
  kind: CodeKind,
  renumber: (use: IndexUse) => number,
): Result<Uint8Array | null> {
  const writer = new ByteWriter();
  const { bytes } = slice.file;
  let copied = place.start;
  const copyUpTo = ({ start, end }: Located): void => {
    writer.bytes(bytes.subarray(copied, start));
    copied = end;
  };
  const index = (use: IndexUse): void => {
    const index = renumber(use);
    if (index === use.index && (use.form === 'implied' || use.end - use.start === 1)) return;
    copyUpTo(use);
    if (use.form === 'signed') {
      writer.typeIndex(index);
    } else if (use.form === 'unsigned') {
      writer.u32(index);
    } else {
      // An alignment is less than 64, so one byte.
      writer.byte((bytes[use.start] ?? 0) | HAS_MEMORY_INDEX);
      writer.u32(index);
    }
  };
  const number = (number: Located, form: 'unsigned' | 'signed'): void => {
    if (number.end - number.start === 1) return;
    const end = shortestEnd(bytes, number, form);
    if (end === number.end) return;
    copyUpTo(number);
    writer.bytes(bytes.subarray(number.start, end - 1));
    writer.byte((bytes[end - 1] ?? 0) & 0x7f);
  };
  const diagnostics = walkCode(slice, place, kind, { index, number });
  writer.bytes(bytes.subarray(copied, place.end));
  return { value: diagnostics.length > 0 ? null : writer.finish(), diagnostics };
}

/** Where a number in LEB128 could end: the bytes behind only repeat zeros, or the sign. */
function shortestEnd(bytes: Uint8Array, { start, end }: Located, form: 'unsigned' | 'signed'): number {
  const last = bytes[end - 1] ?? 0;
  if (last !== 0x00 && !(form === 'signed' && last === 0x7f)) return end;
  const filler = last === 0x00 ? 0x80 : 0xff;
  let shortest = end - 1;
  const repeatsSign = (byte: number): boolean => ((byte & 0x40) !== 0) === (last === 0x7f);
  while (shortest > start + 1 && bytes[shortest - 1] === filler) shortest--;
  // The last byte that stays must say the same of the sign.
  return form === 'unsigned' || repeatsSign(bytes[shortest - 1] ?? 0) ? shortest : shortest + 1;
}
