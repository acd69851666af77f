import type { Located } from './sort.js';

/** @spec Binary.md#type-definitions */
export type CoreNumberType = 'i32' | 'i64' | 'f32' | 'f64' | 'v128';

export type AbstractHeapName =
  | 'func'
  | 'extern'
  | 'any'
  | 'eq'
  | 'i31'
  | 'struct'
  | 'array'
  | 'exn'
  | 'cont'
  | 'none'
  | 'noextern'
  | 'nofunc'
  | 'noexn'
  | 'nocont';

export type HeapType =
  | { readonly kind: 'index'; readonly type: number }
  | { readonly kind: 'exact'; readonly type: number }
  | { readonly kind: 'abstract'; readonly name: AbstractHeapName; readonly shared: boolean };

export interface RefType {
  readonly nullable: boolean;
  readonly heap: HeapType;
}

export type CoreValType = CoreNumberType | RefType;

export interface FieldType {
  readonly type: CoreValType | 'i8' | 'i16';
  readonly mutable: boolean;
}

export interface CoreFuncType {
  readonly kind: 'func';
  readonly params: readonly CoreValType[];
  readonly results: readonly CoreValType[];
}

export type CompositeType =
  | CoreFuncType
  | { readonly kind: 'struct'; readonly fields: readonly FieldType[] }
  | { readonly kind: 'array'; readonly field: FieldType }
  | { readonly kind: 'cont'; readonly type: number };

export interface SubType {
  readonly isFinal: boolean;
  readonly supertypes: readonly number[];
  readonly shared: boolean;
  /** Of the custom-descriptors proposal: the type that this one describes, and the one that describes it. */
  readonly describes: number | null;
  readonly descriptor: number | null;
  readonly composite: CompositeType;
}

/** One or more types that may refer to each other; each takes an index. */
export interface RecType {
  readonly kind: 'rec';
  /** Written with `rec`. A single type may also be written without. */
  readonly isGroup: boolean;
  readonly types: readonly SubType[];
}

export interface Limits {
  readonly minimum: bigint;
  readonly maximum: bigint | null;
  /** Counted in 64 bits, as the addresses are. */
  readonly is64: boolean;
  readonly shared: boolean;
}

export interface MemoryType {
  readonly limits: Limits;
  /** The binary logarithm of the page size; null for the usual 64 KiB. */
  readonly pageSizeLog2: number | null;
}

export interface TableType {
  readonly element: RefType;
  readonly limits: Limits;
}

export interface GlobalType {
  readonly type: CoreValType;
  readonly mutable: boolean;
  readonly shared: boolean;
}

export type CoreExternType =
  | { readonly kind: 'func'; readonly type: number; readonly exact: boolean }
  | { readonly kind: 'table'; readonly table: TableType }
  | { readonly kind: 'memory'; readonly memory: MemoryType }
  | { readonly kind: 'global'; readonly global: GlobalType }
  | { readonly kind: 'tag'; readonly type: number };

export interface CoreImport {
  readonly module: string;
  readonly name: string;
  readonly type: CoreExternType;
}

export type ModuleDeclaration =
  | (Located & CoreImport & { readonly kind: 'import' })
  | (Located & { readonly kind: 'type'; readonly type: RecType })
  | (Located & { readonly kind: 'outer alias'; readonly count: number; readonly index: number })
  | (Located & { readonly kind: 'export'; readonly name: string; readonly type: CoreExternType });

export interface ModuleType {
  readonly kind: 'module';
  readonly declarations: readonly ModuleDeclaration[];
}
