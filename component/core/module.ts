import type { CoreImport, GlobalType, MemoryType, RecType, TableType } from '../model/core-types.js';
import type { Located } from '../model/sort.js';
import type { Slice } from '../slice.js';

export type CoreSectionName =
  | 'custom'
  | 'type'
  | 'import'
  | 'function'
  | 'table'
  | 'memory'
  | 'tag'
  | 'global'
  | 'export'
  | 'start'
  | 'element'
  | 'data count'
  | 'code'
  | 'data';

/** By their ids. */
export const SECTIONS: readonly CoreSectionName[] = [
  'custom', 'type', 'import', 'function', 'table', 'memory', 'global', 'export', 'start', 'element', 'code', 'data',
  'data count', 'tag',
]; // prettier-ignore

/** What can be exported, by its byte. */
export const EXPORT_KINDS = ['func', 'table', 'memory', 'global', 'tag'] as const;

/** A section of a core module: `start` and `end` are those of its content. */
export interface CoreSection extends Located {
  readonly name: CoreSectionName;
  /** How many items it has; null for a custom section, and for a section that is no list. */
  readonly count: number | null;
}

export interface CoreExport extends Located {
  readonly name: string;
  readonly kind: (typeof EXPORT_KINDS)[number];
  readonly index: number;
}

/** A table or global that a module defines, with its initial value: a constant expression, null where there is none. */
export type Initialized<Type> = Type & { readonly initial: Located | null };

/** What a custom section is for, by its name. */
export type CustomPurpose = 'names' | 'producers' | 'component type' | 'dynamic linking' | 'other';

export interface CoreCustomSection extends Located {
  readonly name: string;
  readonly purpose: CustomPurpose;
  /** What follows the name, as a view. */
  readonly data: Uint8Array;
}

/**
 * What a core module shows to the outside. Function bodies, element and data segments are not looked into: they are
 * validated by the engine. What is imported is in `imports` only, so index `i` of an index space is the `i`th import of
 * that kind, or then an entry of `functions`, `tables` and so on.
 */
export interface CoreModule {
  readonly kind: 'core module';
  readonly source: Slice;
  readonly sections: readonly CoreSection[];
  readonly types: readonly RecType[];
  readonly imports: readonly (CoreImport & Located)[];
  /** Type indexes. */
  readonly functions: readonly number[];
  readonly tables: readonly Initialized<TableType>[];
  readonly memories: readonly MemoryType[];
  /** Type indexes. */
  readonly tags: readonly number[];
  readonly globals: readonly Initialized<GlobalType>[];
  readonly exports: readonly CoreExport[];
  readonly start: number | null;
  readonly customSections: readonly CoreCustomSection[];
}
