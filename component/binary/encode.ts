import type { Component, CoreInstance, Export, Instance, Section, Start } from '../model/definitions.js';
import { bytesOf, type Slice } from '../slice.js';
import { ByteWriter } from './byte-writer.js';
import { concatenate } from './concatenate.js';
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

/** A binary in order: what is small is gathered in `gathered`, what is large stays a view among the `pieces`. */
interface Output {
  readonly pieces: Uint8Array[];
  /** What comes behind the last piece. */
  readonly gathered: ByteWriter;
  /** The content of the section that is being written. */
  readonly content: ByteWriter;
}

/**
 * The bytes of `component`: those it was decoded from if `isCanonical`, else the same with every number in its shortest
 * form. Nested modules and components are copied once, into the result, also when they are nested deep.
 * @spec Binary.md#component-definitions
 */
export function encodeComponent(component: Component): Uint8Array {
  return concatenate(outputOf(component).pieces);
}

function outputOf({ sections }: Component): Output {
  const output: Output = { pieces: [], gathered: new ByteWriter(), content: new ByteWriter() };
  const { version, layer } = VERSIONS.component;
  output.gathered.bytes([...MAGIC, version, 0, layer, 0]);
  for (const section of sections) {
    if (section.id === 1 || section.id === 4) {
      for (const { content } of section.definitions) writeNested(output, section.id, content);
      continue;
    }
    output.content.reset();
    writeContent(output.content, section);
    output.gathered.byte(section.id);
    output.gathered.u32(output.content.length);
    output.gathered.bytes(output.content.view());
  }
  flush(output);
  return output;
}

function writeNested(output: Output, id: 1 | 4, nested: Slice | Component): void {
  const pieces = 'sections' in nested ? outputOf(nested).pieces : [bytesOf(nested)];
  output.gathered.byte(id);
  output.gathered.u32(pieces.reduce((size, piece) => size + piece.length, 0));
  flush(output);
  for (const piece of pieces) output.pieces.push(piece);
}

function flush(output: Output): void {
  output.pieces.push(output.gathered.finish());
  output.gathered.reset();
}

function writeContent(writer: ByteWriter, section: Exclude<Section, { id: 1 | 4 }>): void {
  switch (section.id) {
    case 0:
      writer.name(section.name);
      return writer.bytes(section.data);
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
