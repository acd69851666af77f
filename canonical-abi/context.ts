import {
  type BorrowingTask,
  type Lending,
  REPRESENTATIONS,
  type ResourceType,
  type ResourceValues,
} from './handles.js';
import type { ComponentInstance } from './instance.js';
import type { CoreValue, MemInst } from './memory.js';
import { callRealloc } from './realloc.js';
import type { PathSegment } from './trap.js';
import type { PtrType } from './types.js';

export type StringEncoding = 'utf8' | 'utf16' | 'latin1+utf16';

/** `realloc` of the guest, with arguments and result of the pointer type. */
export type Realloc = (
  old: CoreValue,
  oldByteLength: CoreValue,
  alignment: CoreValue,
  newByteLength: CoreValue,
) => CoreValue;

/**
 * The options of a lift or lower that matter to values.
 * @spec CanonicalABI.md#canonical-abi-options
 */
export interface LiftLowerOptions {
  readonly stringEncoding: StringEncoding;
  /** Null where no value needs it, as is `realloc`; validation has seen to that. */
  readonly memory: MemInst | null;
  readonly realloc: Realloc | null;
}

export interface ContextParts {
  readonly opts: LiftLowerOptions;
  readonly inst: ComponentInstance;
  /** The task that borrows, to lower parameters; the call that is lent to, to lift them. */
  readonly borrowScope?: BorrowingTask | Lending | null;
  /** The resource type that a type's `resource` is in this instance; without it there are no handles. */
  readonly resourceType?: (resource: object) => ResourceType;
  /** Convert values as ToWebAssemblyValue does, instead of refusing those of another type. */
  readonly coerce?: boolean;
  /** Handles are representations, as between components, whatever they are to JavaScript. */
  readonly representations?: boolean;
}

/**
 * All that lifting and lowering need besides value and type. One for each call.
 * @spec CanonicalABI.md#lifting-and-lowering-context
 */
export class LiftLowerContext {
  readonly opts: LiftLowerOptions;
  readonly inst: ComponentInstance;
  readonly borrowScope: BorrowingTask | Lending | null;
  readonly coerce: boolean;
  /** Handles are representations, as between components, whatever they are to JavaScript. */
  readonly representations: boolean;
  /** Of pointers in flat values; without a memory, either will do. */
  readonly ptrType: PtrType;
  /** Where in the values the engine is. After an error, where it was. */
  readonly path: PathSegment[] = [];
  readonly #resourceType: ((resource: object) => ResourceType) | null;

  constructor(parts: ContextParts) {
    this.opts = parts.opts;
    this.inst = parts.inst;
    this.borrowScope = parts.borrowScope ?? null;
    this.coerce = parts.coerce ?? false;
    this.ptrType = parts.opts.memory?.ptrType ?? 'i32';
    this.#resourceType = parts.resourceType ?? null;
    this.representations = parts.representations ?? false;
  }

  get memory(): MemInst {
    if (this.opts.memory === null) throw new Error('the options of this function have no memory');
    return this.opts.memory;
  }

  resourceType(resource: object): ResourceType {
    if (this.#resourceType === null) throw new Error('this context knows no resource types');
    return this.#resourceType(resource);
  }

  /** What the handles of a resource are outside of tables. */
  valuesOf(rt: ResourceType): ResourceValues {
    return this.representations ? REPRESENTATIONS : rt.values;
  }

  /** @spec CanonicalABI.md#lifting-and-lowering-context */
  reallocate(old: number, oldByteLength: number, alignment: number, newByteLength: number): number {
    const { inst, memory, opts } = this;
    const { realloc } = opts;
    return callRealloc({ inst, memory, realloc }, old, oldByteLength, alignment, newByteLength);
  }

  /** @spec CanonicalABI.md#lifting-and-lowering-context */
  allocate(alignment: number, byteLength: number): number {
    return this.reallocate(0, 0, alignment, byteLength);
  }
}
