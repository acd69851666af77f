import { encodeUtf8Into } from '../utf.js';
import { allocateChecked, cutToSize, reallocateChecked, type Room } from './room.js';

/** Shorter strings are quicker written here than by the platform. */
const SHORT = 64;
/** As much of a longer string says whether it is likely to be ASCII. */
const SAMPLE = 16;

/**
 * Writes a string that was not UTF-8 to room that `realloc` gives: as if it were ASCII, until something is not.
 * @param worstCase the most bytes that it can take
 * @returns where; `room.units` is the length
 * @spec CanonicalABI.md#storing
 */
export function storeToUtf8(room: Room, text: string, worstCase: number): number {
  const { length } = text;
  const ptr = allocateChecked(room, 1, length);
  const { bytes } = room.memory;
  room.units = length;
  const short = length < SHORT ? length : SAMPLE;
  let done = 0;
  for (; done < short; done++) {
    const unit = text.charCodeAt(done);
    if (unit > 0x7f) return storeNonAscii(room, text, worstCase, ptr, done);
    bytes[ptr + done] = unit;
  }
  if (done === length) return ptr;
  const { read, written } = encodeUtf8Into(text, bytes.subarray(ptr, ptr + length));
  if (read === length && written === length) return ptr;
  while (text.charCodeAt(done) < 0x80) done += 1;
  return storeNonAscii(room, text, worstCase, ptr, done);
}

/** Goes on behind `done` bytes of ASCII, in room for the worst case that is then cut to size. */
function storeNonAscii(room: Room, text: string, worstCase: number, ascii: number, done: number): number {
  const ptr = reallocateChecked(room, ascii, text.length, 1, worstCase);
  const target = room.memory.bytes.subarray(ptr + done, ptr + worstCase);
  const size = done + encodeUtf8Into(done === 0 ? text : text.slice(done), target).written;
  room.units = size;
  return cutToSize(room, ptr, worstCase, 1, size);
}
