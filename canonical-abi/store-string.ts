import { type LiftedString, utf16Tag } from './lifted-string.js';
import type { CoreValue } from './memory.js';
import { allocateChecked, cutToSize, reallocateChecked, type Room } from './runtime/room.js';
import { storeToUtf8 } from './runtime/store-utf8.js';
import { encodeLatin1, encodeUtf16, encodeUtf8 } from './utf.js';

/*
 * How strings are stored is seen by `realloc`: how often it is called, with what, and what is in memory by then. Each pair of
 * encodings has its own order of calls.
 */

/**
 * @returns where; `room.units` is the length in code units, with the tag if there is one
 * @throws Trap if `realloc` gives what is not aligned or not in memory
 * @spec CanonicalABI.md#storing
 */
export function storeStringIntoRange(room: Room, v: LiftedString): number {
  const { text, codeUnits, simpleEncoding } = v;
  switch (room.opts.stringEncoding) {
    case 'utf8':
      return simpleEncoding === 'utf8'
        ? storeStringCopy(room, codeUnits, 1, encodeUtf8(text))
        : storeToUtf8(room, text, codeUnits * (simpleEncoding === 'utf16' ? 3 : 2));
    case 'utf16':
      return simpleEncoding === 'utf8'
        ? storeUtf8ToUtf16(room, v)
        : storeStringCopy(room, codeUnits, 2, encodeUtf16(text));
    case 'latin1+utf16':
      if (v.encoding !== 'latin1+utf16') return storeStringToLatin1OrUtf16(room, v);
      return simpleEncoding === 'latin1'
        ? storeStringCopy(room, codeUnits, 2, encodeLatin1(text))
        : storeProbablyUtf16ToLatin1OrUtf16(room, text);
  }
}

/** @spec CanonicalABI.md#storing */
function storeStringCopy(room: Room, codeUnits: CoreValue, alignment: number, encoded: Uint8Array): number {
  const ptr = allocateChecked(room, alignment, encoded.length);
  room.memory.bytes.set(encoded, ptr);
  room.units = codeUnits;
  return ptr;
}

/** @spec CanonicalABI.md#storing */
function storeUtf8ToUtf16(room: Room, { text, codeUnits }: LiftedString): number {
  const worstCase = 2 * codeUnits;
  const ptr = allocateChecked(room, 2, worstCase);
  const encoded = encodeUtf16(text);
  room.memory.bytes.set(encoded, ptr);
  room.units = text.length;
  return cutToSize(room, ptr, worstCase, 2, encoded.length);
}

/**
 * As if all were Latin-1, until something is not.
 * @spec CanonicalABI.md#storing
 */
function storeStringToLatin1OrUtf16(room: Room, { text, codeUnits }: LiftedString): number {
  const latin1 = allocateChecked(room, 2, codeUnits);
  const firstOther = firstBeyondLatin1(text);
  const narrow = firstOther === -1 ? text.length : firstOther;
  room.memory.bytes.set(encodeLatin1(text.slice(0, narrow)), latin1);
  room.units = narrow;
  if (firstOther === -1) return cutToSize(room, latin1, codeUnits, 2, narrow);

  // Goes on in UTF-16. What is there is widened where it is.
  const worstCase = 2 * codeUnits;
  const ptr = reallocateChecked(room, latin1, codeUnits, 2, worstCase);
  const { bytes } = room.memory;
  for (let j = narrow - 1; j >= 0; j--) {
    bytes[ptr + 2 * j] = bytes[ptr + j] ?? 0;
    bytes[ptr + 2 * j + 1] = 0;
  }
  const encoded = encodeUtf16(text);
  bytes.set(encoded.subarray(2 * narrow), ptr + 2 * narrow);
  room.units = tagged(room, text.length);
  return cutToSize(room, ptr, worstCase, 2, encoded.length);
}

/** @spec CanonicalABI.md#storing */
function storeProbablyUtf16ToLatin1OrUtf16(room: Room, text: string): number {
  const { length } = text;
  const ptr = storeStringCopy(room, tagged(room, length), 2, encodeUtf16(text));
  if (firstBeyondLatin1(text) !== -1) return ptr;
  const { bytes } = room.memory;
  for (let i = 0; i < length; i++) bytes[ptr + i] = bytes[ptr + 2 * i] ?? 0;
  room.units = length;
  return reallocateChecked(room, ptr, 2 * length, 1, length);
}

/** The position of the first code unit that is not Latin-1, or -1. */
function firstBeyondLatin1(text: string): number {
  return text.search(/[^\0-\xff]/);
}

function tagged({ memory: { ptrType } }: Room, codeUnits: number): CoreValue {
  const units = BigInt(codeUnits) | utf16Tag(ptrType);
  return ptrType === 'i32' ? Number(units) : units;
}
