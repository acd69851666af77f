import type { Slice } from '../slice.js';
import type { Canon } from './canon.js';
import type { ModuleType, RecType } from './core-types.js';
import type { CoreSort, Located, Sort, SortIndex } from './sort.js';
import type { ExternType, Type, ValType } from './types.js';

export interface NameAttribute {
  readonly kind: 'implements' | 'version-suffix' | 'external-id';
  readonly value: string;
}

/** @spec Binary.md#import-and-export-definitions */
export interface ExternName {
  readonly name: string;
  readonly attributes: readonly NameAttribute[];
  /** Written with 0x01, which old encoders put before the names of interfaces. It means the same as 0x00. */
  readonly isLegacyForm: boolean;
}

/** A core module inside the component: `content` are its bytes. */
export interface CoreModuleDefinition extends Located {
  readonly kind: 'core module';
  readonly content: Slice;
}

export interface CoreInstanceArgument {
  readonly name: string;
  readonly instance: number;
}

export interface CoreInlineExport {
  readonly name: string;
  readonly sort: CoreSort;
  readonly index: number;
}

export type CoreInstance = Located & { readonly kind: 'core instance' } & (
    | {
        readonly form: 'instantiate';
        readonly module: number;
        readonly arguments: readonly CoreInstanceArgument[];
      }
    | { readonly form: 'exports'; readonly exports: readonly CoreInlineExport[] }
  );

export interface CoreTypeDefinition extends Located {
  readonly kind: 'core type';
  readonly type: RecType | ModuleType;
}

/** A component inside the component: the bytes of a decoded one, or one that a tool has built. */
export interface ComponentDefinition extends Located {
  readonly kind: 'component';
  readonly content: Slice | Component;
}

export interface InstanceArgument extends SortIndex {
  readonly name: string;
}

export interface InlineExport extends SortIndex {
  readonly name: ExternName;
}

export type Instance = Located & { readonly kind: 'instance' } & (
    | {
        readonly form: 'instantiate';
        readonly component: number;
        readonly arguments: readonly InstanceArgument[];
      }
    | { readonly form: 'exports'; readonly exports: readonly InlineExport[] }
  );

export type Alias = Located & { readonly kind: 'alias'; readonly sort: Sort } & (
    | { readonly target: 'export' | 'core export'; readonly instance: number; readonly name: string }
    /** The definition `index` of the scope that is `count` scopes out. */
    | { readonly target: 'outer'; readonly count: number; readonly index: number }
  );

export interface TypeDefinition extends Located {
  readonly kind: 'type';
  readonly type: Type;
}

/** Calls `func` with values; each result takes a value index. */
export interface Start extends Located {
  readonly kind: 'start';
  readonly func: number;
  readonly arguments: readonly number[];
  readonly results: number;
}

/** An import, of a component or in a component type. */
export interface Import extends Located {
  readonly kind: 'import';
  readonly name: ExternName;
  readonly type: ExternType;
}

/** An export of a component. It takes a new index of its sort. */
export interface Export extends Located, SortIndex {
  readonly kind: 'export';
  readonly name: ExternName;
  /** The type it is given, where that is not its own. */
  readonly type: ExternType | null;
}

/** An export in a component or instance type. */
export interface ExportDeclaration extends Located {
  readonly kind: 'export declaration';
  readonly name: ExternName;
  readonly type: ExternType;
}

/** A constant. `data` is its encoding, which only its type can read. */
export interface ValueDefinition extends Located {
  readonly kind: 'value';
  readonly type: ValType;
  readonly data: Uint8Array;
}

export type Definition =
  | CoreModuleDefinition
  | CoreInstance
  | CoreTypeDefinition
  | ComponentDefinition
  | Instance
  | Alias
  | TypeDefinition
  | Canon
  | Start
  | Import
  | Export
  | ValueDefinition;

/** What an instance type consists of. */
export type TypeDeclaration = CoreTypeDefinition | TypeDefinition | Alias | ExportDeclaration;

/** What a component type consists of. */
export type Declaration = TypeDeclaration | Import;

/** A custom section: `start` and `end` are those of its content, which is the name and `data`. */
export interface CustomSection extends Located {
  readonly id: 0;
  readonly name: string;
  readonly data: Uint8Array;
}

interface DefinitionSection<Id extends number, Item extends Definition> extends Located {
  readonly id: Id;
  readonly definitions: readonly Item[];
}

/** @spec Binary.md#component-definitions */
export type Section =
  | CustomSection
  | DefinitionSection<1, CoreModuleDefinition>
  | DefinitionSection<2, CoreInstance>
  | DefinitionSection<3, CoreTypeDefinition>
  | DefinitionSection<4, ComponentDefinition>
  | DefinitionSection<5, Instance>
  | DefinitionSection<6, Alias>
  | DefinitionSection<7, TypeDefinition>
  | DefinitionSection<8, Canon>
  | DefinitionSection<9, Start>
  | DefinitionSection<10, Import>
  | DefinitionSection<11, Export>
  | DefinitionSection<12, ValueDefinition>;

/** A component as it stands in its file. */
export interface Component {
  readonly kind: 'component';
  /** Where it was decoded from; null for one that a tool has built. */
  readonly source: Slice | null;
  /** In the order of the file: definitions refer backwards only. */
  readonly sections: readonly Section[];
  /** Whether `encode` gives the same bytes: no number is padded, no form is longer than it need be. */
  readonly isCanonical: boolean;
}
