import type { Cursor } from '../binary/cursor.js';
import type { Located } from '../model/sort.js';
import type { CodeVisitor } from './code-visitor.js';
import { instructionAt, PREFIXES, type Instruction, type InstructionName } from './opcodes/table.js';
import { readImmediate, readValTypeUse } from './read-immediate.js';

const NO_VISITOR: CodeVisitor = {};

/** The instructions that may stand in a constant expression, of all proposals. */
const CONSTANT: ReadonlySet<InstructionName> = new Set<InstructionName>([
  'global.get', 'i32.const', 'i64.const', 'f32.const', 'f64.const', 'v128.const', 'i32.add', 'i32.sub', 'i32.mul',
  'i64.add', 'i64.sub', 'i64.mul', 'ref.null', 'ref.func', 'ref.i31', 'ref.i31_shared', 'struct.new',
  'struct.new_default', 'struct.new_desc', 'struct.new_default_desc', 'array.new', 'array.new_default',
  'array.new_fixed', 'any.convert_extern', 'extern.convert_any', 'end',
]); // prettier-ignore

/** What opens a block, which an `end` of its own closes. */
const OPENING: ReadonlySet<InstructionName> = new Set<InstructionName>([
  'block',
  'loop',
  'if',
  'try',
  'try_table',
]);

/** Reads over a constant expression and its `end`; returns where it stands. */
export function readConstantExpression(cursor: Cursor, visitor: CodeVisitor = NO_VISITOR): Located {
  const start = cursor.at;
  for (;;) {
    const instruction = readInstruction(cursor, visitor, isConstant, 'a constant expression');
    if (instruction.name === 'end') return { start, end: cursor.at };
  }
}

/** Reads over the locals and instructions of a function, up to the `end` that ends it. */
export function readFunctionBody(cursor: Cursor, visitor: CodeVisitor): void {
  for (let runs = cursor.u32(); runs > 0; runs--) {
    cursor.u32();
    readValTypeUse(cursor, visitor);
  }
  for (let depth = 1; depth > 0;) {
    const { name } = readInstruction(cursor, visitor, isAny, 'an instruction');
    if (OPENING.has(name)) depth++;
    // `delegate` of the legacy exceptions closes its `try`.
    else if (name === 'end' || name === 'delegate') depth--;
  }
}

function isConstant({ name }: Instruction): boolean {
  return CONSTANT.has(name);
}

function isAny(): boolean {
  return true;
}

function readInstruction(
  cursor: Cursor,
  visitor: CodeVisitor,
  isAllowed: (instruction: Instruction) => boolean,
  what: string,
): Instruction {
  const start = cursor.at;
  const first = cursor.byte();
  const instruction = instructionAt(PREFIXES.has(first) ? secondPart(cursor, first) : first);
  if (instruction === null || !isAllowed(instruction)) {
    const expected = what === 'an instruction' ? 'an opcode' : 'the opcode of a constant instruction';
    throw cursor.badByte(what, expected);
  }
  visitor.instruction?.(instruction, start);
  for (const immediate of instruction.immediates) readImmediate(cursor, immediate, visitor);
  return instruction;
}

/** The opcode that `first` begins; none is as large as one that does not fit in its 16 bits. */
function secondPart(cursor: Cursor, first: number): number {
  const second = cursor.u32();
  return second > 0xffff ? -1 : (first << 16) | second;
}
