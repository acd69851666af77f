import type { TrapCode } from '../canonical-abi/index.js';

/**
 * What each trap means, for those who look for its cause. Beside the traps, which say no more than their codes, so that who
 * ships them to a browser does not ship this.
 */
export const TRAP_NOTES: Readonly<Record<TrapCode, string>> = {
  'unaligned-pointer':
    'an address in a value is no multiple of what its type is aligned to: a fault of the bindings in the guest',
  'pointer-out-of-bounds': 'parameters or results were to lie where the memory has ended',
  'string-too-long':
    'a string has 2^28 - 1 bytes at most; more is passed in a list of strings, or by a stream',
  'string-out-of-bounds':
    'a string was to lie where the memory has ended: its address or its length is wrong',
  'list-too-long':
    'the elements of a list have 2^28 - 1 bytes at most; more is passed in parts, or by a stream',
  'list-out-of-bounds': 'a list was to lie where the memory has ended: its address or its length is wrong',
  'realloc-unaligned':
    '`cabi_realloc` returned an address that is no multiple of the alignment that it was asked for',
  'realloc-out-of-bounds':
    '`cabi_realloc` returned room that is not in the memory: an allocator returns null, or 0, when it has no more',
  'invalid-utf8': 'a string that the guest gave is no UTF-8: bytes that are no text are passed as `list<u8>`',
  'invalid-utf16': 'a string that the guest gave has half a surrogate pair',
  'invalid-char': 'a `char` is a Unicode scalar value: below 0x110000, and no surrogate',
  'invalid-discriminant': 'the number of a case is none that the variant, enum, option or result has',
  'unknown-handle':
    'the guest used the number of a handle that it does not have: mostly one that it has dropped or passed on before',
  'wrong-handle-type':
    'the handle is one of another resource, or is no resource, stream or future of this kind',
  'handle-lent': 'a handle cannot be dropped or passed on while a call that borrows it runs',
  'handle-not-owned': 'who has a `borrow` cannot give it away as an `own`',
  'borrows-remain':
    'the function has returned and still has handles that it borrowed: it must drop them before',
  'cannot-leave': 'while `cabi_realloc` or `post-return` runs, a guest may not call what it imports',
  'cannot-enter': 'the component has trapped before, which is the cause of this error: make a new instance',
  'table-full': 'the guest has as many handles as it may have: it does not drop them, or the limit is low',
  unreachable:
    'the guest gave up: a panic, an abort or a failed assertion of its language, mostly said on its standard error',
  'memory-out-of-bounds': 'the guest read or wrote where its memory has ended',
  'table-out-of-bounds': 'the guest called by an index that its table of functions does not have',
  'array-out-of-bounds': 'the guest used an element that the array does not have',
  'integer-divide-by-zero': 'the guest divided an integer by zero',
  'integer-overflow': 'the guest divided the least integer by -1',
  'invalid-conversion-to-integer': 'the guest made an integer of a float that is none, or too large',
  'indirect-call-type-mismatch':
    'the guest called a function by a pointer to none, or to one of another type',
  'undefined-element': 'the guest called a function by a pointer to none',
  'null-reference': 'the guest used a reference that is null',
  'invalid-cast': 'the guest took a reference for one of another type',
  'stack-overflow':
    'calls went too deep: a recursion without end, or less of a stack here than the guest needs',
  'core-exception': 'the guest threw an exception that nothing in it caught',
  'core-trap': 'the engine stopped the guest for a reason of its own',
  'backpressure-overflow':
    '`backpressure.inc` and `backpressure.dec` are called in pairs, and at most 65,535 times in a row',
  'task-not-async': '`task.return` and `task.cancel` are for functions that are lifted async',
  'task-wrong-result':
    '`task.return` was called with another type, memory or string encoding than the function was lifted with',
  'task-already-returned': '`task.return` was called twice for one call',
  'task-not-returned': 'an async function has ended and has not called `task.return`',
  'task-cannot-block':
    'a function whose type is not async cannot wait, and nothing is there that could go on meanwhile',
  'task-not-cancelled': '`task.cancel` answers a cancellation, and there was none',
  'invalid-callback-code': 'a callback returns 0 to end, 1 to yield or 2 to wait, in its lowest four bits',
  'waitable-set-in-use': 'a waitable set is dropped after all that is in it',
  'waitable-in-set':
    'what is in a waitable set is waited for by the set, and leaves it before it is passed on',
  'subtask-unresolved': 'a subtask is dropped after its end has been delivered',
  'subtask-resolved': 'a subtask cannot be cancelled after its end has been delivered',
  'end-busy': 'the end of a stream or future reads or writes already: wait for that, or cancel it',
  'end-done':
    'the other end of the stream or future is gone, or the future has its value: nothing more can be read or written',
  'end-not-busy': 'no read or write is under way that could be cancelled',
  'future-unwritten':
    'the writable end of a future is dropped after it was written, or after the reader is gone',
  'buffer-too-long': 'one read or write is of 2^28 - 1 elements at most',
  'buffer-out-of-bounds': 'the buffer of a read or write was to lie where the memory has ended',
  'same-instance-copy':
    'an instance that has both ends of a stream or future can pass itself nothing but numbers',
  'unknown-thread': 'the guest used the number of a thread that has ended, or never was',
  'thread-not-suspended': 'a thread is resumed after it was suspended',
  'thread-is-current': 'a thread cannot switch to itself',
  'async-not-yet': 'the guest has to wait for something, which this version of Witwright cannot do yet',
};

/** What a trap means, and who should look where. */
export function trapNote(code: TrapCode): string {
  return TRAP_NOTES[code];
}
