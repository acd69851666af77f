import { createPlanner, planValues, type RecordPlan } from './plan.js';
import type { FuncType, PtrType, StringEncoding, ValType } from './types.js';

/** One end of a call, as far as it is known before there is an instance. */
export type EndPlan = JsEndPlan | CoreEndPlan;

/** JavaScript calls, or is called. */
export interface JsEndPlan {
  readonly kind: 'js';
}

/**
 * Core code calls through `canon lower`, or is called through `canon lift`.
 * @spec CanonicalABI.md#canonical-abi-options
 */
export interface CoreEndPlan {
  readonly kind: 'core';
  readonly encoding: StringEncoding;
  /** The type of addresses of the memory; null without one. */
  readonly memory: PtrType | null;
  readonly hasRealloc: boolean;
  readonly hasPostReturn: boolean;
  readonly async: boolean;
  readonly hasCallback: boolean;
}

/**
 * A call of one function type between two ends: all that is known of it before there is an instance, as data. Made once
 * and good for every instance, by the spec-shaped engine and by the emitter alike. Not both ends are JavaScript.
 */
export interface FuncPlan {
  /** For messages and stack traces: `bench:echo/api#echo-string`. */
  readonly name: string;
  readonly type: FuncType;
  readonly caller: EndPlan;
  readonly callee: EndPlan;
  /** Keys are the names of the parameters in JavaScript. */
  readonly params: RecordPlan;
  /** One field, `result`, or none. */
  readonly result: RecordPlan;
  /** What handles in the type are of, each once, in the order in which a walk over parameters and result meets them. */
  readonly resources: readonly object[];
}

export interface FuncPlanOptions {
  readonly name: string;
  readonly caller: EndPlan;
  readonly callee: EndPlan;
  /** The name that a field or flag has in JavaScript; its label, if not given. */
  readonly key?: (label: string) => string;
  /** The name that a parameter has in JavaScript, for messages; its label, if not given. */
  readonly paramKey?: (label: string) => string;
}

/**
 * Plans the calls of one function type between two ends. Strings keep how they were encoded where both ends are core.
 * @spec CanonicalABI.md#canon-lift, CanonicalABI.md#canon-lower
 */
export function planFunc(type: FuncType, options: FuncPlanOptions): FuncPlan {
  const { name, caller, callee, key, paramKey } = options;
  const strings = caller.kind === 'core' && callee.kind === 'core' ? 'lifted' : 'text';
  const planner = createPlanner({ strings, ...(key === undefined ? {} : { key }) });
  const results = type.result === null ? [] : [{ label: 'result', type: type.result }];
  const params = planValues(type.params, planner, paramKey);
  const result = planValues(results, planner);
  return { name, type, caller, callee, params, result, resources: resourcesOf([params.type, result.type]) };
}

/** Whether JavaScript has the result of a function as what is returned or thrown. */
export function isResultType(type: ValType | null): boolean {
  return typeof type === 'object' && type?.kind === 'result';
}

function resourcesOf(types: readonly ValType[]): readonly object[] {
  const found = new Set<object>();
  const seen = new Set<unknown>();
  // All that is in a type and is an object is a type, a part of one, or a list of those: but for what a handle is of.
  const visit = (part: unknown): void => {
    if (typeof part !== 'object' || part === null || seen.has(part)) return;
    seen.add(part);
    if ('resource' in part) found.add(part.resource as object);
    else Object.values(part).forEach(visit);
  };
  visit(types);
  return [...found];
}
