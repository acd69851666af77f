import { LiftedString, type SimpleEncoding, utf16Tag } from './lifted-string.js';
import { type CoreValue, checkRange, indexOf, type MemInst } from './memory.js';
import type { Room } from './runtime/room.js';
import { Trap } from './trap.js';
import { decode, decodeLatin1 } from './utf.js';

/** Shorter strings are quicker read here than by the platform. */
const SHORT = 24;

/**
 * @throws Trap if the range or what is in it is no string
 * @spec CanonicalABI.md#loading
 */
export function loadStringFromRange(
  { opts, memory }: Pick<Room, 'opts' | 'memory'>,
  ptr: number,
  taggedCodeUnits: CoreValue,
): LiftedString {
  const { stringEncoding } = opts;
  const [encoding, codeUnits] = encodingOf(stringEncoding, memory, taggedCodeUnits);
  const text =
    encoding === 'utf8'
      ? loadUtf8(memory, ptr, codeUnits)
      : loadWide(memory, ptr, encoding, encoding === 'utf16' ? 2 * codeUnits : codeUnits);
  return new LiftedString(text, stringEncoding, encoding, codeUnits);
}

function encodingOf(
  encoding: LiftedString['encoding'],
  { ptrType, ptrSize }: MemInst,
  taggedCodeUnits: CoreValue,
): readonly [SimpleEncoding, number] {
  if (encoding !== 'latin1+utf16') return [encoding, indexOf(taggedCodeUnits)];
  const tag = utf16Tag(ptrType);
  const tagged = BigInt.asUintN(8 * ptrSize, BigInt(taggedCodeUnits));
  return tagged < tag ? ['latin1', indexOf(tagged)] : ['utf16', indexOf(tagged ^ tag)];
}

/**
 * @throws Trap if there is no such range, or no UTF-8 in it
 * @spec CanonicalABI.md#loading
 */
export function loadUtf8(memory: MemInst, ptr: number, length: number): string {
  const { bytes } = memory;
  const end = checkRange(bytes, ptr, length, 1, 'string');
  if (length < SHORT) {
    let text = '';
    let i = ptr;
    for (; i < end; i++) {
      const byte = bytes[i] ?? 0;
      if (byte > 0x7f) break;
      text += String.fromCharCode(byte);
    }
    if (i === end) return text;
  }
  return valid(decode(bytes.subarray(ptr, end), 'utf-8'), 'invalid-utf8');
}

/** In units that are aligned to two bytes, Latin-1 as well. */
function loadWide({ bytes }: MemInst, ptr: number, encoding: 'utf16' | 'latin1', byteLength: number): string {
  const range = bytes.subarray(ptr, checkRange(bytes, ptr, byteLength, 2, 'string'));
  return encoding === 'latin1' ? decodeLatin1(range) : valid(decode(range, 'utf-16le'), 'invalid-utf16');
}

function valid(text: string | null, code: 'invalid-utf8' | 'invalid-utf16'): string {
  if (text === null) throw new Trap(code);
  return text;
}
