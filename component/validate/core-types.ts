import type { AbstractHeapName, CoreNumberType, Limits, MemoryType } from '../model/core-types.js';

/**
 * Core types with their indexes resolved. Function, struct, array and continuation types are interned by their recursion
 * groups (`CoreTypeTable`), so that two of them are the same type exactly if they are the same object.
 */
export interface CoreDefinedType {
  /** In the order of interning; for keys, never for messages. */
  readonly id: number;
  readonly isFinal: boolean;
  readonly supertype: CoreDefinedType | null;
  /** How many supertypes are above it. */
  readonly depth: number;
  readonly shared: boolean;
  readonly describes: CoreDefinedType | null;
  readonly descriptor: CoreDefinedType | null;
  readonly composite: CoreComposite;
}

export interface CoreFunc {
  readonly kind: 'func';
  readonly params: readonly CoreVal[];
  readonly results: readonly CoreVal[];
}

export interface CoreField {
  readonly type: CoreVal | 'i8' | 'i16';
  readonly mutable: boolean;
}

export type CoreComposite =
  | CoreFunc
  | { readonly kind: 'struct'; readonly fields: readonly CoreField[] }
  | { readonly kind: 'array'; readonly field: CoreField }
  | { readonly kind: 'cont'; readonly type: CoreDefinedType };

export type CoreHeap =
  | { readonly kind: 'abstract'; readonly name: AbstractHeapName; readonly shared: boolean }
  | { readonly kind: 'defined'; readonly type: CoreDefinedType; readonly exact: boolean };

export interface CoreRef {
  readonly nullable: boolean;
  readonly heap: CoreHeap;
}

export type CoreVal = CoreNumberType | CoreRef;

export interface CoreTable {
  readonly element: CoreRef;
  readonly limits: Limits;
}

export interface CoreGlobal {
  readonly type: CoreVal;
  readonly mutable: boolean;
  readonly shared: boolean;
}

/** What a core module imports or exports, and what stands in the core index spaces of a component. */
export type CoreExtern =
  | { readonly kind: 'func'; readonly type: CoreDefinedType; readonly exact: boolean }
  | { readonly kind: 'table'; readonly table: CoreTable }
  | { readonly kind: 'memory'; readonly memory: MemoryType }
  | { readonly kind: 'global'; readonly global: CoreGlobal }
  | { readonly kind: 'tag'; readonly type: CoreDefinedType };

export interface CoreModuleImport {
  readonly module: string;
  readonly name: string;
  readonly type: CoreExtern;
}

export interface CoreModuleType {
  readonly imports: readonly CoreModuleImport[];
  readonly exports: ReadonlyMap<string, CoreExtern>;
}

/** The exports of a core instance. */
export type CoreInstanceType = ReadonlyMap<string, CoreExtern>;

/** The function type of `extern`, or null if it is no function. */
export function coreFuncOf(extern: CoreExtern): CoreFunc | null {
  return extern.kind === 'func' && extern.type.composite.kind === 'func' ? extern.type.composite : null;
}

/** The binary logarithm of the page size of `memory`. */
export function pageSizeLog2(memory: MemoryType): number {
  return memory.pageSizeLog2 ?? 16;
}
