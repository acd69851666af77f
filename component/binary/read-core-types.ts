import type {
  CompositeType,
  CoreExternType,
  CoreImport,
  CoreValType,
  FieldType,
  GlobalType,
  HeapType,
  Limits,
  MemoryType,
  RecType,
  RefType,
  SubType,
  TableType,
} from '../model/core-types.js';
import { LIMITS } from '../limits.js';
import type { Cursor } from './cursor.js';
import { CORE_NUMBERS, HEAP_TYPES } from './opcodes.js';

const VALUE_TYPE = 'a core value type';

export function readCoreValType(cursor: Cursor): CoreValType {
  const number = CORE_NUMBERS.nameOf.get(cursor.peek());
  if (number === undefined) return readRefType(cursor, VALUE_TYPE);
  cursor.byte();
  return number;
}

export function readRefType(cursor: Cursor, what = 'a reference type'): RefType {
  const byte = cursor.peek();
  if (byte !== 0x63 && byte !== 0x64) {
    return { nullable: true, heap: readAbstractHeapType(cursor, what) };
  }
  cursor.byte();
  const nullable = byte === 0x63;
  const heap = readHeapType(cursor);
  // `(ref null func)` has a shorter form.
  if (nullable && heap.kind === 'abstract') cursor.isCanonical = false;
  return { nullable, heap };
}

export function readHeapType(cursor: Cursor): HeapType {
  const byte = cursor.peek();
  if (byte === 0x62) {
    cursor.byte();
    return { kind: 'exact', type: cursor.u32() };
  }
  const isNegative = byte >= 0x40 && byte < 0x80;
  if (isNegative) return readAbstractHeapType(cursor, 'a heap type');
  return { kind: 'index', type: readTypeIndex(cursor) };
}

/** An index in the signed form that leaves room for opcodes. */
export function readTypeIndex(cursor: Cursor): number {
  const start = cursor.at;
  const index = cursor.s33();
  if (index >= 0) return index;
  cursor.at = start + 1;
  throw cursor.badByte('a type index', 'an integer that is not negative');
}

function readAbstractHeapType(cursor: Cursor, what: string): HeapType {
  const shared = cursor.peek() === 0x65;
  if (shared) cursor.byte();
  const name = HEAP_TYPES.nameOf.get(cursor.byte());
  if (name === undefined) {
    const number = what === VALUE_TYPE ? '`0x7f` (i32) to `0x7b` (v128) or ' : '';
    throw cursor.badByte(what, `${number}the opcode of a reference type`);
  }
  return { kind: 'abstract', name, shared };
}

/** @spec Binary.md#type-definitions */
export function readRecType(cursor: Cursor): RecType {
  if (cursor.peek() !== 0x4e) return { kind: 'rec', isGroup: false, types: [readSubType(cursor)] };
  cursor.byte();
  return { kind: 'rec', isGroup: true, types: cursor.vector('core type', LIMITS.types, readSubType) };
}

function readSubType(cursor: Cursor): SubType {
  const opcode = cursor.peek();
  if (opcode !== 0x4f && opcode !== 0x50) return readComposite(cursor, true, []);
  cursor.byte();
  const supertypes = cursor.vector('supertype', LIMITS.supertypes, () => cursor.u32());
  // A final type without supertypes need not say so.
  if (opcode === 0x4f && supertypes.length === 0) cursor.isCanonical = false;
  return readComposite(cursor, opcode === 0x4f, supertypes);
}

function readComposite(cursor: Cursor, isFinal: boolean, supertypes: readonly number[]): SubType {
  const shared = skipIf(cursor, 0x65);
  const describes = skipIf(cursor, 0x4c) ? cursor.u32() : null;
  const descriptor = skipIf(cursor, 0x4d) ? cursor.u32() : null;
  return { isFinal, supertypes, shared, describes, descriptor, composite: readCompositeType(cursor) };
}

function skipIf(cursor: Cursor, byte: number): boolean {
  const isThere = cursor.peek() === byte;
  if (isThere) cursor.byte();
  return isThere;
}

function readCompositeType(cursor: Cursor): CompositeType {
  switch (cursor.byte()) {
    case 0x60:
      return {
        kind: 'func',
        params: cursor.vector('parameter', LIMITS.params, readCoreValType),
        results: cursor.vector('result', LIMITS.results, readCoreValType),
      };
    case 0x5f:
      return { kind: 'struct', fields: cursor.vector('field', LIMITS.structFields, readFieldType) };
    case 0x5e:
      return { kind: 'array', field: readFieldType(cursor) };
    case 0x5d:
      return { kind: 'cont', type: readTypeIndex(cursor) };
    default:
      throw cursor.badByte('a core type', '`0x60` (func), `0x5f` (struct), `0x5e` (array) or `0x5d` (cont)');
  }
}

function readFieldType(cursor: Cursor): FieldType {
  const byte = cursor.peek();
  const packed = byte === 0x78 ? 'i8' : byte === 0x77 ? 'i16' : null;
  if (packed !== null) cursor.byte();
  const type = packed ?? readCoreValType(cursor);
  return { type, mutable: cursor.flag('the mutability of a field') };
}

function readLimits(cursor: Cursor, flags: number): Limits {
  const minimum = cursor.u64();
  const maximum = (flags & 0b001) === 0 ? null : cursor.u64();
  return { minimum, maximum, shared: (flags & 0b010) !== 0, is64: (flags & 0b100) !== 0 };
}

export function readMemoryType(cursor: Cursor): MemoryType {
  const flags = cursor.byte();
  if (flags > 0b1111) throw cursor.badByte('the limits of a memory', '`0x00` to `0x0f`');
  const limits = readLimits(cursor, flags);
  return { limits, pageSizeLog2: (flags & 0b1000) === 0 ? null : cursor.u32() };
}

export function readTableType(cursor: Cursor): TableType {
  const element = readRefType(cursor);
  const flags = cursor.byte();
  if (flags > 0b111) throw cursor.badByte('the limits of a table', '`0x00` to `0x07`');
  return { element, limits: readLimits(cursor, flags) };
}

export function readGlobalType(cursor: Cursor): GlobalType {
  const type = readCoreValType(cursor);
  const flags = cursor.byte();
  if (flags > 0b11) throw cursor.badByte('the mutability of a global', '`0x00` to `0x03`');
  return { type, mutable: (flags & 0b01) !== 0, shared: (flags & 0b10) !== 0 };
}

/** The type index of a tag, behind its attribute. */
export function readTagType(cursor: Cursor): number {
  if (cursor.byte() !== 0x00) throw cursor.badByte('the attribute of a tag', '`0x00` (exception)');
  return cursor.u32();
}

export function readCoreExternType(cursor: Cursor): CoreExternType {
  switch (cursor.byte()) {
    case 0x00:
      return { kind: 'func', type: cursor.u32(), exact: false };
    case 0x01:
      return { kind: 'table', table: readTableType(cursor) };
    case 0x02:
      return { kind: 'memory', memory: readMemoryType(cursor) };
    case 0x03:
      return { kind: 'global', global: readGlobalType(cursor) };
    case 0x04:
      return { kind: 'tag', type: readTagType(cursor) };
    case 0x20:
      return { kind: 'func', type: cursor.u32(), exact: true };
    default:
      throw cursor.badByte('the kind of a core import or export', '`0x00` (func) to `0x04` (tag)');
  }
}

export function readCoreImport(cursor: Cursor): CoreImport {
  const module = cursor.name();
  const name = cursor.name();
  return { module, name, type: readCoreExternType(cursor) };
}
