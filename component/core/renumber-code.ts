import { ByteWriter } from '../binary/byte-writer.js';
import type { Result } from '../../base/index.js';
import type { Located } from '../model/sort.js';
import type { Slice } from '../slice.js';
import type { IndexUse } from './code-visitor.js';
import { HAS_MEMORY_INDEX } from './read-immediate.js';
import { walkCode, type CodeKind } from './walk-code.js';

/**
 * The code at `place` with other indexes: `renumber` says what takes the place of each. What keeps its index keeps its
 * bytes, also where they are longer than need be.
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
  const index = (use: IndexUse): void => {
    const index = renumber(use);
    if (index === use.index) return;
    writer.bytes(bytes.subarray(copied, use.start));
    copied = use.end;
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
  const diagnostics = walkCode(slice, place, kind, { index });
  writer.bytes(bytes.subarray(copied, place.end));
  return { value: diagnostics.length > 0 ? null : writer.finish(), diagnostics };
}
