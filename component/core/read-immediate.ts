import { assertNever } from '../../base/index.js';
import type { Cursor } from '../binary/cursor.js';
import { readCoreValType, readHeapType, readTypeIndex } from '../binary/read-core-types.js';
import type { CodeVisitor, IndexForm } from './code-visitor.js';
import type { IndexKind, Immediate } from './opcodes/row.js';

/** The bit of the alignment of a memory argument that says that a memory index follows. */
export const HAS_MEMORY_INDEX = 0x40;
const LARGEST_ALIGNMENT = 0x40;

/** Immediates of a fixed number of bytes. */
const WIDTHS = { lane: 1, f32: 4, f64: 8, v128: 16, lanes: 16 } as const;

/** Reads over an immediate of `kind`, and tells `visitor` what it refers to. */
export function readImmediate(cursor: Cursor, kind: Immediate, visitor: CodeVisitor): void {
  switch (kind) {
    case 'type':
    case 'func':
    case 'table':
    case 'memory':
    case 'global':
    case 'tag':
    case 'elem':
    case 'data':
      return readIndex(cursor, kind, visitor);
    case 'local':
    case 'label':
    case 'field':
    case 'u32':
      readU32(cursor, visitor);
      return;
    case 'labels':
      for (let left = readU32(cursor, visitor); left >= 0; left--) readU32(cursor, visitor);
      return;
    case 's32':
      return readSigned(cursor, 32, visitor);
    case 's64':
      return readSigned(cursor, 64, visitor);
    case 'lane':
    case 'f32':
    case 'f64':
    case 'v128':
    case 'lanes':
      cursor.take(WIDTHS[kind]);
      return;
    case 'memarg':
      return readMemoryArgument(cursor, visitor);
    case 'block type':
      return readBlockType(cursor, visitor);
    case 'heap type':
      return readHeapTypeUse(cursor, visitor);
    case 'value types':
      for (let left = readU32(cursor, visitor); left > 0; left--) readValTypeUse(cursor, visitor);
      return;
    case 'cast':
      return readCast(cursor, visitor);
    case 'catches':
      for (let left = readU32(cursor, visitor); left > 0; left--) readCatch(cursor, visitor);
      return;
    case 'handlers':
      for (let left = readU32(cursor, visitor); left > 0; left--) readHandler(cursor, visitor);
      return;
    case 'ordering':
      cursor.flag('whether a memory ordering is acq_rel');
      return;
    case 'reserved byte':
      if (cursor.byte() !== 0) throw cursor.badByte('`atomic.fence`', '`0x00`');
      return;
    default:
      assertNever(kind);
  }
}

function readU32(cursor: Cursor, visitor: CodeVisitor): number {
  const start = cursor.at;
  const value = cursor.u32();
  visitor.number?.({ start, end: cursor.at }, 'unsigned');
  return value;
}

function readSigned(cursor: Cursor, bits: 32 | 64, visitor: CodeVisitor): void {
  const start = cursor.at;
  cursor.skipSigned(bits);
  visitor.number?.({ start, end: cursor.at }, 'signed');
}

function readIndex(
  cursor: Cursor,
  kind: IndexKind,
  visitor: CodeVisitor,
  form: IndexForm = 'unsigned',
): void {
  const start = cursor.at;
  const index = form === 'signed' ? readTypeIndex(cursor) : cursor.u32();
  visitor.index?.({ kind, index, form, start, end: cursor.at });
}

function readMemoryArgument(cursor: Cursor, visitor: CodeVisitor): void {
  const start = cursor.at;
  const flags = cursor.u32();
  const isExplicit = (flags & HAS_MEMORY_INDEX) !== 0;
  if (flags - (isExplicit ? HAS_MEMORY_INDEX : 0) >= LARGEST_ALIGNMENT) {
    throw cursor.badByte('the alignment of a memory argument', 'less than `0x40`');
  }
  if (isExplicit) readIndex(cursor, 'memory', visitor);
  else visitor.index?.({ kind: 'memory', index: 0, form: 'implied', start, end: cursor.at });
  const offset = cursor.at;
  cursor.u64();
  visitor.number?.({ start: offset, end: cursor.at }, 'unsigned');
}

function readBlockType(cursor: Cursor, visitor: CodeVisitor): void {
  const byte = cursor.peek();
  if (byte === 0x40) cursor.byte();
  else if (byte > 0x40 && byte < 0x80) readValTypeUse(cursor, visitor);
  else readIndex(cursor, 'type', visitor, 'signed');
}

/** A core value type, wherever it stands in code. */
export function readValTypeUse(cursor: Cursor, visitor: CodeVisitor): void {
  const byte = cursor.peek();
  if (byte === 0x63 || byte === 0x64) {
    cursor.byte();
    readHeapTypeUse(cursor, visitor);
  } else {
    const type = readCoreValType(cursor);
    if (typeof type === 'object') visitor.abstractHeap?.(type.heap);
  }
}

function readHeapTypeUse(cursor: Cursor, visitor: CodeVisitor): void {
  const byte = cursor.peek();
  if (byte === 0x62) {
    cursor.byte();
    readIndex(cursor, 'type', visitor);
  } else if (byte >= 0x40 && byte < 0x80) {
    const heap = readHeapType(cursor);
    visitor.abstractHeap?.(heap);
  } else {
    readIndex(cursor, 'type', visitor, 'signed');
  }
}

function readCast(cursor: Cursor, visitor: CodeVisitor): void {
  if (cursor.byte() > 0b11) throw cursor.badByte('the nullability of a cast', '`0x00` to `0x03`');
  readU32(cursor, visitor);
  readHeapTypeUse(cursor, visitor);
  readHeapTypeUse(cursor, visitor);
}

function readCatch(cursor: Cursor, visitor: CodeVisitor): void {
  const form = cursor.byte();
  if (form > 0x03) throw cursor.badByte('a catch clause', '`0x00` (catch) to `0x03` (catch_all_ref)');
  if (form < 0x02) readIndex(cursor, 'tag', visitor);
  readU32(cursor, visitor);
}

function readHandler(cursor: Cursor, visitor: CodeVisitor): void {
  const form = cursor.byte();
  if (form > 0x01) throw cursor.badByte('a handler clause', '`0x00` (on) or `0x01` (switch)');
  readIndex(cursor, 'tag', visitor);
  if (form === 0x00) readU32(cursor, visitor);
}
