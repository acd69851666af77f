import type { CoreFunction } from './glue.js';
import { trapOf } from './core-errors.js';
import type { ComponentInstance } from './instance.js';
import { indexOf, type MemInst } from './memory.js';
import { Trap } from './trap.js';

/* What whoever stores values asks of a guest's `realloc`, whichever engine it is. */

/**
 * Calls `realloc` as a call of its own, which may not leave the instance.
 * @throws Trap
 * @spec CanonicalABI.md#lifting-and-lowering-context
 */
export function callRealloc(
  { inst, memory, realloc }: { inst: ComponentInstance; memory: MemInst; realloc: CoreFunction | null },
  old: number,
  oldByteLength: number,
  alignment: number,
  newByteLength: number,
): number {
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
  return indexOf(ptr ?? 0);
}

/**
 * What `realloc` gave, if it is room for so many bytes.
 * @throws Trap if it is not aligned or not in memory
 */
export function checkRoom(memory: MemInst, ptr: number, alignment: number, byteLength: number): number {
  // Addresses of 64 bits are more than what bitwise operators keep.
  const rest = memory.ptrType === 'i32' ? ptr & (alignment - 1) : ptr % alignment;
  if (rest !== 0) throw new Trap('realloc-unaligned');
  if (ptr + byteLength > memory.length) throw new Trap('realloc-out-of-bounds');
  return ptr;
}
