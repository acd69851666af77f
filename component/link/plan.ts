import type { FuncType, PtrType, StringEncoding, ValType } from '../../canonical-abi/index.js';
import type { Builtin } from '../model/canon.js';
import type { CoreSort } from '../model/sort.js';
import type { ExternName } from '../model/definitions.js';
import type { CoreModuleType } from '../validate/core-types.js';
import type { Slice } from '../slice.js';

/*
 * How a component is instantiated, as pure data: nested components are taken apart, aliases followed, and what is left is
 * one list of steps. All numbers are positions in the lists of the plan.
 */

export interface LinkPlan {
  /** What the component imports, in its order. */
  readonly imports: readonly PlannedImport[];
  /** The core modules, each once, however often it is instantiated. */
  readonly modules: readonly PlannedModule[];
  /** The component instances that the steps make; the first is that of the component itself. */
  readonly instances: readonly PlannedInstance[];
  readonly resources: readonly PlannedResource[];
  readonly memories: readonly PlannedMemory[];
  readonly functions: readonly PlannedFunc[];
  readonly steps: readonly LinkStep[];
  readonly exports: readonly PlannedExport[];
}

export interface PlannedImport {
  readonly name: ExternName;
  readonly item: ImportItem;
}

/** What an import must be, for what is used of it. */
export type ImportItem =
  | { readonly kind: 'func'; readonly func: number }
  | { readonly kind: 'instance'; readonly exports: readonly PlannedImport[] }
  | { readonly kind: 'resource'; readonly resource: number }
  | { readonly kind: 'core module'; readonly module: number }
  /** Of no consequence at run time: an imported component was given when the link was planned. */
  | { readonly kind: 'component' | 'type' };

/** A core module: bytes of the component, or one that is imported. */
export type PlannedModule =
  | { readonly kind: 'inside'; readonly path: string; readonly content: Slice }
  | { readonly kind: 'import'; readonly path: readonly string[]; readonly type: CoreModuleType };

export interface PlannedInstance {
  /**
   * Of which component, for messages: empty for the component itself, `component[1]`, `component[1] › component[0]`, as in
   * diagnostics, and `import a` for one that was given for an import.
   */
  readonly path: string;
}

/** A resource type that exists once in each instance of the plan. */
export interface PlannedResource {
  /** The name under which it was imported, or exported first; empty for one that is never exported. */
  readonly name: string;
  readonly origin:
    | { readonly kind: 'defined'; readonly instance: number }
    /** Names of the import and of what is inside it. */
    | { readonly kind: 'import'; readonly path: readonly string[] };
}

/** A memory that options name, so that all who use it share its views. */
export interface PlannedMemory {
  readonly item: CoreItem;
  readonly pointer: PtrType;
}

/** Something in a core index space: an export of a core instance, or a core function that a step defines. */
export type CoreItem =
  | {
      readonly kind: 'core export';
      readonly sort: CoreSort;
      readonly coreInstance: number;
      readonly name: string;
    }
  | { readonly kind: 'core func'; readonly coreFunc: number };

export interface CanonOptions {
  readonly encoding: StringEncoding;
  readonly memory: number | null;
  readonly realloc: CoreItem | null;
  readonly postReturn: CoreItem | null;
  readonly callback: CoreItem | null;
  readonly async: boolean;
}

/** A component function: lifted here, or imported. */
export interface PlannedFunc {
  /** Of the outermost export, or of the import: `bench:echo/api#echo-string`. */
  readonly name: string;
  readonly type: FuncType;
  /** From the `resource` objects of the type, and others of its component, to positions in `LinkPlan.resources`. */
  readonly resources: ReadonlyMap<object, number>;
  readonly origin:
    | {
        readonly kind: 'lift';
        readonly instance: number;
        readonly coreFunc: CoreItem;
        readonly options: CanonOptions;
      }
    | { readonly kind: 'import'; readonly path: readonly string[] };
}

/** One step of an instantiation. `coreInstance` and `coreFunc` are the numbers that its result gets. */
export type LinkStep =
  /** Makes the run-time type of a resource that a component instance defines; the core function is its destructor. */
  | { readonly kind: 'resource'; readonly resource: number; readonly dtor: CoreItem | null }
  | {
      readonly kind: 'instantiate';
      readonly coreInstance: number;
      readonly module: number;
      /** The component instance in which it is. */
      readonly instance: number;
      readonly arguments: readonly {
        readonly module: string;
        readonly name: string;
        readonly item: CoreItem;
      }[];
    }
  | {
      readonly kind: 'lower';
      readonly coreFunc: number;
      readonly instance: number;
      readonly func: number;
      readonly options: CanonOptions;
    }
  | {
      readonly kind: 'builtin';
      readonly coreFunc: number;
      readonly instance: number;
      readonly builtin: PlannedBuiltin;
    };

/** A built-in with what its indexes stand for. */
export interface PlannedBuiltin {
  readonly name: Builtin['name'];
  /** Of `resource.new`, `resource.drop`, `resource.rep`. */
  readonly resource: number | null;
  /** Of `task.return`, and of streams and futures: the type of the element. */
  readonly type: ValType | null;
  readonly resources: ReadonlyMap<object, number>;
  readonly options: CanonOptions;
  /** Of `context.get` and `context.set`: which slot, and the type of what is in it. */
  readonly slot: number;
  readonly slotType: PtrType;
  /** Of `thread.new-indirect`. */
  readonly table: CoreItem | null;
}

export interface PlannedExport {
  readonly name: ExternName;
  readonly item: ExportItem;
}

export type ExportItem =
  | { readonly kind: 'func'; readonly func: number }
  | { readonly kind: 'instance'; readonly exports: readonly PlannedExport[] }
  | { readonly kind: 'resource'; readonly resource: number }
  | { readonly kind: 'core module'; readonly module: number }
  | { readonly kind: 'component' }
  | { readonly kind: 'type' };
