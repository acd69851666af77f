import { type LiftedString, type StringRange, utf16Tag } from './lifted-string.js';
import type { CoreValue } from './memory.js';
import { allocateChecked, cutToSize, reallocateChecked, type Room } from './runtime/room.js';
import { encodeLatin1, encodeUtf16, encodeUtf8 } from './utf.js';

/*
 * How strings are stored is seen by `realloc`: how often it is called, with what, and what is in memory by then. Each pair of
 * encodings has its own order of calls.
 */

/**
 * @throws Trap if `realloc` gives what is not aligned or not in memory
 * @spec CanonicalABI.md#storing
 */
export function storeStringIntoRange(cx: Room, v: LiftedString): StringRange {
  switch (cx.opts.stringEncoding) {
    case 'utf8':
      return storeStringIntoUtf8(cx, v);
    case 'utf16':
      if (v.simpleEncoding === 'utf8') return storeUtf8ToUtf16(cx, v);
      return storeStringCopy(cx, v.codeUnits, 2, encodeUtf16(v.text));
    case 'latin1+utf16':
      if (v.encoding !== 'latin1+utf16') return storeStringToLatin1OrUtf16(cx, v);
      if (v.simpleEncoding === 'latin1') return storeStringCopy(cx, v.codeUnits, 2, encodeLatin1(v.text));
      return storeProbablyUtf16ToLatin1OrUtf16(cx, v);
  }
}

function storeStringIntoUtf8(cx: Room, v: LiftedString): StringRange {
  switch (v.simpleEncoding) {
    case 'utf8':
      return storeStringCopy(cx, v.codeUnits, 1, encodeUtf8(v.text));
    case 'utf16':
      return storeStringToUtf8(cx, v, v.codeUnits * 3);
    case 'latin1':
      return storeStringToUtf8(cx, v, v.codeUnits * 2);
  }
}

/** @spec CanonicalABI.md#storing */
function storeStringCopy(
  cx: Room,
  srcCodeUnits: number,
  dstAlignment: number,
  encoded: Uint8Array,
): StringRange {
  const ptr = allocateChecked(cx, dstAlignment, encoded.length);
  cx.memory.bytes.set(encoded, ptr);
  return [ptr, srcCodeUnits];
}

/**
 * As if all were ASCII, until something is not.
 * @spec CanonicalABI.md#storing
 */
function storeStringToUtf8(cx: Room, v: LiftedString, worstCaseSize: number): StringRange {
  const { text, codeUnits } = v;
  const ascii = allocateChecked(cx, 1, codeUnits);
  const encoded = encodeUtf8(text);
  const firstOther = encoded.findIndex((byte) => byte >= 0x80);
  if (firstOther === -1) {
    cx.memory.bytes.set(encoded, ascii);
    return [ascii, codeUnits];
  }
  cx.memory.bytes.set(encoded.subarray(0, firstOther), ascii);
  const ptr = reallocateChecked(cx, ascii, codeUnits, 1, worstCaseSize);
  cx.memory.bytes.set(encoded.subarray(firstOther), ptr + firstOther);
  return [cutToSize(cx, ptr, worstCaseSize, 1, encoded.length), encoded.length];
}

/** @spec CanonicalABI.md#storing */
function storeUtf8ToUtf16(cx: Room, { text, codeUnits }: LiftedString): StringRange {
  const worstCaseSize = 2 * codeUnits;
  const ptr = allocateChecked(cx, 2, worstCaseSize);
  const encoded = encodeUtf16(text);
  cx.memory.bytes.set(encoded, ptr);
  return [cutToSize(cx, ptr, worstCaseSize, 2, encoded.length), text.length];
}

/**
 * As if all were Latin-1, until something is not.
 * @spec CanonicalABI.md#storing
 */
function storeStringToLatin1OrUtf16(cx: Room, v: LiftedString): StringRange {
  const { text, codeUnits } = v;
  const latin1 = allocateChecked(cx, 2, codeUnits);
  const firstOther = firstBeyondLatin1(text);
  const narrow = firstOther === -1 ? text.length : firstOther;
  cx.memory.bytes.set(encodeLatin1(text.slice(0, narrow)), latin1);
  if (firstOther !== -1) return inflate(cx, v, latin1, firstOther);
  return [cutToSize(cx, latin1, codeUnits, 2, narrow), narrow];
}

/** Goes on in UTF-16 after `done` characters of Latin-1 at `latin1`, which are widened where they are. */
function inflate(cx: Room, v: LiftedString, latin1: number, done: number): StringRange {
  const worstCaseSize = 2 * v.codeUnits;
  const ptr = reallocateChecked(cx, latin1, v.codeUnits, 2, worstCaseSize);
  const { bytes } = cx.memory;
  for (let j = done - 1; j >= 0; j--) {
    bytes[ptr + 2 * j] = bytes[ptr + j] ?? 0;
    bytes[ptr + 2 * j + 1] = 0;
  }
  const encoded = encodeUtf16(v.text);
  bytes.set(encoded.subarray(2 * done), ptr + 2 * done);
  return [cutToSize(cx, ptr, worstCaseSize, 2, encoded.length), tagged(cx, v.text.length)];
}

/** @spec CanonicalABI.md#storing */
function storeProbablyUtf16ToLatin1OrUtf16(cx: Room, { text }: LiftedString): StringRange {
  const encoded = encodeUtf16(text);
  const ptr = allocateChecked(cx, 2, encoded.length);
  const { bytes } = cx.memory;
  bytes.set(encoded, ptr);
  if (firstBeyondLatin1(text) !== -1) return [ptr, tagged(cx, text.length)];
  const latin1Size = text.length;
  for (let i = 0; i < latin1Size; i++) bytes[ptr + i] = bytes[ptr + 2 * i] ?? 0;
  return [reallocateChecked(cx, ptr, encoded.length, 1, latin1Size), latin1Size];
}

/** The position of the first code unit that is not Latin-1, or -1. */
function firstBeyondLatin1(text: string): number {
  return text.search(/[^\0-\xff]/);
}

function tagged(cx: Room, codeUnits: number): CoreValue {
  const units = BigInt(codeUnits) | utf16Tag(cx.memory.ptrType);
  return cx.memory.ptrType === 'i32' ? Number(units) : units;
}
