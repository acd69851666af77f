import { alignTo } from './shape.js';
import { LiftedString, type SimpleEncoding, utf16Tag } from './lifted-string.js';
import { MAX_STRING_BYTE_LENGTH } from './limits.js';
import { type CoreValue, indexOf } from './memory.js';
import type { Room } from './runtime/room.js';
import { Trap, trapIf } from './trap.js';
import { decode, decodeLatin1 } from './utf.js';

/** What strings need of the context that they are loaded from. */
export type StringSource = Pick<Room, 'opts' | 'memory'>;

/**
 * @throws Trap if the range or what is in it is no string
 * @spec CanonicalABI.md#loading
 */
export function loadStringFromRange(cx: StringSource, ptr: number, taggedCodeUnits: CoreValue): LiftedString {
  const [encoding, codeUnits] = encodingOf(cx, taggedCodeUnits);
  const alignment = cx.opts.stringEncoding === 'utf8' ? 1 : 2;
  const byteLength = encoding === 'utf16' ? 2 * codeUnits : codeUnits;
  const { memory } = cx;
  trapIf(byteLength > MAX_STRING_BYTE_LENGTH, 'string-too-long');
  trapIf(ptr !== alignTo(ptr, alignment), 'unaligned-pointer');
  trapIf(ptr + byteLength > memory.length, 'string-out-of-bounds');
  const text = textOf(memory.bytes.subarray(ptr, ptr + byteLength), encoding);
  return new LiftedString(text, cx.opts.stringEncoding, encoding, codeUnits);
}

function encodingOf(cx: StringSource, taggedCodeUnits: CoreValue): readonly [SimpleEncoding, number] {
  const { stringEncoding } = cx.opts;
  if (stringEncoding !== 'latin1+utf16') return [stringEncoding, indexOf(taggedCodeUnits)];
  const tag = utf16Tag(cx.memory.ptrType);
  const tagged = BigInt(taggedCodeUnits);
  return (tagged & tag) === 0n ? ['latin1', indexOf(tagged)] : ['utf16', indexOf(tagged ^ tag)];
}

function textOf(bytes: Uint8Array, encoding: SimpleEncoding): string {
  if (encoding === 'latin1') return decodeLatin1(bytes);
  const text = decode(bytes, encoding === 'utf8' ? 'utf-8' : 'utf-16le');
  if (text === null) throw new Trap(`invalid-${encoding}`);
  return text;
}
