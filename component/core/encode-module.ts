import { ByteWriter } from '../binary/byte-writer.js';
import { MAGIC } from '../binary/opcodes.js';
import { VERSIONS } from '../binary/preamble.js';
import {
  writeCoreImport,
  writeCoreValType,
  writeGlobalType,
  writeMemoryType,
  writeRecType,
  writeRefType,
  writeTableType,
} from '../binary/write-core-types.js';
import type { CompositeType, CoreFuncType, RecType } from '../model/core-types.js';
import type { CoreFunctionPart, DataPart, ElementPart, ModuleParts, TablePart } from './module-parts.js';
import { EXPORT_KINDS, SECTIONS, type CoreSectionName } from './module.js';

/** A type of its own, as most are. */
export function singleType(composite: CompositeType): RecType {
  const type = { isFinal: true, supertypes: [], shared: false, describes: null, descriptor: null, composite };
  return { kind: 'rec', isGroup: false, types: [type] };
}

/** The function type `params → results`, as a type of its own. */
export function funcType(params: CoreFuncType['params'], results: CoreFuncType['results']): RecType {
  return singleType({ kind: 'func', params, results });
}

/**
 * The bytes of a core module. Sections without content are left out, and every number is in its shortest form. Nothing is
 * checked.
 */
export function encodeModule(parts: ModuleParts): Uint8Array {
  const writer = new ByteWriter();
  const { version } = VERSIONS['core module'];
  writer.bytes([...MAGIC, version, 0, 0, 0]);
  const content = new ByteWriter();
  const section = (name: CoreSectionName, write: () => void): void => {
    content.reset();
    write();
    writer.byte(SECTIONS.indexOf(name));
    writer.u32(content.length);
    writer.bytes(content.view());
  };
  const list = <Item>(
    name: CoreSectionName,
    items: readonly Item[] | undefined,
    write: (item: Item) => void,
  ): void => {
    if (items !== undefined && items.length > 0) section(name, () => content.vector(items, write));
  };
  list('type', parts.types, (type) => writeRecType(content, type));
  list('import', parts.imports, (item) => writeCoreImport(content, item));
  list('function', parts.functions, ({ type }) => content.u32(type));
  list('table', parts.tables, (table) => writeTable(content, table));
  list('memory', parts.memories, (memory) => writeMemoryType(content, memory));
  list('tag', parts.tags, (type) => {
    content.byte(0x00);
    content.u32(type);
  });
  list('global', parts.globals, ({ type, initial }) => {
    writeGlobalType(content, type);
    content.bytes(initial);
  });
  list('export', parts.exports, ({ name, kind, index }) => {
    content.name(name);
    content.byte(EXPORT_KINDS.indexOf(kind));
    content.u32(index);
  });
  const { start = null, data = [] } = parts;
  if (start !== null) section('start', () => content.u32(start));
  list('element', parts.elements, (element) => writeElement(content, element));
  // Code that names segments can then be validated before they are read.
  if (data.length > 0) section('data count', () => content.u32(data.length));
  list('code', parts.functions, (code) => writeCode(content, code));
  list('data', data, (segment) => writeData(content, segment));
  for (const { name, data: bytes } of parts.customSections ?? []) {
    section('custom', () => {
      content.name(name);
      content.bytes(bytes);
    });
  }
  return writer.finish();
}

function writeTable(writer: ByteWriter, { type, initial }: TablePart): void {
  if (initial !== null) writer.bytes([0x40, 0x00]);
  writeTableType(writer, type);
  if (initial !== null) writer.bytes(initial);
}

function writeCode(writer: ByteWriter, part: CoreFunctionPart): void {
  if ('code' in part) {
    writer.u32(part.code.length);
    return writer.bytes(part.code);
  }
  const { locals, body } = part;
  const head = new ByteWriter();
  head.vector(locals, ({ count, type }) => {
    head.u32(count);
    writeCoreValType(head, type);
  });
  writer.u32(head.length + body.length);
  writer.bytes(head.view());
  writer.bytes(body);
}

/** Bits of the first byte of an element segment. */
const NOT_ACTIVE = 0b001;
const TABLE_OR_DECLARATIVE = 0b010;
const EXPRESSIONS = 0b100;

function writeElement(writer: ByteWriter, { mode, items }: ElementPart): void {
  const expressions = 'expressions' in items ? EXPRESSIONS : 0;
  if (typeof mode === 'string') {
    writer.byte(NOT_ACTIVE | (mode === 'declarative' ? TABLE_OR_DECLARATIVE : 0) | expressions);
  } else {
    // With the table comes the type, which without is `funcref`.
    const isShort = mode.index === 0 && !('expressions' in items);
    writer.byte((isShort ? 0 : TABLE_OR_DECLARATIVE) | expressions);
    if (!isShort) writer.u32(mode.index);
    writer.bytes(mode.offset);
    if (isShort) return writer.vector(items, (index) => writer.u32(index));
  }
  if (!('expressions' in items)) {
    writer.byte(0x00);
    return writer.vector(items, (index) => writer.u32(index));
  }
  writeRefType(writer, items.type);
  writer.vector(items.expressions, (expression) => writer.bytes(expression));
}

function writeData(writer: ByteWriter, { mode, bytes }: DataPart): void {
  if (mode === 'passive') {
    writer.byte(0x01);
  } else {
    writer.byte(mode.index === 0 ? 0x00 : 0x02);
    if (mode.index !== 0) writer.u32(mode.index);
    writer.bytes(mode.offset);
  }
  writer.u32(bytes.length);
  writer.bytes(bytes);
}
