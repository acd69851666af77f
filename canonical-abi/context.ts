import {
  type BorrowingTask,
  type Lending,
  REPRESENTATIONS,
  type ResourceType,
  type ResourceValues,
} from './handles.js';
import type { ComponentInstance } from './instance.js';
import type { CoreFunction } from './glue.js';
import type { MemInst } from './memory.js';
import { required } from './required.js';
import { Room } from './runtime/room.js';
import type { PathSegment } from './trap.js';
import type { PtrType, StringEncoding } from './types.js';

/**
 * The options of a lift or lower that matter to values.
 * @spec CanonicalABI.md#canonical-abi-options
 */
export interface LiftLowerOptions {
  readonly stringEncoding: StringEncoding;
  /** Null where no value needs it, as is `realloc`; validation has seen to that. */
  readonly memory: MemInst | null;
  readonly realloc: CoreFunction | null;
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
export class LiftLowerContext extends Room {
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

  constructor({ opts, inst, ...parts }: ContextParts) {
    super({ inst, ...opts }, opts.stringEncoding);
    this.inst = inst;
    this.borrowScope = parts.borrowScope ?? null;
    this.coerce = parts.coerce ?? false;
    this.ptrType = opts.memory?.ptrType ?? 'i32';
    this.#resourceType = parts.resourceType ?? null;
    this.representations = parts.representations ?? false;
  }

  resourceType(resource: object): ResourceType {
    return required(this.#resourceType, 'resource in this context')(resource);
  }

  /** What the handles of a resource are outside of tables. */
  valuesOf(rt: ResourceType): ResourceValues {
    return this.representations ? REPRESENTATIONS : rt.values;
  }

  /** Runs with the path one step further in. */
  inside<T>(step: PathSegment, run: () => T): T {
    this.path.push(step);
    const result = run();
    this.path.pop();
    return result;
  }
}
