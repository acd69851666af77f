import type { CoreValType, HeapType, RefType } from '../../model/core-types.js';

/** Where a load or store finds its memory, and how the address is aligned: `align` is a binary logarithm. */
export interface MemoryArgument {
  readonly align: number;
  readonly offset: bigint;
  readonly memory: number;
}

/** The type of a block: none, one result, or the function type with this index. */
export type BlockType = 'empty' | CoreValType | { readonly type: number };

/** A clause of `try_table`: `tag` is null for `catch_all`. */
export interface CatchClause {
  readonly tag: number | null;
  /** Gives the exception reference, too. */
  readonly ref: boolean;
  readonly label: number;
}

/** A clause of `resume`: without a label, the tag is that of a `switch`. */
export interface HandlerClause {
  readonly tag: number;
  readonly label: number | null;
}

/** What `br_on_cast` goes by. */
export interface Cast {
  readonly label: number;
  readonly from: RefType;
  readonly to: RefType;
}

/** The index spaces that code refers to. */
export type IndexKind = 'type' | 'func' | 'table' | 'memory' | 'global' | 'tag' | 'elem' | 'data';

/** What can follow an opcode, and how it is given to an assembler. */
export interface ImmediateValues extends Record<IndexKind | 'local' | 'label' | 'field' | 'u32', number> {
  readonly labels: { readonly targets: readonly number[]; readonly fallback: number };
  readonly lane: number;
  readonly lanes: Uint8Array;
  readonly s32: number;
  readonly s64: bigint;
  readonly f32: number;
  readonly f64: number;
  readonly v128: Uint8Array;
  readonly memarg: MemoryArgument;
  readonly 'block type': BlockType;
  readonly 'heap type': HeapType;
  readonly 'value types': readonly CoreValType[];
  readonly cast: Cast;
  readonly catches: readonly CatchClause[];
  readonly handlers: readonly HandlerClause[];
  readonly ordering: 'seq_cst' | 'acq_rel';
  readonly 'reserved byte': 0;
}

export type Immediate = keyof ImmediateValues;

/**
 * An opcode, its name in the text format, and what follows it. Where the opcode has two parts, the first is in the bits
 * from 16 up. Names that the text format overloads have the rest of the form added: `ref.test null`, `select t`.
 */
export type InstructionRow = readonly [opcode: number, name: string, ...immediates: readonly Immediate[]];
