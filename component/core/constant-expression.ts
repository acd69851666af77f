import type { Cursor } from '../binary/cursor.js';
import { readHeapType } from '../binary/read-core-types.js';

type Immediate = 'u32' | 's32' | 's64' | 'f32' | 'f64' | 'v128' | 'heap type';

/** The instructions that may stand in the initial value of a global or a table, and their immediates. */
const CONSTANT: ReadonlyMap<number, readonly Immediate[]> = new Map<number, readonly Immediate[]>([
  [0x23, ['u32']], // global.get
  [0x41, ['s32']],
  [0x42, ['s64']],
  [0x43, ['f32']],
  [0x44, ['f64']],
  [0x6a, []], // i32.add, sub, mul
  [0x6b, []],
  [0x6c, []],
  [0x7c, []], // i64.add, sub, mul
  [0x7d, []],
  [0x7e, []],
  [0xd0, ['heap type']], // ref.null
  [0xd2, ['u32']], // ref.func
]);

const GC_PREFIX = 0xfb;
const CONSTANT_GC: ReadonlyMap<number, readonly Immediate[]> = new Map<number, readonly Immediate[]>([
  [0x00, ['u32']], // struct.new
  [0x01, ['u32']], // struct.new_default
  [0x06, ['u32']], // array.new
  [0x07, ['u32']], // array.new_default
  [0x08, ['u32', 'u32']], // array.new_fixed
  [0x1a, []], // any.convert_extern
  [0x1b, []], // extern.convert_any
  [0x1c, []], // ref.i31
  [0x20, ['u32']], // struct.new_desc
  [0x21, ['u32']], // struct.new_default_desc
  [0x48, []], // ref.i31_shared
]);

const VECTOR_PREFIX = 0xfd;
const CONSTANT_VECTOR: ReadonlyMap<number, readonly Immediate[]> = new Map<number, readonly Immediate[]>([
  [0x0c, ['v128']],
]);

const END = 0x0b;

/** Reads over a constant expression and its `end`. */
export function skipConstantExpression(cursor: Cursor): void {
  for (let opcode = cursor.byte(); opcode !== END; opcode = cursor.byte()) {
    const table = opcode === GC_PREFIX ? CONSTANT_GC : opcode === VECTOR_PREFIX ? CONSTANT_VECTOR : CONSTANT;
    const immediates = table.get(table === CONSTANT ? opcode : cursor.u32());
    if (immediates === undefined)
      throw cursor.badByte('a constant expression', 'the opcode of a constant instruction');
    for (const immediate of immediates) skipImmediate(cursor, immediate);
  }
}

function skipImmediate(cursor: Cursor, immediate: Immediate): void {
  switch (immediate) {
    case 'u32':
      cursor.u32();
      break;
    case 's32':
      cursor.skipSigned(32);
      break;
    case 's64':
      cursor.skipSigned(64);
      break;
    case 'f32':
      cursor.take(4);
      break;
    case 'f64':
      cursor.take(8);
      break;
    case 'v128':
      cursor.take(16);
      break;
    case 'heap type':
      readHeapType(cursor);
  }
}
