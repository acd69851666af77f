import type { TrapCode } from '../../canonical-abi/index.js';

/** The traps of core code, which `core-errors.test.ts` is about. */
export const CORE_CODES: readonly TrapCode[] = [
  'unreachable',
  'memory-out-of-bounds',
  'table-out-of-bounds',
  'array-out-of-bounds',
  'integer-divide-by-zero',
  'integer-overflow',
  'invalid-conversion-to-integer',
  'indirect-call-type-mismatch',
  'undefined-element',
  'null-reference',
  'invalid-cast',
  'stack-overflow',
  'core-exception',
  'core-trap',
];

/** Those of tasks and built-ins, which `builtins.test.ts` is about. */
export const BUILTIN_CODES: readonly TrapCode[] = [
  'backpressure-overflow',
  'task-not-async',
  'task-wrong-result',
  'task-already-returned',
  'task-not-returned',
  'task-cannot-block',
  'task-not-cancelled',
  'invalid-callback-code',
  'waitable-set-in-use',
  'waitable-in-set',
  'end-busy',
  'end-done',
  'end-not-busy',
  'future-unwritten',
  'buffer-too-long',
  'buffer-out-of-bounds',
  'same-instance-copy',
  'unknown-thread',
  'thread-not-suspended',
  'thread-is-current',
  'async-not-yet',
];

/** Those of subtasks, of which there are none as long as nothing suspends. */
export const LATER_CODES: readonly TrapCode[] = ['subtask-unresolved', 'subtask-resolved'];

/** Those of whole calls, which `calls.test.ts` and `call-vectors.test.ts` are about. */
export const CALL_CODES: readonly TrapCode[] = ['cannot-enter', 'borrows-remain'];
