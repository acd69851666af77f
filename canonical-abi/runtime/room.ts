import { trapOf } from '../core-errors.js';
import type { CoreEnd } from '../glue.js';
import { indexOf, type MemInst } from '../memory.js';
import { required } from '../required.js';
import { Trap } from '../trap.js';
import type { StringEncoding } from '../types.js';

/** What of an end matters to its memory. */
type MemoryEnd = Pick<CoreEnd, 'inst' | 'memory' | 'realloc'>;

/** The memory of one end with what gives room in it. */
export class Room {
  readonly opts: { readonly stringEncoding: StringEncoding };
  /** Of the string that was stored last: its length in code units, with the tag if there is one, as it is passed. */
  units: number | bigint = 0;
  readonly #end: MemoryEnd;

  constructor(end: MemoryEnd, stringEncoding: StringEncoding) {
    this.opts = { stringEncoding };
    this.#end = end;
  }

  get memory(): MemInst {
    return required(this.#end.memory, 'memory');
  }

  /**
   * Calls `realloc` as a call of its own, which may not leave the instance.
   * @throws Trap
   * @spec CanonicalABI.md#lifting-and-lowering-context
   */
  reallocate(old: number, oldByteLength: number, alignment: number, newByteLength: number): number {
    const { inst } = this.#end;
    const realloc = required(this.#end.realloc, 'realloc');
    const { thread } = inst;
    inst.thread = null;
    inst.mayLeave = false;
    let ptr;
    try {
      ptr =
        this.memory.ptrType === 'i32'
          ? realloc(old, oldByteLength, alignment, newByteLength)
          : realloc(BigInt(old), BigInt(oldByteLength), BigInt(alignment), BigInt(newByteLength));
    } catch (error) {
      throw trapOf(error);
    }
    inst.mayLeave = true;
    inst.thread = thread;
    return indexOf(ptr ?? 0);
  }

  allocate(alignment: number, byteLength: number): number {
    return this.reallocate(0, 0, alignment, byteLength);
  }
}

/** @throws Trap if what `realloc` gave is not aligned or not in memory */
export function reallocateChecked(
  room: Room,
  old: number,
  oldByteLength: number,
  alignment: number,
  newByteLength: number,
): number {
  const ptr = room.reallocate(old, oldByteLength, alignment, newByteLength);
  const { memory } = room;
  // Addresses of 64 bits are more than what bitwise operators keep.
  const rest = memory.ptrType === 'i32' ? ptr & (alignment - 1) : ptr % alignment;
  if (rest !== 0) throw new Trap('realloc-unaligned');
  if (ptr + newByteLength > memory.length) throw new Trap('realloc-out-of-bounds');
  return ptr;
}

/** @throws Trap, as `reallocateChecked` */
export function allocateChecked(room: Room, alignment: number, byteLength: number): number {
  return reallocateChecked(room, 0, 0, alignment, byteLength);
}

/** Gives back what of some room was not needed. @throws Trap, as `reallocateChecked` */
export function cutToSize(
  room: Room,
  ptr: number,
  byteLength: number,
  alignment: number,
  needed: number,
): number {
  return needed < byteLength ? reallocateChecked(room, ptr, byteLength, alignment, needed) : ptr;
}
