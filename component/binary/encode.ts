import type { Component, CoreInstance, Export, Instance, Section, Start } from '../model/definitions.js';
import { bytesOf } from '../slice.js';
import { ByteWriter } from './byte-writer.js';
import { CORE_SORTS, MAGIC } from './opcodes.js';
import { VERSIONS } from './preamble.js';
import { writeCanon } from './write-canon.js';
import { writeExternName, writeSortIndex } from './write-names.js';
import {
  writeAlias,
  writeCoreType,
  writeExternType,
  writeImport,
  writeTypeDefinition,
  writeValType,
} from './write-types.js';

/** Pieces of a binary in order, and how long they are together. What is large among them is a view, not a copy. */
interface Chunks {
  readonly pieces: Uint8Array[];
  length: number;
}

/**
 * The bytes of `component`: those it was decoded from if `isCanonical`, else the same with every number in its shortest
 * form. Nested modules and components are copied once, into the result, also when they are nested deep.
 * @spec Binary.md#component-definitions
 */
export function encodeComponent(component: Component): Uint8Array {
  const { pieces, length } = chunksOf(component);
  const bytes = new Uint8Array(length);
  let at = 0;
  for (const piece of pieces) {
    bytes.set(piece, at);
    at += piece.length;
  }
  return bytes;
}

function chunksOf({ sections }: Component): Chunks {
  const chunks: Chunks = { pieces: [], length: 0 };
  const { version, layer } = VERSIONS.component;
  append(chunks, Uint8Array.of(...MAGIC, version, 0, layer, 0));
  const writer = new ByteWriter();
  for (const section of sections) {
    switch (section.id) {
      case 0:
        writer.name(section.name);
        appendSection(chunks, section.id, [writer.finish(), section.data]);
        break;
      case 1:
      case 4:
        for (const { content } of section.definitions) {
          const isBuilt = 'sections' in content;
          appendSection(chunks, section.id, isBuilt ? chunksOf(content).pieces : [bytesOf(content)]);
        }
        break;
      default:
        writeContent(writer, section);
        appendSection(chunks, section.id, [writer.finish()]);
    }
    writer.reset();
  }
  return chunks;
}

function append(chunks: Chunks, piece: Uint8Array): void {
  chunks.pieces.push(piece);
  chunks.length += piece.length;
}

function appendSection(chunks: Chunks, id: number, content: readonly Uint8Array[]): void {
  const head = new ByteWriter();
  head.byte(id);
  head.u32(content.reduce((size, piece) => size + piece.length, 0));
  append(chunks, head.finish());
  for (const piece of content) append(chunks, piece);
}

function writeContent(writer: ByteWriter, section: Exclude<Section, { id: 0 | 1 | 4 }>): void {
  switch (section.id) {
    case 2:
      return writer.vector(section.definitions, (item) => writeCoreInstance(writer, item));
    case 3:
      return writer.vector(section.definitions, (item) => writeCoreType(writer, item));
    case 5:
      return writer.vector(section.definitions, (item) => writeInstance(writer, item));
    case 6:
      return writer.vector(section.definitions, (item) => writeAlias(writer, item));
    case 7:
      return writer.vector(section.definitions, (item) => writeTypeDefinition(writer, item));
    case 8:
      return writer.vector(section.definitions, (item) => writeCanon(writer, item));
    case 9:
      return section.definitions.forEach((item) => writeStart(writer, item));
    case 10:
      return writer.vector(section.definitions, (item) => writeImport(writer, item));
    case 11:
      return writer.vector(section.definitions, (item) => writeExport(writer, item));
    case 12:
      return writer.vector(section.definitions, ({ type, data }) => {
        writeValType(writer, type);
        writer.u32(data.length);
        writer.bytes(data);
      });
  }
}

function writeCoreInstance(writer: ByteWriter, instance: CoreInstance): void {
  if (instance.form === 'instantiate') {
    writer.byte(0x00);
    writer.u32(instance.module);
    writer.vector(instance.arguments, ({ name, instance: index }) => {
      writer.name(name);
      writer.byte(CORE_SORTS.byteOf['core instance']);
      writer.u32(index);
    });
    return;
  }
  writer.byte(0x01);
  writer.vector(instance.exports, ({ name, sort, index }) => {
    writer.name(name);
    writer.byte(CORE_SORTS.byteOf[sort]);
    writer.u32(index);
  });
}

function writeInstance(writer: ByteWriter, instance: Instance): void {
  if (instance.form === 'instantiate') {
    writer.byte(0x00);
    writer.u32(instance.component);
    writer.vector(instance.arguments, (argument) => {
      writer.name(argument.name);
      writeSortIndex(writer, argument);
    });
    return;
  }
  writer.byte(0x01);
  writer.vector(instance.exports, (item) => {
    writeExternName(writer, item.name);
    writeSortIndex(writer, item);
  });
}

function writeStart(writer: ByteWriter, start: Start): void {
  writer.u32(start.func);
  writer.vector(start.arguments, (index) => writer.u32(index));
  writer.u32(start.results);
}

function writeExport(writer: ByteWriter, item: Export): void {
  writeExternName(writer, item.name);
  writeSortIndex(writer, item);
  writer.flag(item.type !== null);
  if (item.type !== null) writeExternType(writer, item.type);
}
