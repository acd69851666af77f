import { assertNever } from '../../base/index.js';
import type { ModuleDeclaration } from '../model/core-types.js';
import type { Alias, CoreTypeDefinition, Declaration, Import, TypeDefinition } from '../model/definitions.js';
import type { DefinedType, ExternType, FuncType, LabelledType, Type, ValType } from '../model/types.js';
import type { ByteWriter } from './byte-writer.js';
import { PRIMITIVES } from './opcodes.js';
import { writeCoreExternType, writeCoreImport, writeCoreValType, writeRecType } from './write-core-types.js';
import { writeExternName, writeSort } from './write-names.js';

export function writeCoreType(writer: ByteWriter, { type }: CoreTypeDefinition): void {
  if (type.kind === 'rec') {
    const [first] = type.types;
    // `0x50` alone would be a module type.
    if (!type.isGroup && first?.isFinal === false) writer.byte(0x00);
    writeRecType(writer, type);
    return;
  }
  writer.byte(0x50);
  writer.vector(type.declarations, (declaration) => writeModuleDeclaration(writer, declaration));
}

function writeModuleDeclaration(writer: ByteWriter, declaration: ModuleDeclaration): void {
  switch (declaration.kind) {
    case 'import':
      writer.byte(0x00);
      writeCoreImport(writer, declaration);
      break;
    case 'type':
      writer.byte(0x01);
      writeRecType(writer, declaration.type);
      break;
    case 'outer alias':
      writer.bytes([0x02, 0x10, 0x01]);
      writer.u32(declaration.count);
      writer.u32(declaration.index);
      break;
    case 'export':
      writer.byte(0x03);
      writer.name(declaration.name);
      writeCoreExternType(writer, declaration.type);
  }
}

export function writeTypeDefinition(writer: ByteWriter, { type }: TypeDefinition): void {
  writeType(writer, type);
}

function writeType(writer: ByteWriter, type: Type): void {
  switch (type.kind) {
    case 'resource':
      writer.byte(0x3f);
      writeCoreValType(writer, type.representation);
      writer.flag(type.destructor !== null);
      if (type.destructor !== null) writer.u32(type.destructor);
      break;
    case 'func':
      writeFuncType(writer, type);
      break;
    case 'component':
    case 'instance':
      writer.byte(type.kind === 'component' ? 0x41 : 0x42);
      writer.vector<Declaration>(type.declarations, (declaration) => writeDeclaration(writer, declaration));
      break;
    default:
      writeDefinedType(writer, type);
  }
}

function writeFuncType(writer: ByteWriter, { async, params, result }: FuncType): void {
  writer.byte(async ? 0x43 : 0x40);
  writer.vector(params, (param) => writeLabelledType(writer, param));
  writeResultList(writer, result);
}

function writeDeclaration(writer: ByteWriter, declaration: Declaration): void {
  switch (declaration.kind) {
    case 'core type':
      writer.byte(0x00);
      writeCoreType(writer, declaration);
      break;
    case 'type':
      writer.byte(0x01);
      writeTypeDefinition(writer, declaration);
      break;
    case 'alias':
      writer.byte(0x02);
      writeAlias(writer, declaration);
      break;
    case 'import':
      writer.byte(0x03);
      writeImport(writer, declaration);
      break;
    case 'export declaration':
      writer.byte(0x04);
      writeExternName(writer, declaration.name);
      writeExternType(writer, declaration.type);
  }
}

export function writeImport(writer: ByteWriter, { name, type }: Import): void {
  writeExternName(writer, name);
  writeExternType(writer, type);
}

export function writeAlias(writer: ByteWriter, alias: Alias): void {
  writeSort(writer, alias.sort);
  if (alias.target === 'outer') {
    writer.byte(0x02);
    writer.u32(alias.count);
    writer.u32(alias.index);
    return;
  }
  writer.byte(alias.target === 'export' ? 0x00 : 0x01);
  writer.u32(alias.instance);
  writer.name(alias.name);
}

export function writeExternType(writer: ByteWriter, type: ExternType): void {
  writeSort(writer, type.kind);
  switch (type.kind) {
    case 'type':
      writer.byte(type.bound.kind === 'eq' ? 0x00 : 0x01);
      if (type.bound.kind === 'eq') writer.u32(type.bound.type);
      break;
    case 'value':
      if (type.bound.kind === 'eq') {
        writer.byte(0x00);
        writer.u32(type.bound.value);
        break;
      }
      if (!type.bound.isBare) writer.byte(0x01);
      writeValType(writer, type.bound.type);
      break;
    default:
      writer.u32(type.type);
  }
}

export function writeValType(writer: ByteWriter, type: ValType): void {
  if (typeof type === 'number') writer.typeIndex(type);
  else writer.byte(PRIMITIVES.byteOf[type]);
}

function writeOptionalValType(writer: ByteWriter, type: ValType | null): void {
  writer.flag(type !== null);
  if (type !== null) writeValType(writer, type);
}

function writeLabelledType(writer: ByteWriter, { label, type }: LabelledType): void {
  writer.name(label);
  writeValType(writer, type);
}

export function writeResultList(writer: ByteWriter, result: ValType | null): void {
  if (result === null) {
    writer.bytes([0x01, 0x00]);
    return;
  }
  writer.byte(0x00);
  writeValType(writer, result);
}

function writeDefinedType(writer: ByteWriter, type: DefinedType): void {
  switch (type.kind) {
    case 'primitive':
      return writer.byte(PRIMITIVES.byteOf[type.primitive]);
    case 'record':
      writer.byte(0x72);
      return writer.vector(type.fields, (field) => writeLabelledType(writer, field));
    case 'variant':
      writer.byte(0x71);
      return writer.vector(type.cases, ({ label, type: payload }) => {
        writer.name(label);
        writeOptionalValType(writer, payload);
        writer.byte(0x00);
      });
    case 'list':
      writer.byte(0x70);
      return writeValType(writer, type.element);
    case 'tuple':
      writer.byte(0x6f);
      return writer.vector(type.types, (member) => writeValType(writer, member));
    case 'flags':
    case 'enum':
      writer.byte(type.kind === 'flags' ? 0x6e : 0x6d);
      return writer.vector(type.labels, (label) => writer.name(label));
    case 'option':
      writer.byte(0x6b);
      return writeValType(writer, type.type);
    case 'result':
      writer.byte(0x6a);
      writeOptionalValType(writer, type.ok);
      return writeOptionalValType(writer, type.error);
    case 'own':
    case 'borrow':
      writer.byte(type.kind === 'own' ? 0x69 : 0x68);
      return writer.u32(type.resource);
    case 'fixed-length list':
      writer.byte(0x67);
      writeValType(writer, type.element);
      return writer.u32(type.length);
    case 'stream':
    case 'future':
      writer.byte(type.kind === 'stream' ? 0x66 : 0x65);
      return writeOptionalValType(writer, type.element);
    case 'map':
      writer.byte(0x63);
      writeValType(writer, type.key);
      return writeValType(writer, type.value);
    default:
      return assertNever(type);
  }
}
