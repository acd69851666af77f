import { loadUtf8 } from '../load-string.js';
import { checkRange, type MemInst } from '../memory.js';
import { Trap } from '../trap.js';
import { allocateChecked, type Room } from './room.js';

/* What goes from memory to memory, and is never a value of JavaScript. */

/** Fewer bytes are looked at, or copied, one by one. */
const MANY_TO_SCAN = 128;
const MANY_TO_COPY = 32;

/**
 * @throws Trap if there is no such range, or no UTF-8 in it
 * @spec CanonicalABI.md#loading
 */
export function checkUtf8(memory: MemInst, ptr: number, length: number): void {
  const { bytes } = memory;
  const end = checkRange(bytes, ptr, length, 1, 'string');
  let i = length < MANY_TO_SCAN ? ptr : (memory.scanAscii?.(memory, ptr, end) ?? ptr);
  while (i < end && (bytes[i] ?? 0) < 0x80) i += 1;
  if (i < end) loadUtf8(memory, i, end - i);
}

/** @see checkUtf8 */
export function checkUtf16({ bytes }: MemInst, ptr: number, codeUnits: number): void {
  checkRange(bytes, ptr, 2 * codeUnits, 2, 'string');
  const units = new Uint16Array(bytes.buffer, ptr, codeUnits);
  for (let i = 0; i < codeUnits; i++) {
    if (((units[i] ?? 0) & 0xf800) !== 0xd800) continue;
    if (((units[i] ?? 0) & 0xfc00) !== 0xd800 || ((units[i + 1] ?? 0) & 0xfc00) !== 0xdc00) {
      throw new Trap('invalid-utf16');
    }
    i += 1;
  }
}

/** Copies bytes that were checked to room that `realloc` gives. @returns where */
export function copyBlock(
  to: Room,
  alignment: number,
  from: MemInst,
  ptr: number,
  byteLength: number,
): number {
  const target = allocateChecked(to, alignment, byteLength);
  const { bytes } = to.memory;
  const source = from.bytes;
  if (byteLength >= MANY_TO_COPY) bytes.set(source.subarray(ptr, ptr + byteLength), target);
  else for (let i = 0; i < byteLength; i++) bytes[target + i] = source[ptr + i] ?? 0;
  return target;
}

/** The same for floats of `size` bytes: NaNs become canonical. */
export function copyFloats(to: Room, size: 4 | 8, from: MemInst, ptr: number, byteLength: number): number {
  const target = copyBlock(to, size, from, ptr, byteLength);
  const { buffer } = to.memory.bytes;
  const count = byteLength / size;
  if (size === 4) canonicalize(new Float32Array(buffer, target, count));
  else canonicalize(new Float64Array(buffer, target, count));
  return target;
}

function canonicalize(floats: Float32Array | Float64Array): void {
  // Engines look for one quicker than any loop here.
  if (!floats.includes(NaN)) return;
  floats.forEach((float, i) => {
    if (Number.isNaN(float)) floats[i] = NaN;
  });
}
