import { InternalError } from '../../../base/index.js';
import { SHARED_EVERYTHING_THREADS, THREADS } from './atomic.js';
import {
  BULK_MEMORY,
  MEMORY_CONTROL,
  MVP,
  REFERENCE_TYPES,
  SATURATING_FLOAT_TO_INT,
  SIGN_EXTENSION,
  TAIL_CALL,
  WIDE_ARITHMETIC,
} from './basic.js';
import { EXCEPTIONS, FUNCTION_REFERENCES, LEGACY_EXCEPTIONS, STACK_SWITCHING } from './control.js';
import { CUSTOM_DESCRIPTORS, GC } from './gc.js';
import type { Immediate, ImmediateValues, InstructionRow } from './row.js';
import { RELAXED_SIMD, SIMD } from './vector.js';

/** Every instruction there is, by the proposal that brought it, under the name that wasm-tools has for that. */
export const INSTRUCTIONS = {
  mvp: MVP,
  'sign-extension': SIGN_EXTENSION,
  'saturating-float-to-int': SATURATING_FLOAT_TO_INT,
  'bulk-memory': BULK_MEMORY,
  'reference-types': REFERENCE_TYPES,
  'tail-call': TAIL_CALL,
  'wide-arithmetic': WIDE_ARITHMETIC,
  'memory-control': MEMORY_CONTROL,
  'function-references': FUNCTION_REFERENCES,
  exceptions: EXCEPTIONS,
  'legacy-exceptions': LEGACY_EXCEPTIONS,
  'stack-switching': STACK_SWITCHING,
  gc: GC,
  'custom-descriptors': CUSTOM_DESCRIPTORS,
  simd: SIMD,
  'relaxed-simd': RELAXED_SIMD,
  threads: THREADS,
  'shared-everything-threads': SHARED_EVERYTHING_THREADS,
} as const;

export type Proposal = keyof typeof INSTRUCTIONS;

type Row = (typeof INSTRUCTIONS)[Proposal][number];

export type InstructionName = Row[1];

type ImmediatesOf<R> = R extends readonly [number, string, ...infer Kinds extends readonly Immediate[]]
  ? { readonly [Place in keyof Kinds]: ImmediateValues[Kinds[Place]] }
  : never;

/** The immediates of the instruction `Name`, in order. */
export type ImmediatesFor<Name extends InstructionName> = ImmediatesOf<
  Extract<Row, readonly [number, Name, ...unknown[]]>
>;

/** An instruction as the table has it. */
export interface Instruction {
  /** As in `InstructionRow`. */
  readonly opcode: number;
  readonly name: InstructionName;
  readonly immediates: readonly Immediate[];
  readonly proposal: Proposal;
}

/** The first bytes of opcodes that have two parts. */
export const PREFIXES: ReadonlySet<number> = new Set([0xfb, 0xfc, 0xfd, 0xfe]);

interface Lookup {
  readonly byOpcode: ReadonlyMap<number, Instruction>;
  readonly byName: ReadonlyMap<string, Instruction>;
}

let lookup: Lookup | null = null;

/** Made on first use: most components are read without looking into code. */
function instructions(): Lookup {
  if (lookup !== null) return lookup;
  const all = Object.entries(INSTRUCTIONS).flatMap(([proposal, rows]: [string, readonly InstructionRow[]]) =>
    rows.map(([opcode, name, ...immediates]) => ({ opcode, name, immediates, proposal }) as Instruction),
  );
  lookup = {
    byOpcode: new Map(all.map((instruction) => [instruction.opcode, instruction])),
    byName: new Map(all.map((instruction) => [instruction.name, instruction])),
  };
  return lookup;
}

/** The instruction with this opcode, both parts as in `InstructionRow`; null if there is none. */
export function instructionAt(opcode: number): Instruction | null {
  return instructions().byOpcode.get(opcode) ?? null;
}

export function instructionNamed(name: InstructionName): Instruction {
  const instruction = instructions().byName.get(name);
  if (instruction === undefined) throw new InternalError(`no instruction \`${name}\``);
  return instruction;
}
