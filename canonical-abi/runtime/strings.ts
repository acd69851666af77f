import { LiftedString } from '../lifted-string.js';
import { MAX_STRING_BYTE_LENGTH } from '../limits.js';
import { loadStringFromRange } from '../load-string.js';
import type { CoreValue, MemInst } from '../memory.js';
import { storeStringIntoRange } from '../store-string.js';
import { Trap } from '../trap.js';
import { decode, encodeUtf8Into } from '../utf.js';
import { allocateChecked, cutToSize, reallocateChecked, type Room } from './room.js';
import { wrongCount } from './wrong.js';

/** Shorter strings are quicker read and written here than by the platform. */
const SHORT_TO_WRITE = 64;
/** As much of a longer string says whether it is likely to be ASCII. */
const SAMPLE = 16;
const SHORT_TO_READ = 24;

/**
 * Writes a string to room that `realloc` gives: as if it were ASCII, until something is not.
 * @returns where; `room.units` is the length
 * @spec CanonicalABI.md#storing
 */
export function storeUtf8(room: Room, text: string): number {
  const { length } = text;
  checkLength(length);
  const ptr = allocateChecked(room, 1, length);
  const { bytes } = room.memory;
  room.units = length;
  const short = length < SHORT_TO_WRITE ? length : SAMPLE;
  let done = 0;
  for (; done < short; done++) {
    const unit = text.charCodeAt(done);
    if (unit > 0x7f) return storeNonAscii(room, text, ptr, done);
    bytes[ptr + done] = unit;
  }
  if (done === length) return ptr;
  const { read, written } = encodeUtf8Into(text, bytes.subarray(ptr, ptr + length));
  return read === length && written === length ? ptr : storeNonAscii(room, text, ptr, asciiPrefix(text));
}

function asciiPrefix(text: string): number {
  let done = SAMPLE;
  while (done < text.length && text.charCodeAt(done) < 0x80) done += 1;
  return done;
}

/** Goes on behind `done` bytes of ASCII, in room for the worst case that is then cut to size. */
function storeNonAscii(room: Room, text: string, ascii: number, done: number): number {
  const { length } = text;
  const worstCase = 3 * length;
  const ptr = reallocateChecked(room, ascii, length, 1, worstCase);
  const target = room.memory.bytes.subarray(ptr + done, ptr + worstCase);
  const size = done + encodeUtf8Into(done === 0 ? text : text.slice(done), target).written;
  room.units = size;
  return cutToSize(room, ptr, worstCase, 1, size);
}

/** The same for the other encodings, which few guests use. */
export function storeText(room: Room, text: string): number {
  return storeLifted(room, liftedOf(text));
}

/** What JavaScript has is in UTF-16; a lone surrogate becomes U+FFFD, as no encoding has it. */
export function liftedOf(text: string): LiftedString {
  const { length } = text;
  checkLength(length);
  return new LiftedString(text.replace(/\p{Surrogate}/gu, '\ufffd'), 'utf16', 'utf16', length);
}

function checkLength(length: number): void {
  if (2 * length > MAX_STRING_BYTE_LENGTH) wrongCount('a string of less than 2^27 code units', length);
}

/** @returns where; `room.units` is the length, as it is passed */
export function storeLifted(room: Room, string: LiftedString): number {
  const [ptr, units] = storeStringIntoRange(room, string);
  room.units = room.memory.toCore(units);
  return ptr;
}

/**
 * @throws Trap if there is no such range, or no UTF-8 in it
 * @spec CanonicalABI.md#loading
 */
export function loadUtf8({ bytes }: MemInst, ptr: number, length: number): string {
  if (length > MAX_STRING_BYTE_LENGTH) throw new Trap('string-too-long');
  const end = ptr + length;
  if (end > bytes.length) throw new Trap('string-out-of-bounds');
  if (length < SHORT_TO_READ) {
    let text = '';
    let i = ptr;
    for (; i < end; i++) {
      const byte = bytes[i] ?? 0;
      if (byte > 0x7f) break;
      text += String.fromCharCode(byte);
    }
    if (i === end) return text;
  }
  const text = decode(bytes.subarray(ptr, end), 'utf-8');
  if (text === null) throw new Trap('invalid-utf8');
  return text;
}

/** The same for the other encodings. */
export function loadText(room: Room, ptr: number, taggedCodeUnits: CoreValue): string {
  const units =
    typeof taggedCodeUnits === 'number' ? taggedCodeUnits >>> 0 : BigInt.asUintN(64, taggedCodeUnits);
  return loadStringFromRange(room, ptr, units).text;
}
