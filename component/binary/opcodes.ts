import type { AbstractHeapName, CoreNumberType } from '../model/core-types.js';
import type { CancelBuiltin, CanonOption, CopyBuiltin, PlainBuiltin, TypeBuiltin } from '../model/canon.js';
import type { NameAttribute } from '../model/definitions.js';
import type { CoreSort, Sort } from '../model/sort.js';
import type { PrimitiveType } from '../model/types.js';

/** The two directions of a table of opcodes, so that reader and writer cannot differ. */
export interface Opcodes<Name extends string> {
  readonly nameOf: ReadonlyMap<number, Name>;
  readonly byteOf: Readonly<Record<Name, number>>;
}

function opcodes<Name extends string>(byteOf: Readonly<Record<Name, number>>): Opcodes<Name> {
  const entries = Object.entries(byteOf) as [Name, number][];
  return { nameOf: new Map(entries.map(([name, byte]) => [byte, name])), byteOf };
}

export const MAGIC = [0x00, 0x61, 0x73, 0x6d] as const;

/** @spec Binary.md#instance-definitions */
export const CORE_SORTS: Opcodes<CoreSort> = opcodes({
  'core func': 0x00,
  'core table': 0x01,
  'core memory': 0x02,
  'core global': 0x03,
  'core tag': 0x04,
  'core type': 0x10,
  'core module': 0x11,
  'core instance': 0x12,
});

/** A core sort is the byte 0x00 and one of `CORE_SORTS`. */
export const SORTS: Opcodes<Exclude<Sort, CoreSort>> = opcodes({
  func: 0x01,
  value: 0x02,
  type: 0x03,
  component: 0x04,
  instance: 0x05,
});

/** @spec Binary.md#type-definitions */
export const PRIMITIVES: Opcodes<PrimitiveType> = opcodes({
  bool: 0x7f,
  s8: 0x7e,
  u8: 0x7d,
  s16: 0x7c,
  u16: 0x7b,
  s32: 0x7a,
  u32: 0x79,
  s64: 0x78,
  u64: 0x77,
  f32: 0x76,
  f64: 0x75,
  char: 0x74,
  string: 0x73,
  'error-context': 0x64,
});

export const CORE_NUMBERS: Opcodes<CoreNumberType> = opcodes({
  i32: 0x7f,
  i64: 0x7e,
  f32: 0x7d,
  f64: 0x7c,
  v128: 0x7b,
});

export const HEAP_TYPES: Opcodes<AbstractHeapName> = opcodes({
  nocont: 0x75,
  noexn: 0x74,
  nofunc: 0x73,
  noextern: 0x72,
  none: 0x71,
  func: 0x70,
  extern: 0x6f,
  any: 0x6e,
  eq: 0x6d,
  i31: 0x6c,
  struct: 0x6b,
  array: 0x6a,
  exn: 0x69,
  cont: 0x68,
});

export const NAME_ATTRIBUTES: Opcodes<NameAttribute['kind']> = opcodes({
  implements: 0x00,
  'version-suffix': 0x01,
  'external-id': 0x02,
});

/** @spec Binary.md#canonical-definitions */
export const CANON_OPTIONS: Opcodes<CanonOption['kind']> = opcodes({
  utf8: 0x00,
  utf16: 0x01,
  'latin1+utf16': 0x02,
  memory: 0x03,
  realloc: 0x04,
  'post-return': 0x05,
  async: 0x06,
  callback: 0x07,
  'core-type': 0x08,
  gc: 0x09,
});

export const PLAIN_BUILTINS: Opcodes<PlainBuiltin> = opcodes({
  'task.cancel': 0x05,
  'thread.yield': 0x0c,
  'subtask.drop': 0x0d,
  'error-context.drop': 0x1e,
  'waitable-set.new': 0x1f,
  'waitable-set.drop': 0x22,
  'waitable.join': 0x23,
  'backpressure.inc': 0x24,
  'backpressure.dec': 0x25,
  'thread.index': 0x26,
  'thread.resume-later': 0x28,
  'thread.suspend': 0x29,
  'thread.suspend-then-resume': 0x2a,
  'thread.yield-then-resume': 0x2b,
  'thread.suspend-then-promote': 0x2c,
  'thread.yield-then-promote': 0x2d,
});

/** Built-ins whose first immediate is a byte that once said `cancellable`, and now is 0. */
export const WITH_RESERVED_BYTE: ReadonlySet<string> = new Set([
  'thread.yield',
  'thread.suspend',
  'thread.suspend-then-resume',
  'thread.yield-then-resume',
  'thread.suspend-then-promote',
  'thread.yield-then-promote',
  'waitable-set.wait',
  'waitable-set.poll',
]);

export const TYPE_BUILTINS: Opcodes<TypeBuiltin> = opcodes({
  'resource.new': 0x02,
  'resource.drop': 0x03,
  'resource.rep': 0x04,
  'stream.new': 0x0e,
  'stream.drop-readable': 0x13,
  'stream.drop-writable': 0x14,
  'future.new': 0x15,
  'future.drop-readable': 0x1a,
  'future.drop-writable': 0x1b,
  'stream.forward': 0x2e,
  'future.forward': 0x2f,
});

export const COPY_BUILTINS: Opcodes<CopyBuiltin> = opcodes({
  'stream.read': 0x0f,
  'stream.write': 0x10,
  'future.read': 0x16,
  'future.write': 0x17,
});

export const CANCEL_BUILTINS: Opcodes<CancelBuiltin> = opcodes({
  'stream.cancel-read': 0x11,
  'stream.cancel-write': 0x12,
  'future.cancel-read': 0x18,
  'future.cancel-write': 0x19,
});

/** The forms of `canon` that are like no other. */
export const OTHER_CANONS = opcodes({
  lift: 0x00,
  lower: 0x01,
  'subtask.cancel': 0x06,
  'task.return': 0x09,
  'context.get': 0x0a,
  'context.set': 0x0b,
  'error-context.new': 0x1c,
  'error-context.debug-message': 0x1d,
  'waitable-set.wait': 0x20,
  'waitable-set.poll': 0x21,
  'thread.new-indirect': 0x27,
  'thread.spawn-ref': 0x40,
  'thread.spawn-indirect': 0x41,
  'thread.available-parallelism': 0x42,
});
