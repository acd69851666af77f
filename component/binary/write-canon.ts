import type { Canon, CanonOption } from '../model/canon.js';
import type { ByteWriter } from './byte-writer.js';
import {
  CANCEL_BUILTINS,
  CANON_OPTIONS,
  COPY_BUILTINS,
  OTHER_CANONS,
  PLAIN_BUILTINS,
  TYPE_BUILTINS,
  WITH_RESERVED_BYTE,
} from './opcodes.js';
import { writeCoreValType } from './write-core-types.js';
import { writeResultList } from './write-types.js';

const OPCODES: Readonly<Record<Canon['name'], number>> = {
  ...PLAIN_BUILTINS.byteOf,
  ...TYPE_BUILTINS.byteOf,
  ...COPY_BUILTINS.byteOf,
  ...CANCEL_BUILTINS.byteOf,
  ...OTHER_CANONS.byteOf,
};

export function writeCanon(writer: ByteWriter, canon: Canon): void {
  writer.byte(OPCODES[canon.name]);
  if (WITH_RESERVED_BYTE.has(canon.name)) writer.byte(0x00);
  switch (canon.name) {
    case 'lift':
      writer.byte(0x00);
      writer.u32(canon.coreFunc);
      writeOptions(writer, canon.options);
      return writer.u32(canon.type);
    case 'lower':
      writer.byte(0x00);
      writer.u32(canon.func);
      return writeOptions(writer, canon.options);
    case 'task.return':
      writeResultList(writer, canon.result);
      return writeOptions(writer, canon.options);
    case 'context.get':
    case 'context.set':
      writeCoreValType(writer, canon.type);
      return writer.u32(canon.slot);
    default:
      return writeImmediates(writer, canon);
  }
}

/** The forms whose immediates stand in one order: `shared`, type, table, memory, `async`, options. */
function writeImmediates(
  writer: ByteWriter,
  canon: Exclude<Canon, { name: 'lift' | 'lower' | 'task.return' | 'context.get' | 'context.set' }>,
): void {
  if ('shared' in canon && canon.shared !== null) writer.flag(canon.shared);
  if ('type' in canon) writer.u32(canon.type);
  if ('table' in canon) writer.u32(canon.table);
  if ('memory' in canon) writer.u32(canon.memory);
  if ('async' in canon) writer.flag(canon.async);
  if ('options' in canon) writeOptions(writer, canon.options);
}

function writeOptions(writer: ByteWriter, options: readonly CanonOption[]): void {
  writer.vector(options, (option) => {
    writer.byte(CANON_OPTIONS.byteOf[option.kind]);
    if ('index' in option) writer.u32(option.index);
  });
}
