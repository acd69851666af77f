import type { HeapType } from '../model/core-types.js';
import type { Located } from '../model/sort.js';
import type { IndexKind } from './opcodes/row.js';
import type { Instruction } from './opcodes/table.js';

/**
 * How an index is written: as an unsigned integer; as a signed one, where negative numbers are types; or not at all,
 * where a memory argument means memory 0 by not saying which (`start` and `end` are then those of its alignment).
 */
export type IndexForm = 'unsigned' | 'signed' | 'implied';

/** A place in code that refers to something of the module by its index. */
export interface IndexUse extends Located {
  readonly kind: IndexKind;
  readonly index: number;
  readonly form: IndexForm;
}

/** What is told of code, in the order of its bytes. */
export interface CodeVisitor {
  /** `start` is the offset of the opcode. */
  readonly instruction?: (instruction: Instruction, start: number) => void;
  readonly index?: (use: IndexUse) => void;
  /** A heap type that is no index, wherever it stands. */
  readonly abstractHeap?: (heap: HeapType) => void;
  /** A number that refers to nothing of the module, but for those of a fixed length: a constant, a local, a label … */
  readonly number?: (place: Located, form: 'unsigned' | 'signed') => void;
}
