import { LIMITS } from '../limits.js';
import { componentMessages } from '../messages.js';
import type { DefinedType, LabelledType, ValType, VariantCase } from '../model/types.js';
import type { Cursor } from './cursor.js';
import { PRIMITIVES } from './opcodes.js';
import { readTypeIndex } from './read-core-types.js';

/** @spec Binary.md#type-definitions */
export function readValType(cursor: Cursor): ValType {
  const opcode = cursor.peek();
  const primitive = PRIMITIVES.nameOf.get(opcode);
  if (primitive !== undefined) {
    cursor.byte();
    return primitive;
  }
  if (opcode >= 0x40 && opcode < 0x80) {
    cursor.byte();
    throw cursor.badByte('a value type', 'a type index or the opcode of a primitive type');
  }
  return readTypeIndex(cursor);
}

function readOptionalValType(cursor: Cursor): ValType | null {
  return cursor.flag('whether there is a value type') ? readValType(cursor) : null;
}

export function readLabelledType(cursor: Cursor): LabelledType {
  const label = cursor.name();
  return { label, type: readValType(cursor) };
}

/** The result of a function, or null for none. */
export function readResultList(cursor: Cursor): ValType | null {
  const start = cursor.at;
  switch (cursor.byte()) {
    case 0x00:
      return readValType(cursor);
    case 0x01: {
      if (cursor.byte() === 0x00) return null;
      const args = { what: 'named results of a function', instead: 'are a record or a tuple now' };
      throw cursor.malformed(componentMessages.retiredForm, start, args);
    }
    default:
      throw cursor.badByte('the result of a function', '`0x00` (a type) or `0x01` (none)');
  }
}

function readCase(cursor: Cursor): VariantCase {
  const label = cursor.name();
  const type = readOptionalValType(cursor);
  const found = cursor.byte();
  if (found !== 0x00) {
    throw cursor.malformed(componentMessages.reservedByte, cursor.at - 1, { what: 'a variant case', found });
  }
  return { label, type };
}

/** The rest of a type that begins with `opcode`, which is not primitive. */
export function readDefinedType(cursor: Cursor, opcode: number): DefinedType {
  const label = (): string => cursor.name();
  switch (opcode) {
    case 0x72:
      return { kind: 'record', fields: cursor.vector('field', LIMITS.recordFields, readLabelledType) };
    case 0x71:
      return { kind: 'variant', cases: cursor.vector('case', LIMITS.variantCases, readCase) };
    case 0x70:
      return { kind: 'list', element: readValType(cursor) };
    case 0x6f:
      return { kind: 'tuple', types: cursor.vector('type', LIMITS.tupleTypes, readValType) };
    case 0x6e:
      return { kind: 'flags', labels: cursor.vector('flag', LIMITS.flags, label) };
    case 0x6d:
      return { kind: 'enum', labels: cursor.vector('case', LIMITS.enumCases, label) };
    case 0x6c: {
      const args = { what: 'the opcode `0x6c` of unions', instead: 'are variants now' };
      throw cursor.malformed(componentMessages.retiredForm, cursor.at - 1, args);
    }
    case 0x6b:
      return { kind: 'option', type: readValType(cursor) };
    case 0x6a: {
      const ok = readOptionalValType(cursor);
      return { kind: 'result', ok, error: readOptionalValType(cursor) };
    }
    case 0x69:
      return { kind: 'own', resource: cursor.u32() };
    case 0x68:
      return { kind: 'borrow', resource: cursor.u32() };
    case 0x67: {
      const element = readValType(cursor);
      return { kind: 'fixed-length list', element, length: cursor.u32() };
    }
    case 0x66:
      return { kind: 'stream', element: readOptionalValType(cursor) };
    case 0x65:
      return { kind: 'future', element: readOptionalValType(cursor) };
    case 0x63: {
      const key = readValType(cursor);
      return { kind: 'map', key, value: readValType(cursor) };
    }
    default:
      throw cursor.badByte(
        'a type',
        'an opcode from `0x3f` (resource) to `0x43` (async func) or from `0x63` (map) to `0x7f` (bool)',
      );
  }
}
