import { LiftLowerContext } from '../context.js';
import type { CoreEnd } from '../glue.js';
import type { ResourceType } from '../handles.js';
import { type CoreValue, indexOf, type MemInst } from '../memory.js';
import { required } from '../required.js';
import { trapIf } from '../trap.js';
import type { StringEncoding, ValType } from '../types.js';
import type { EndKind, EndSide } from './ends.js';

/** @spec CanonicalABI.md#canonical-definitions */
export type BuiltinName =
  | `resource.${'new' | 'drop' | 'rep'}`
  | `context.${'get' | 'set'}`
  | `backpressure.${'inc' | 'dec'}`
  | `task.${'return' | 'cancel'}`
  | `waitable-set.${'new' | 'wait' | 'poll' | 'drop'}`
  | 'waitable.join'
  | `subtask.${'cancel' | 'drop'}`
  | `${EndKind}.${'new' | 'read' | 'write' | 'cancel-read' | 'cancel-write' | `drop-${EndSide}` | 'forward'}`
  | `error-context.${'new' | 'debug-message' | 'drop'}`
  | `thread.${'index' | 'new-indirect' | 'resume-later' | 'suspend' | 'yield'}`
  | `thread.${'suspend' | 'yield'}-then-${'resume' | 'promote'}`
  | `thread.${'spawn-ref' | 'spawn-indirect' | 'available-parallelism'}`;

/** A built-in of an instance. */
export interface Builtin {
  readonly name: BuiltinName;
  /** The instance, with the memory and `realloc` that the options stand for there. */
  readonly end: CoreEnd;
  /** Of `resource.new`, `resource.drop` and `resource.rep`. */
  readonly resource: ResourceType | null;
  /** The result of `task.return`; what a stream or future carries. */
  readonly type: ValType | null;
  /** What the resources in `type` are in this instance. */
  readonly resources: (resource: object) => ResourceType;
  readonly encoding: StringEncoding;
  readonly async: boolean;
  /** Of `context.get` and `context.set`, with the type of what is there. */
  readonly slot: number;
  readonly slotType?: 'i32' | 'i64';
  /** Of `thread.new-indirect`. */
  readonly table: FunctionTable | null;
}

/** What is needed of a `WebAssembly.Table`. */
export interface FunctionTable {
  readonly length: number;
  get(index: number): unknown;
}

/** What the core function of a built-in does. Core code gets `undefined` from one without a result. */
export type BuiltinFunction = (...values: CoreValue[]) => CoreValue | void;

export type BuiltinMaker = (builtin: Builtin) => BuiltinFunction;

/** What values of the built-in are lifted from and lowered to; handles pass as what they represent. */
export function contextOf({ end, encoding, resources }: Builtin): LiftLowerContext {
  return new LiftLowerContext({
    opts: { stringEncoding: encoding, memory: end.memory, realloc: end.realloc },
    inst: end.inst,
    representations: true,
    resourceType: resources,
  });
}

export function memoryOf({ end, name }: Builtin): MemInst {
  return required(end.memory, `memory of ${name}`);
}

/**
 * Where a built-in is to write two numbers of `size` bytes.
 * @throws Trap `unaligned-pointer`, `pointer-out-of-bounds`
 */
export function placeOfTwo(builtin: Builtin, at: CoreValue | undefined, size: number): number {
  const ptr = indexOf(at ?? 0);
  trapIf(ptr % size !== 0, 'unaligned-pointer');
  trapIf(ptr + 2 * size > memoryOf(builtin).length, 'pointer-out-of-bounds');
  return ptr;
}

/** An index as core code passes it. */
export function unsigned(value: CoreValue | undefined): number {
  return Number(value ?? 0) >>> 0;
}
