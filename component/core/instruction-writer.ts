import { assertNever } from '../../base/index.js';
import { ByteWriter } from '../binary/byte-writer.js';
import { writeCoreValType, writeHeapType } from '../binary/write-core-types.js';
import type {
  BlockType,
  Cast,
  CatchClause,
  HandlerClause,
  Immediate,
  ImmediateValues,
  MemoryArgument,
} from './opcodes/row.js';
import { HAS_MEMORY_INDEX } from './read-immediate.js';
import { instructionNamed, type ImmediatesFor, type InstructionName } from './opcodes/table.js';

/** What an instruction and one of its immediates are, in pairs that fit. */
type Given = {
  [Kind in Immediate]: { readonly kind: Kind; readonly value: ImmediateValues[Kind] };
}[Immediate];

/**
 * Assembles the instructions of a function body or a constant expression:
 * `new InstructionWriter().op('local.get', 0).op('call', 3).finish()`. What an instruction takes is checked by its type;
 * that the code is valid is left to validation.
 */
export class InstructionWriter {
  readonly #writer = new ByteWriter();

  op<Name extends InstructionName>(name: Name, ...immediates: ImmediatesFor<Name>): this {
    const { opcode, immediates: kinds } = instructionNamed(name);
    writeOpcode(this.#writer, opcode);
    const values: readonly unknown[] = immediates;
    // The table pairs kinds and values, which TypeScript cannot follow through it.
    kinds.forEach((kind, place) => writeImmediate(this.#writer, { kind, value: values[place] } as Given));
    return this;
  }

  /** What was assembled, with the `end` that function bodies and constant expressions have. */
  finish(): Uint8Array {
    this.op('end');
    return this.#writer.finish();
  }
}

function writeOpcode(writer: ByteWriter, opcode: number): void {
  if (opcode <= 0xff) return writer.byte(opcode);
  writer.byte(opcode >> 16);
  writer.u32(opcode & 0xffff);
}

function writeImmediate(writer: ByteWriter, { kind, value }: Given): void {
  switch (kind) {
    case 'type':
    case 'func':
    case 'table':
    case 'memory':
    case 'global':
    case 'tag':
    case 'elem':
    case 'data':
    case 'local':
    case 'label':
    case 'field':
    case 'u32':
      return writer.u32(value);
    case 'labels':
      writer.vector(value.targets, (label) => writer.u32(label));
      return writer.u32(value.fallback);
    case 'lane':
    case 'reserved byte':
      return writer.byte(value);
    case 'lanes':
    case 'v128':
      return writer.bytes(value);
    case 's32':
      return writer.signed(BigInt(value | 0));
    case 's64':
      return writer.signed(BigInt.asIntN(64, value));
    case 'f32':
      return writer.bytes(new Uint8Array(new Float32Array([value]).buffer));
    case 'f64':
      return writer.bytes(new Uint8Array(new Float64Array([value]).buffer));
    case 'memarg':
      return writeMemoryArgument(writer, value);
    case 'block type':
      return writeBlockType(writer, value);
    case 'heap type':
      return writeHeapType(writer, value);
    case 'value types':
      return writer.vector(value, (type) => writeCoreValType(writer, type));
    case 'cast':
      return writeCast(writer, value);
    case 'catches':
      return writer.vector(value, (clause) => writeCatch(writer, clause));
    case 'handlers':
      return writer.vector(value, (clause) => writeHandler(writer, clause));
    case 'ordering':
      return writer.byte(value === 'seq_cst' ? 0 : 1);
    default:
      assertNever(kind);
  }
}

function writeMemoryArgument(writer: ByteWriter, { align, offset, memory }: MemoryArgument): void {
  writer.u32(memory === 0 ? align : align | HAS_MEMORY_INDEX);
  if (memory !== 0) writer.u32(memory);
  writer.u64(offset);
}

function writeBlockType(writer: ByteWriter, type: BlockType): void {
  if (type === 'empty') writer.byte(0x40);
  else if (typeof type === 'object' && 'type' in type) writer.typeIndex(type.type);
  else writeCoreValType(writer, type);
}

function writeCast(writer: ByteWriter, { label, from, to }: Cast): void {
  writer.byte((from.nullable ? 0b01 : 0) | (to.nullable ? 0b10 : 0));
  writer.u32(label);
  writeHeapType(writer, from.heap);
  writeHeapType(writer, to.heap);
}

function writeCatch(writer: ByteWriter, { tag, ref, label }: CatchClause): void {
  writer.byte((tag === null ? 0b10 : 0) | (ref ? 0b01 : 0));
  if (tag !== null) writer.u32(tag);
  writer.u32(label);
}

function writeHandler(writer: ByteWriter, { tag, label }: HandlerClause): void {
  writer.byte(label === null ? 0x01 : 0x00);
  writer.u32(tag);
  if (label !== null) writer.u32(label);
}
