import { LiftedString } from '../lifted-string.js';
import { MAX_STRING_BYTE_LENGTH } from '../limits.js';
import { loadStringFromRange } from '../load-string.js';
import type { CoreValue } from '../memory.js';
import { storeStringIntoRange } from '../store-string.js';
import type { Room } from './room.js';
import { storeToUtf8 } from './store-utf8.js';
import { wrongCount } from './wrong.js';

/**
 * Writes a string to room that `realloc` gives.
 * @returns where; `room.units` is the length
 * @spec CanonicalABI.md#storing
 */
export function storeUtf8(room: Room, text: string): number {
  checkLength(text.length);
  return storeToUtf8(room, text, 3 * text.length);
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
  const ptr = storeStringIntoRange(room, string);
  room.units = room.memory.toCore(room.units);
  return ptr;
}

/** Text of any encoding. @throws Trap */
export function loadText(room: Room, ptr: number, taggedCodeUnits: CoreValue): string {
  return loadStringFromRange(room, ptr, taggedCodeUnits).text;
}
