import { trapOf } from '../core-errors.js';
import type { CoreEnd } from '../glue.js';
import type { StringEncoding } from '../context.js';
import type { ComponentInstance } from '../instance.js';
import type { MemInst } from '../memory.js';
import { indexOf } from '../memory.js';
import { Trap } from '../trap.js';

/** The memory of one end with what gives room in it. */
export class Room {
  readonly inst: ComponentInstance;
  readonly opts: { readonly stringEncoding: StringEncoding };
  /** Of the string that was stored last: its length in code units, with the tag if there is one, as it is passed. */
  units: number | bigint = 0;
  readonly #memory: MemInst | null;
  readonly #realloc: CoreEnd['realloc'];

  constructor({ inst, memory, realloc }: CoreEnd, stringEncoding: StringEncoding) {
    this.inst = inst;
    this.opts = { stringEncoding };
    this.#memory = memory;
    this.#realloc = realloc;
  }

  get memory(): MemInst {
    if (this.#memory === null) throw new Error('the options of this function have no memory');
    return this.#memory;
  }

  /** @spec CanonicalABI.md#lifting-and-lowering-context */
  reallocate(old: number, oldByteLength: number, alignment: number, newByteLength: number): number {
    const { inst, memory } = this;
    const realloc = this.#realloc;
    if (realloc === null) throw new Error('the options of this function have no realloc');
    const { thread } = inst;
    inst.thread = null;
    inst.mayLeave = false;
    let ptr;
    try {
      ptr =
        memory.ptrType === 'i32'
          ? realloc(old, oldByteLength, alignment, newByteLength)
          : realloc(BigInt(old), BigInt(oldByteLength), BigInt(alignment), BigInt(newByteLength));
    } catch (error) {
      throw trapOf(error);
    }
    inst.mayLeave = true;
    inst.thread = thread;
    return typeof ptr === 'number' ? ptr >>> 0 : indexOf(ptr ?? 0);
  }

  allocate(alignment: number, byteLength: number): number {
    return this.reallocate(0, 0, alignment, byteLength);
  }
}

export function allocate(room: Room, alignment: number, byteLength: number): number {
  return room.reallocate(0, 0, alignment, byteLength);
}

/** @throws Trap if what `realloc` gave is not aligned or not in memory */
export function allocateChecked(room: Room, alignment: number, byteLength: number): number {
  return checkRoom(room, room.reallocate(0, 0, alignment, byteLength), alignment, byteLength);
}

/** @see allocateChecked */
export function checkRoom(room: Room, ptr: number, alignment: number, byteLength: number): number {
  const { memory } = room;
  // Addresses of 64 bits are more than what bitwise operators keep.
  const rest = memory.ptrType === 'i32' ? ptr & (alignment - 1) : ptr % alignment;
  if (rest !== 0) throw new Trap('realloc-unaligned');
  if (ptr + byteLength > memory.length) throw new Trap('realloc-out-of-bounds');
  return ptr;
}
