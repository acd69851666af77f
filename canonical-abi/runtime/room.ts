import type { StringEncoding } from '../types.js';
import type { CoreEnd } from '../glue.js';
import type { MemInst } from '../memory.js';
import { callRealloc, checkRoom } from '../realloc.js';

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
    const { memory } = this.#end;
    if (memory === null) throw new Error('the options of this function have no memory');
    return memory;
  }

  /** @spec CanonicalABI.md#lifting-and-lowering-context */
  reallocate(old: number, oldByteLength: number, alignment: number, newByteLength: number): number {
    const { inst, realloc } = this.#end;
    return callRealloc({ inst, memory: this.memory, realloc }, old, oldByteLength, alignment, newByteLength);
  }

  allocate(alignment: number, byteLength: number): number {
    return this.reallocate(0, 0, alignment, byteLength);
  }
}

/** @throws Trap if what `realloc` gave is not aligned or not in memory */
export function allocateChecked(room: Room, alignment: number, byteLength: number): number {
  return checkRoom(room.memory, room.allocate(alignment, byteLength), alignment, byteLength);
}
