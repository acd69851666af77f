import { InstructionWriter, type CoreFunctionPart } from '../../component/index.js';

/** How much stack an adapter gets, and what `realloc` by growing the memory hands out. */
const STACK_SIZE = 64 * 1024;
const STACK_ALIGNMENT = 8;

/** The values of the global `allocation_state`, by which an adapter knows whether it has a stack. */
const STATE = { unallocated: 0, allocating: 1, allocated: 2 } as const;

/**
 * `cabi_realloc` for an adapter whose main module has none: it grows the memory by 64 KiB, and can do nothing else.
 * @param pageSizeLog2 of the memory: 16 for the usual pages
 */
export function reallocByGrowing(type: number, pageSizeLog2: number): CoreFunctionPart {
  const [oldPointer, oldSize, newSize, pages] = [0, 1, 3, 4];
  const body = new InstructionWriter();
  const trapUnlessEqual = (local: number, value: number): void => {
    body.op('local.get', local).op('i32.const', value).op('i32.ne');
    body.op('if', 'empty').op('unreachable').op('end');
  };
  trapUnlessEqual(oldPointer, 0);
  trapUnlessEqual(oldSize, 0);
  trapUnlessEqual(newSize, STACK_SIZE);
  body
    .op('i32.const', STACK_SIZE >> pageSizeLog2)
    .op('memory.grow', 0)
    .op('local.tee', pages);
  body.op('i32.const', -1).op('i32.eq').op('if', 'empty').op('unreachable').op('end');
  body.op('local.get', pages);
  if (pageSizeLog2 > 0) body.op('i32.const', pageSizeLog2).op('i32.shl');
  return { type, locals: [{ count: 1, type: 'i32' }], body: body.finish() };
}

/** What `allocateStack` works with: function and global indexes. */
export interface StackParts {
  readonly realloc: number;
  readonly stackPointer: number;
  /** Null where the adapter keeps no account of it. */
  readonly allocationState: number | null;
}

/**
 * A function that allocates the stack and points `__stack_pointer` to its end. With an `allocation_state` it does so
 * once, and not while it is at it: the allocator of the main module may call the adapter.
 */
export function allocateStack(type: number, parts: StackParts): CoreFunctionPart {
  const { realloc, stackPointer, allocationState } = parts;
  const body = new InstructionWriter();
  if (allocationState !== null) {
    body.op('global.get', allocationState).op('i32.const', STATE.unallocated).op('i32.eq').op('if', 'empty');
    body.op('i32.const', STATE.allocating).op('global.set', allocationState);
  }
  body.op('i32.const', 0).op('i32.const', 0).op('i32.const', STACK_ALIGNMENT).op('i32.const', STACK_SIZE);
  body.op('call', realloc).op('i32.const', STACK_SIZE).op('i32.add').op('global.set', stackPointer);
  if (allocationState !== null) {
    body.op('i32.const', STATE.allocated).op('global.set', allocationState).op('end');
  }
  return { type, locals: [], body: body.finish() };
}
