import type { PlainBuiltin } from '../../component/index.js';
import type {
  Func,
  FutureType,
  ResourceType,
  StreamType,
  WorldFunc,
  WorldInterface,
} from '../../wit-parser/index.js';
import type { Lifting, Lowering } from '../abi/core-signature.js';

/** How strings lie in memory, by the names of the canonical options. */
export type StringEncoding = 'utf8' | 'utf16' | 'latin1+utf16';

/** Whether something belongs to the imports or to the exports of the world. */
export type Side = 'import' | 'export';

/** A function of the world: `item` is where it stands there, itself or its interface. */
export interface PlacedFunc {
  readonly side: Side;
  readonly item: WorldFunc | WorldInterface;
  readonly func: Func;
}

/** A resource of the world: of an interface that it imports or exports, or (`item` null) of the world itself. */
export interface PlacedResource {
  readonly side: Side;
  readonly item: WorldInterface | null;
  readonly resource: ResourceType;
}

/** The future or stream type that a built-in is for. */
export type Payload = TypedPayload | UnitPayload;

/**
 * A future or stream type by where it stands: the one at `index` among those in the parameters and the result of a
 * function, depth first, inner ones first. The function's options (encoding, memory, realloc) serve the built-in too.
 */
export interface TypedPayload extends PlacedFunc {
  readonly type: FutureType | StreamType;
  readonly index: number;
}

/** A future or stream without a payload; it needs no function to name it. */
export interface UnitPayload {
  readonly side: Side;
  /** The interface in whose name it is imported; null for the world itself. */
  readonly item: WorldInterface | null;
  readonly type: null;
  /** What stands behind the annotation; it has no meaning. */
  readonly suffix: string;
}

/** What a built-in does with a future or a stream. */
export type PayloadOperation =
  'new' | 'read' | 'write' | 'cancel-read' | 'cancel-write' | 'drop-readable' | 'drop-writable' | 'forward';

/** What the import of a core module stands for. */
export type ImportRole =
  | (PlacedFunc & { readonly kind: 'lower'; readonly lowering: Lowering })
  | (PlacedResource & { readonly kind: 'resource.drop' | 'resource.new' | 'resource.rep' })
  /** Of an exported function. */
  | (PlacedFunc & { readonly kind: 'task.return' })
  | {
      readonly kind: 'future' | 'stream';
      readonly operation: PayloadOperation;
      /** Of `read`, `write` and the two that cancel them; else false. */
      readonly async: boolean;
      readonly payload: Payload;
    }
  /** A built-in without operands. */
  | { readonly kind: 'builtin'; readonly name: PlainBuiltin }
  | { readonly kind: 'subtask.cancel'; readonly async: boolean }
  | { readonly kind: 'waitable-set.wait' | 'waitable-set.poll'; readonly pointer: 'i32' | 'i64' }
  | {
      readonly kind: 'error-context.new' | 'error-context.debug-message';
      readonly encoding: StringEncoding;
    }
  | {
      readonly kind: 'context.get' | 'context.set';
      readonly type: 'i32' | 'i64';
      readonly slot: number;
    }
  /** The start function has the type `(func (param i32))`. */
  | { readonly kind: 'thread.new-indirect' }
  /** The base of thread-local storage: a context slot where there are threads, else one global. */
  | { readonly kind: 'tls-base.get' | 'tls-base.set'; readonly type: 'i32' | 'i64' }
  /** What the adapter of that name exports under `name`. */
  | { readonly kind: 'adapter'; readonly adapter: string; readonly name: string }
  /** `env` `memory`: of the main module; or, where that one imports it, of the component's own making. */
  | { readonly kind: 'memory' }
  /** What the main module exports under `name`, of any kind. */
  | { readonly kind: 'main module'; readonly name: string };

/** Which realloc function is preferred: for results of imports, for parameters of exports, for an adapter's own use. */
export type ReallocUse = 'any' | 'import' | 'export' | 'adapter';

/** What the export of a core module stands for. */
export type ExportRole =
  | (PlacedFunc & { readonly kind: 'lift'; readonly lifting: Lifting })
  | (PlacedFunc & { readonly kind: 'post-return' | 'callback' })
  | (PlacedResource & { readonly kind: 'destructor' })
  | { readonly kind: 'memory' }
  | { readonly kind: 'realloc'; readonly use: ReallocUse }
  /** Called once, when all imports are there. */
  | { readonly kind: 'initialize' }
  /** The table of `thread.new-indirect`. */
  | { readonly kind: 'indirect function table' }
  /** Called around tasks. */
  | { readonly kind: 'task hook' };
