import { ErrorContext } from '../handles.js';
import type { ComponentInstance } from '../instance.js';
import { MAX_LIST_BYTE_LENGTH } from '../limits.js';
import { allocateChecked, type Room } from './room.js';
import { wrong, wrongCount } from './wrong.js';

interface NumericArray {
  readonly length: number;
  readonly buffer: ArrayBufferLike;
  readonly byteOffset: number;
  readonly byteLength: number;
}

/** Copies a typed array of elements of `size` bytes to room that `realloc` gives. @returns where */
export function storeTypedArray(room: Room, list: NumericArray, size: number): number {
  const ptr = allocateElements(room, size, list.length * size);
  const source =
    list instanceof Uint8Array ? list : new Uint8Array(list.buffer, list.byteOffset, list.byteLength);
  room.memory.bytes.set(source, ptr);
  return ptr;
}

/**
 * Room for the elements of a list.
 * @throws TypeError if they are too many; Trap
 */
export function allocateElements(room: Room, alignment: number, byteLength: number): number {
  if (byteLength > MAX_LIST_BYTE_LENGTH) wrongCount('a list of less than 2^28 bytes', byteLength);
  return allocateChecked(room, alignment, byteLength);
}

/**
 * The Unicode scalar value that is all there is of `v`.
 * @throws TypeError if `v` is no such text
 * @spec CanonicalABI.md#storing
 */
export function charToI32(v: unknown): number {
  if (typeof v === 'string') {
    const i = v.codePointAt(0) ?? 0xd800;
    if ((i < 0xd800 || i > 0xdfff) && v.length === (i > 0xffff ? 2 : 1)) return i;
  }
  wrong('a string of one Unicode scalar value', v);
}

export function lowerErrorContext(inst: ComponentInstance, v: unknown): number {
  return v instanceof ErrorContext ? inst.handles.add(v) : wrong('an ErrorContext', v);
}

/** More elements than this are not made room for at once: engines give longer arrays another, slow form. */
const MOST_AT_ONCE = 1 << 24;

/** An array to be filled with `length` elements, in order. */
export function newArray(length: number): unknown[] {
  // oxlint-disable-next-line no-new-array -- its length is what is meant
  return length <= MOST_AT_ONCE ? new Array<unknown>(length) : [];
}
