import type { CoreValType } from './core-types.js';
import type { Located } from './sort.js';
import type { ValType } from './types.js';

/** `core-type` and `gc` belong to wasm-tools' GC canonical ABI, which the spec does not have. */
export type CanonOption =
  | { readonly kind: 'utf8' | 'utf16' | 'latin1+utf16' | 'async' | 'gc' }
  | {
      readonly kind: 'memory' | 'realloc' | 'post-return' | 'callback' | 'core-type';
      readonly index: number;
    };

export interface CanonLift extends Located {
  readonly kind: 'canon';
  readonly name: 'lift';
  readonly coreFunc: number;
  readonly options: readonly CanonOption[];
  readonly type: number;
}

export interface CanonLower extends Located {
  readonly kind: 'canon';
  readonly name: 'lower';
  readonly func: number;
  readonly options: readonly CanonOption[];
}

/** Built-ins without immediates. */
export type PlainBuiltin =
  | 'backpressure.inc'
  | 'backpressure.dec'
  | 'task.cancel'
  | 'subtask.drop'
  | 'error-context.drop'
  | 'waitable-set.new'
  | 'waitable-set.drop'
  | 'waitable.join'
  | 'thread.index'
  | 'thread.resume-later'
  | 'thread.suspend'
  | 'thread.yield'
  | 'thread.suspend-then-resume'
  | 'thread.yield-then-resume'
  | 'thread.suspend-then-promote'
  | 'thread.yield-then-promote';

export type ResourceBuiltin = `resource.${'new' | 'drop' | 'rep'}`;
export type EndBuiltin = `${'stream' | 'future'}.${'new' | 'drop-readable' | 'drop-writable' | 'forward'}`;

/** Built-ins of one type: a resource, a stream or a future. */
export type TypeBuiltin = ResourceBuiltin | EndBuiltin;

export type CopyBuiltin = `${'stream' | 'future'}.${'read' | 'write'}`;
export type CancelBuiltin = `${'stream' | 'future'}.cancel-${'read' | 'write'}`;

/**
 * `shared` is null where its byte is left out, as wasm-tools does; that means not shared.
 * @spec Binary.md#canonical-definitions
 */
export type Builtin =
  | { readonly name: PlainBuiltin }
  | { readonly name: ResourceBuiltin; readonly type: number }
  | { readonly name: EndBuiltin; readonly type: number }
  | { readonly name: CopyBuiltin; readonly type: number; readonly options: readonly CanonOption[] }
  | { readonly name: CancelBuiltin; readonly type: number; readonly async: boolean }
  | { readonly name: 'subtask.cancel'; readonly async: boolean }
  | {
      readonly name: 'task.return';
      readonly result: ValType | null;
      readonly options: readonly CanonOption[];
    }
  | {
      readonly name: 'error-context.new' | 'error-context.debug-message';
      readonly options: readonly CanonOption[];
    }
  | { readonly name: 'context.get' | 'context.set'; readonly type: CoreValType; readonly slot: number }
  | { readonly name: 'waitable-set.wait' | 'waitable-set.poll'; readonly memory: number }
  | { readonly name: 'thread.new-indirect'; readonly type: number; readonly table: number }
  | { readonly name: 'thread.spawn-ref'; readonly shared: boolean | null; readonly type: number }
  | {
      readonly name: 'thread.spawn-indirect';
      readonly shared: boolean | null;
      readonly type: number;
      readonly table: number;
    }
  | { readonly name: 'thread.available-parallelism'; readonly shared: boolean | null };

export type CanonBuiltin = Located & Builtin & { readonly kind: 'canon' };

/** `lift` defines a func, everything else a core func. */
export type Canon = CanonLift | CanonLower | CanonBuiltin;
