import type {
  CoreImport,
  CoreValType,
  GlobalType,
  MemoryType,
  RecType,
  RefType,
  TableType,
} from '../model/core-types.js';
import type { CoreExport } from './module.js';

/** A run of locals of one type, as code has them. */
export interface LocalRun {
  readonly count: number;
  readonly type: CoreValType;
}

/** A function that a module defines; `type` is a type index. */
export type CoreFunctionPart =
  | {
      readonly type: number;
      readonly locals: readonly LocalRun[];
      /** Instructions up to their last `end`, as `InstructionWriter` gives them. */
      readonly body: Uint8Array;
    }
  /** With its locals and instructions as they stand in a module. */
  | { readonly type: number; readonly code: Uint8Array };

export interface TablePart {
  readonly type: TableType;
  /** A constant expression, or null where the elements start as null. */
  readonly initial: Uint8Array | null;
}

export interface GlobalPart {
  readonly type: GlobalType;
  /** A constant expression. */
  readonly initial: Uint8Array;
}

/** Where a segment goes when the module is instantiated: a table or memory, and an offset, a constant expression. */
export interface Placement {
  readonly index: number;
  readonly offset: Uint8Array;
}

export interface ElementPart {
  readonly mode: Placement | 'passive' | 'declarative';
  /** Function indexes, or constant expressions of `type`. */
  readonly items: readonly number[] | { readonly type: RefType; readonly expressions: readonly Uint8Array[] };
}

export interface DataPart {
  readonly mode: Placement | 'passive';
  readonly bytes: Uint8Array;
}

export interface CustomPart {
  readonly name: string;
  readonly data: Uint8Array;
}

/** All that a core module can consist of. What is left out is empty. Indexes count imports first, as in the format. */
export interface ModuleParts {
  readonly types?: readonly RecType[];
  readonly imports?: readonly CoreImport[];
  readonly functions?: readonly CoreFunctionPart[];
  readonly tables?: readonly TablePart[];
  readonly memories?: readonly MemoryType[];
  /** Type indexes. */
  readonly tags?: readonly number[];
  readonly globals?: readonly GlobalPart[];
  readonly exports?: readonly Pick<CoreExport, 'name' | 'kind' | 'index'>[];
  /** A function index. */
  readonly start?: number | null;
  readonly elements?: readonly ElementPart[];
  readonly data?: readonly DataPart[];
  /** Behind everything else, in this order. */
  readonly customSections?: readonly CustomPart[];
}
