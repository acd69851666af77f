import type { ComponentInstance } from './instance.js';
import type { FuncPlan } from './func-plan.js';
import type { ResourceType } from './handles.js';
import type { CoreValue, MemInst } from './memory.js';
import type { ValuePlan } from './plan.js';

/** An exported function of a core instance, or what a core module takes for one. */
export type CoreFunction = (...values: CoreValue[]) => CoreValue | undefined;

/** A function as JavaScript has it. */
export type JsFunction = (...values: unknown[]) => unknown;

/** One end of a call in an instance: what the options of its `canon lift` or `canon lower` stand for there. */
export interface CoreEnd {
  readonly inst: ComponentInstance;
  /** One object for each memory, shared by all that use the memory. */
  readonly memory: MemInst | null;
  readonly realloc: CoreFunction | null;
  readonly postReturn: CoreFunction | null;
  readonly callback: CoreFunction | null;
}

/**
 * Makes the functions that stand between two ends, for one instance of a plan. `resources` are those of `plan.resources`,
 * by position. There are two of it, the spec-shaped engine and the emitter, with the same results, traps and calls of
 * `realloc`.
 */
export interface Glue {
  /** JavaScript calls core code: `canon lift`. @throws TypeError, Trap, ComponentError from the function it returns */
  exported(
    plan: FuncPlan,
    end: CoreEnd,
    callee: CoreFunction,
    resources: readonly ResourceType[],
  ): JsFunction;
  /** Core code calls JavaScript: `canon lower`. */
  imported(
    plan: FuncPlan,
    end: CoreEnd,
    callee: JsFunction,
    resources: readonly ResourceType[],
  ): CoreFunction;
  /** Core code of one component calls that of another: `canon lift` and `canon lower` in one. */
  fused(
    plan: FuncPlan,
    caller: CoreEnd,
    callee: CoreEnd,
    target: CoreFunction,
    resources: readonly ResourceType[],
  ): CoreFunction;
}

/** Goes over lists at once that text would go over element by element, between two memories with addresses of 32 bits. */
export interface ListCopier {
  /** Whether lifting would trap for none of the elements. False also where that is not known. */
  check(begin: number, count: number): boolean;
  /** Copies elements that were checked, as lowering them would write them. False if it did nothing. */
  copy(begin: number, count: number, target: number): boolean;
}

/** Null for elements of a type that it does not copy. */
export type ListCopiers = (element: ValuePlan) => ((from: MemInst, to: MemInst) => ListCopier) | null;
