import type {
  CancelBuiltin,
  CopyBuiltin,
  CoreSort,
  CoreValType,
  PlainBuiltin,
  TypeBuiltin,
} from '../../../component/index.js';
import type { Payload, PlacedFunc, PlacedResource, StringEncoding } from '../../names/roles.js';
import type { Part } from '../part.js';

/** A core function type without its kind. */
export interface Signature {
  readonly params: readonly CoreValType[];
  readonly results: readonly CoreValType[];
}

/** The realloc function of a canonical option. */
export interface Realloc {
  readonly part: Part;
  /** The core export. */
  readonly name: string;
  /** What it is reached through, where it is not there yet or its task hooks are not; else null. */
  readonly shim: Shim | null;
}

/** The canonical options of a function, in the order in which they are written. */
export interface Options {
  readonly memory: boolean;
  readonly realloc: Realloc | null;
  readonly encoding: StringEncoding | null;
  readonly async: boolean;
}

/** Something that a core module imports, or that a shim leads to: what it is, not yet where. */
export type CoreItem =
  | { readonly kind: 'lower'; readonly func: PlacedFunc; readonly options: Options }
  | {
      readonly kind: 'resource.drop' | 'resource.new' | 'resource.rep';
      readonly resource: PlacedResource;
    }
  | { readonly kind: 'task.return'; readonly func: PlacedFunc; readonly options: Options }
  | {
      readonly kind: 'copy';
      readonly name: CopyBuiltin;
      readonly payload: Payload;
      readonly options: Options;
    }
  | {
      readonly kind: 'cancel';
      readonly name: CancelBuiltin;
      readonly payload: Payload;
      readonly async: boolean;
    }
  | { readonly kind: 'payload'; readonly name: TypeBuiltin; readonly payload: Payload }
  | { readonly kind: 'builtin'; readonly name: PlainBuiltin }
  | { readonly kind: 'subtask.cancel'; readonly async: boolean }
  | { readonly kind: 'waitable-set.wait' | 'waitable-set.poll' }
  | {
      readonly kind: 'error-context.new' | 'error-context.debug-message';
      readonly options: Options;
    }
  | {
      readonly kind: 'context.get' | 'context.set';
      readonly type: 'i32' | 'i64';
      readonly slot: number;
    }
  | { readonly kind: 'thread.new-indirect'; readonly table: string }
  /** The component's memory. */
  | { readonly kind: 'memory' }
  | {
      readonly kind: 'core export';
      readonly part: Part;
      readonly sort: CoreSort;
      readonly name: string;
    }
  | { readonly kind: 'shim'; readonly shim: Shim }
  /** Reads or writes the base of thread-local storage, which the shim module keeps in a global. */
  | { readonly kind: 'tls global'; readonly access: 'get' | 'set' };

/**
 * A function of the shim module: it stands in for one that can only be made when the module that imports it is there, and
 * calls it from then on.
 */
export interface Shim {
  /** Its export of the shim module, and the import of the fixup module that brings the real one. */
  readonly name: string;
  /** For debugging. */
  readonly label: string;
  readonly signature: Signature;
  readonly target: CoreItem;
}

/** A function that `part` exports. */
export function coreFunc(part: Part, name: string): CoreItem {
  return { kind: 'core export', part, sort: 'core func', name };
}
