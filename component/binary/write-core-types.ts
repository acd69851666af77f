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
import type { ByteWriter } from './byte-writer.js';
import { CORE_NUMBERS, HEAP_TYPES } from './opcodes.js';

export function writeCoreValType(writer: ByteWriter, type: CoreValType): void {
  if (typeof type === 'string') writer.byte(CORE_NUMBERS.byteOf[type]);
  else writeRefType(writer, type);
}

export function writeRefType(writer: ByteWriter, { nullable, heap }: RefType): void {
  if (!nullable || heap.kind !== 'abstract') writer.byte(nullable ? 0x63 : 0x64);
  writeHeapType(writer, heap);
}

export function writeHeapType(writer: ByteWriter, heap: HeapType): void {
  switch (heap.kind) {
    case 'index':
      writer.typeIndex(heap.type);
      break;
    case 'exact':
      writer.byte(0x62);
      writer.u32(heap.type);
      break;
    case 'abstract':
      if (heap.shared) writer.byte(0x65);
      writer.byte(HEAP_TYPES.byteOf[heap.name]);
  }
}

export function writeRecType(writer: ByteWriter, { isGroup, types }: RecType): void {
  if (isGroup) {
    writer.byte(0x4e);
    writer.u32(types.length);
  }
  for (const type of types) writeSubType(writer, type);
}

function writeSubType(writer: ByteWriter, type: SubType): void {
  if (!type.isFinal || type.supertypes.length > 0) {
    writer.byte(type.isFinal ? 0x4f : 0x50);
    writer.vector(type.supertypes, (index) => writer.u32(index));
  }
  if (type.shared) writer.byte(0x65);
  if (type.describes !== null) {
    writer.byte(0x4c);
    writer.u32(type.describes);
  }
  if (type.descriptor !== null) {
    writer.byte(0x4d);
    writer.u32(type.descriptor);
  }
  writeCompositeType(writer, type.composite);
}

function writeCompositeType(writer: ByteWriter, type: CompositeType): void {
  switch (type.kind) {
    case 'func':
      writer.byte(0x60);
      writer.vector(type.params, (param) => writeCoreValType(writer, param));
      writer.vector(type.results, (result) => writeCoreValType(writer, result));
      break;
    case 'struct':
      writer.byte(0x5f);
      writer.vector(type.fields, (field) => writeFieldType(writer, field));
      break;
    case 'array':
      writer.byte(0x5e);
      writeFieldType(writer, type.field);
      break;
    case 'cont':
      writer.byte(0x5d);
      writer.typeIndex(type.type);
  }
}

function writeFieldType(writer: ByteWriter, { type, mutable }: FieldType): void {
  if (type === 'i8') writer.byte(0x78);
  else if (type === 'i16') writer.byte(0x77);
  else writeCoreValType(writer, type);
  writer.flag(mutable);
}

function writeLimits(writer: ByteWriter, limits: Limits, more: number): void {
  const flags =
    (limits.maximum === null ? 0 : 0b001) | (limits.shared ? 0b010 : 0) | (limits.is64 ? 0b100 : 0);
  writer.byte(flags | more);
  writer.u64(limits.minimum);
  if (limits.maximum !== null) writer.u64(limits.maximum);
}

export function writeMemoryType(writer: ByteWriter, { limits, pageSizeLog2 }: MemoryType): void {
  writeLimits(writer, limits, pageSizeLog2 === null ? 0 : 0b1000);
  if (pageSizeLog2 !== null) writer.u32(pageSizeLog2);
}

export function writeTableType(writer: ByteWriter, { element, limits }: TableType): void {
  writeRefType(writer, element);
  writeLimits(writer, limits, 0);
}

export function writeGlobalType(writer: ByteWriter, { type, mutable, shared }: GlobalType): void {
  writeCoreValType(writer, type);
  writer.byte((mutable ? 0b01 : 0) | (shared ? 0b10 : 0));
}

export function writeCoreExternType(writer: ByteWriter, type: CoreExternType): void {
  switch (type.kind) {
    case 'func':
      writer.byte(type.exact ? 0x20 : 0x00);
      writer.u32(type.type);
      break;
    case 'table':
      writer.byte(0x01);
      writeTableType(writer, type.table);
      break;
    case 'memory':
      writer.byte(0x02);
      writeMemoryType(writer, type.memory);
      break;
    case 'global':
      writer.byte(0x03);
      writeGlobalType(writer, type.global);
      break;
    case 'tag':
      writer.bytes([0x04, 0x00]);
      writer.u32(type.type);
  }
}

export function writeCoreImport(writer: ByteWriter, { module, name, type }: CoreImport): void {
  writer.name(module);
  writer.name(name);
  writeCoreExternType(writer, type);
}
