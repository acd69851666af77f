import { assertNever } from '../../base/index.js';
import { Cursor, Malformed } from '../binary/cursor.js';
import { decodeUtf8 } from '../binary/utf8.js';
import type { ValueDefinition } from '../model/definitions.js';
import { wholeFile } from '../slice.js';
import type { PrimValType } from '../../canonical-abi/index.js';
import { validationMessages } from './messages.js';
import type { Scope } from './scope.js';
import { typeText } from './type-text.js';
import { ERROR, type CheckedValueType, type TypeUse } from './types.js';
import { checkUse } from './value-types.js';

/** @spec Binary.md#-value-definitions */
export function checkValue(scope: Scope, { type, data, ...place }: ValueDefinition): void {
  const { value } = scope.spaces;
  if (!scope.requireFeature(place, 'values', 'cm-values')) {
    value.push(ERROR);
    return;
  }
  const use = checkUse(scope, type, place);
  if (typeof use === 'object' && use.kind === 'error') {
    value.push(use);
    return;
  }
  value.push({ kind: 'value', type: use });
  const reason = explainValue(data, use);
  if (reason === null) return;
  scope.fault(validationMessages.badValueDefinition, place, { type: typeText(use), reason });
}

/** What keeps `data` from being a value of the type `use`, or null. */
function explainValue(data: Uint8Array, use: TypeUse): string | null {
  const cursor = new Cursor(wholeFile({ path: '', bytes: data }), 'value');
  cursor.within = 'its bytes';
  try {
    readUse(cursor, use);
    return cursor.left === 0 ? null : `${cursor.left} more`;
  } catch (error) {
    if (error instanceof BadValue) return error.message;
    if (error instanceof Malformed) return `ones that are malformed: ${error.diagnostic.message}`;
    throw error;
  }
}

class BadValue extends Error {}

function readUse(cursor: Cursor, use: TypeUse): void {
  if (typeof use === 'string') readPrimitive(cursor, use);
  else if (use.kind === 'value type') readCompound(cursor, use);
}

function readPrimitive(cursor: Cursor, type: PrimValType): void {
  switch (type) {
    case 'bool':
      if (cursor.byte() > 1) throw new BadValue('a `bool` that is neither `0x00` nor `0x01`');
      return;
    case 'u8':
    case 's8':
      cursor.byte();
      return;
    case 'u16':
      if (cursor.u32() > 0xffff) throw new BadValue('a `u16` that is too large');
      return;
    case 'u32':
      cursor.u32();
      return;
    case 'u64':
      cursor.u64();
      return;
    case 's16': {
      const value = cursor.s33();
      if (value < -0x8000 || value > 0x7fff) throw new BadValue('an `s16` that is out of range');
      return;
    }
    case 's32':
      return cursor.skipSigned(32);
    case 's64':
      return cursor.skipSigned(64);
    case 'f32':
      return readFloat(cursor.take(4), 4);
    case 'f64':
      return readFloat(cursor.take(8), 8);
    case 'char':
      return readChar(cursor);
    case 'string':
      cursor.name();
      return;
    case 'error-context':
      throw new BadValue('an `error-context`, which has no constants');
    default:
      assertNever(type);
  }
}

/** Of all the NaNs only the canonical one is a value. */
function readFloat(bytes: Uint8Array, size: 4 | 8): void {
  const view = new DataView(bytes.buffer, bytes.byteOffset, size);
  const isNan = Number.isNaN(size === 4 ? view.getFloat32(0, true) : view.getFloat64(0, true));
  if (!isNan) return;
  const isCanonical =
    size === 4 ? view.getUint32(0, true) === 0x7fc00000 : view.getBigUint64(0, true) === 0x7ff8000000000000n;
  if (!isCanonical) throw new BadValue('a NaN that is not the canonical one');
}

function readChar(cursor: Cursor): void {
  const lead = cursor.peek();
  const length = lead < 0x80 ? 1 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
  const bytes = cursor.take(length);
  const text = decodeUtf8(bytes, 0, length);
  if (typeof text !== 'string') throw new BadValue('a `char` that is not in UTF-8');
}

function readCompound(cursor: Cursor, { type, operands }: CheckedValueType): void {
  if (typeof type === 'string') return readPrimitive(cursor, type);
  const operand = (index: number): void => {
    const use = operands[index] ?? null;
    if (use !== null) readUse(cursor, use);
  };
  switch (type.kind) {
    case 'record':
    case 'tuple':
      return operands.forEach((_, index) => operand(index));
    case 'variant':
      return operand(readCase(cursor.u32(), operands.length));
    case 'enum':
      readCase(cursor.u32(), type.labels.length);
      return;
    case 'flags':
      cursor.take(Math.ceil(type.labels.length / 8));
      return;
    case 'option':
      if (readCase(cursor.byte(), 2) === 1) operand(0);
      return;
    case 'result':
      return operand(readCase(cursor.byte(), 2));
    case 'list':
    case 'map':
      for (
        let left = type.kind === 'list' && type.length !== null ? type.length : cursor.u32();
        left > 0;
        left--
      ) {
        operands.forEach((_, index) => operand(index));
      }
      return;
    case 'own':
    case 'borrow':
    case 'stream':
    case 'future':
      throw new BadValue(`\`${type.kind}\`, which has no constants`);
    default:
      assertNever(type);
  }
}

/** The number of a case, of which there are `count`. */
function readCase(found: number, count: number): number {
  if (found < count) return found;
  throw new BadValue(`the case ${found} of ${count}`);
}
