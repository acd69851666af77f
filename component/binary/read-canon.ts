import { LIMITS } from '../limits.js';
import { componentMessages } from '../messages.js';
import type { Canon, CanonOption } from '../model/canon.js';
import { Malformed, type Cursor } from './cursor.js';
import {
  CANCEL_BUILTINS,
  CANON_OPTIONS,
  COPY_BUILTINS,
  OTHER_CANONS,
  PLAIN_BUILTINS,
  TYPE_BUILTINS,
  WITH_RESERVED_BYTE,
} from './opcodes.js';
import { readCoreValType } from './read-core-types.js';
import { readResultList } from './read-value-types.js';

type Unlocated<T> = T extends unknown ? Omit<T, 'start' | 'end'> : never;

/** The built-ins of shared-everything-threads. */
const FIRST_SPAWN = 0x40;
const LAST_SPAWN = 0x42;

/**
 * The content of a canon section.
 * @spec Binary.md#canonical-definitions
 * @deviation wasm-tools writes `thread.spawn-ref`, `.spawn-indirect` and `.available-parallelism` without their byte for
 * `shared`. A section that does not end where it should with that byte is read once more without.
 */
export function readCanons(cursor: Cursor): Canon[] {
  let isAmbiguous = false;
  const read = (hasShared: boolean): Canon[] =>
    cursor.vector('canonical definition', LIMITS.types, () => {
      const start = cursor.at;
      const opcode = cursor.byte();
      isAmbiguous ||= opcode >= FIRST_SPAWN && opcode <= LAST_SPAWN;
      return { ...readForm(cursor, opcode, hasShared), start, end: cursor.at };
    });
  const goBack = cursor.mark();
  try {
    const canons = read(true);
    if (cursor.left === 0 || !isAmbiguous) return canons;
  } catch (error) {
    if (!(error instanceof Malformed) || !isAmbiguous) throw error;
  }
  goBack();
  return read(false);
}

function readForm(cursor: Cursor, opcode: number, hasShared: boolean): Unlocated<Canon> {
  const plain = PLAIN_BUILTINS.nameOf.get(opcode);
  if (plain !== undefined) {
    if (WITH_RESERVED_BYTE.has(plain)) readReservedByte(cursor, plain);
    return { kind: 'canon', name: plain };
  }
  const ofType = TYPE_BUILTINS.nameOf.get(opcode);
  if (ofType !== undefined) return { kind: 'canon', name: ofType, type: cursor.u32() };
  const copy = COPY_BUILTINS.nameOf.get(opcode);
  if (copy !== undefined) {
    const type = cursor.u32();
    return { kind: 'canon', name: copy, type, options: readOptions(cursor) };
  }
  const cancel = CANCEL_BUILTINS.nameOf.get(opcode);
  if (cancel !== undefined) {
    const type = cursor.u32();
    return { kind: 'canon', name: cancel, type, async: cursor.flag(`whether \`${cancel}\` is async`) };
  }
  return readOtherForm(cursor, opcode, hasShared);
}

function readOtherForm(cursor: Cursor, opcode: number, hasShared: boolean): Unlocated<Canon> {
  const name = OTHER_CANONS.nameOf.get(opcode);
  switch (name) {
    case 'lift': {
      readFuncSort(cursor, name);
      const coreFunc = cursor.u32();
      const options = readOptions(cursor);
      return { kind: 'canon', name, coreFunc, options, type: cursor.u32() };
    }
    case 'lower': {
      readFuncSort(cursor, name);
      const func = cursor.u32();
      return { kind: 'canon', name, func, options: readOptions(cursor) };
    }
    case 'subtask.cancel':
      return { kind: 'canon', name, async: cursor.flag(`whether \`${name}\` is async`) };
    case 'task.return': {
      const result = readResultList(cursor);
      return { kind: 'canon', name, result, options: readOptions(cursor) };
    }
    case 'context.get':
    case 'context.set': {
      const type = readCoreValType(cursor);
      return { kind: 'canon', name, type, slot: cursor.u32() };
    }
    case 'error-context.new':
    case 'error-context.debug-message':
      return { kind: 'canon', name, options: readOptions(cursor) };
    case 'waitable-set.wait':
    case 'waitable-set.poll':
      readReservedByte(cursor, name);
      return { kind: 'canon', name, memory: cursor.u32() };
    case undefined:
      throw unknownForm(cursor, opcode);
    default:
      return readThreadForm(cursor, name, hasShared);
  }
}

type ThreadForm =
  'thread.new-indirect' | 'thread.spawn-ref' | 'thread.spawn-indirect' | 'thread.available-parallelism';

function readThreadForm(cursor: Cursor, name: ThreadForm, hasShared: boolean): Unlocated<Canon> {
  if (name === 'thread.new-indirect') {
    const type = cursor.u32();
    return { kind: 'canon', name, type, table: cursor.u32() };
  }
  const shared = hasShared ? cursor.flag(`whether \`${name}\` is shared`) : null;
  if (name === 'thread.available-parallelism') return { kind: 'canon', name, shared };
  const type = cursor.u32();
  if (name === 'thread.spawn-ref') return { kind: 'canon', name, shared, type };
  return { kind: 'canon', name, shared, type, table: cursor.u32() };
}

/** `lift` and `lower` say that they are about functions. */
function readFuncSort(cursor: Cursor, name: string): void {
  if (cursor.byte() !== 0x00) throw cursor.badByte(`the sort behind \`${name}\``, '`0x00` (func)');
}

function readReservedByte(cursor: Cursor, name: string): void {
  const found = cursor.byte();
  if (found === 0x00) return;
  if (found > 0x01) {
    throw cursor.malformed(componentMessages.reservedByte, cursor.at - 1, { what: `\`${name}\``, found });
  }
  const args = { what: `\`cancellable\` of \`${name}\``, instead: 'is gone: the byte must be `0x00`' };
  throw cursor.malformed(componentMessages.retiredForm, cursor.at - 1, args);
}

function unknownForm(cursor: Cursor, opcode: number): Error {
  if (opcode === 0x08) {
    const what = 'the opcode `0x08` of `backpressure.set`';
    const instead = 'is `backpressure.inc` and `backpressure.dec` now';
    return cursor.malformed(componentMessages.retiredForm, cursor.at - 1, { what, instead });
  }
  return cursor.badByte(
    'a canonical definition',
    'an opcode from `0x00` (lift) to `0x2f` or from `0x40` to `0x42`',
  );
}

function readOptions(cursor: Cursor): CanonOption[] {
  return cursor.vector('option', LIMITS.canonOptions, readOption);
}

function readOption(cursor: Cursor): CanonOption {
  const kind = CANON_OPTIONS.nameOf.get(cursor.byte());
  switch (kind) {
    case undefined:
      throw cursor.badByte('a canonical option', '`0x00` (utf8) to `0x07` (callback)');
    case 'memory':
    case 'realloc':
    case 'post-return':
    case 'callback':
    case 'core-type':
      return { kind, index: cursor.u32() };
    default:
      return { kind };
  }
}
