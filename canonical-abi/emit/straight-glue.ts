import type { CoreEndPlan, FuncPlan } from '../func-plan.js';
import type { CoreFunction, Glue, JsFunction } from '../glue.js';
import { remembered } from '../memo.js';
import { containsAsyncValue } from '../predicates.js';
import { Room } from '../runtime/room.js';
import type { EmittedGlue } from './call.js';
import { BOUND, emitExported, emitImported } from './call.js';
import { emitFused, FUSED_BOUND } from './fused.js';
import { HELPERS } from './helpers.js';

export interface StraightGlueOptions {
  /** Convert values as ToWebAssemblyValue does, instead of refusing those of another type. */
  readonly coerce?: boolean;
  /** Takes the calls that have no straight-line text: async ones, and those that pass streams and futures. */
  readonly fallback?: Glue;
}

/** Gives what evaluated text returns for what it is bound to. */
type Maker = (...bound: readonly unknown[]) => unknown;

/**
 * The engine that writes each function down, without a choice that its types could have made, and lets JavaScript's own
 * compiler do the rest. A function is written once for a plan, however many instances there are.
 */
export function createStraightGlue({ coerce = false, fallback }: StraightGlueOptions = {}): Glue {
  const exporters = new WeakMap<FuncPlan, Maker>();
  const importers = new WeakMap<FuncPlan, Maker>();
  const fusers = new WeakMap<FuncPlan, Maker>();

  const otherwise = (plan: FuncPlan): Glue => {
    if (fallback === undefined) throw new RangeError(`${plan.name} has no straight-line text`);
    return fallback;
  };

  return {
    exported(plan, end, callee, resources) {
      const core = coreEndOf(plan, plan.callee);
      if (core === null) return otherwise(plan).exported(plan, end, callee, resources);
      const make = remembered(exporters, plan, () => evaluate(BOUND, emitExported(plan, core, coerce)));
      return make(end, new Room(end, core.encoding), callee, resources) as JsFunction;
    },
    imported(plan, end, callee, resources) {
      const core = coreEndOf(plan, plan.caller);
      if (core === null) return otherwise(plan).imported(plan, end, callee, resources);
      const make = remembered(importers, plan, () => evaluate(BOUND, emitImported(plan, core, coerce)));
      return make(end, new Room(end, core.encoding), callee, resources) as CoreFunction;
    },
    fused(plan, caller, callee, target, resources) {
      const [from, to] = [coreEndOf(plan, plan.caller), coreEndOf(plan, plan.callee)];
      // One memory at both ends: what is copied could be written over what is still to be read.
      if (from === null || to === null || caller.inst === callee.inst) {
        return otherwise(plan).fused(plan, caller, callee, target, resources);
      }
      const make = remembered(fusers, plan, () => evaluate(FUSED_BOUND, emitFused(plan, from, to)));
      const rooms = [new Room(caller, from.encoding), new Room(callee, to.encoding)];
      return make(caller, callee, ...rooms, target, resources) as CoreFunction;
    },
  };
}

/** The core end of a plan, if its calls can be written down. */
function coreEndOf({ type }: FuncPlan, end: FuncPlan['caller']): CoreEndPlan | null {
  if (end.kind !== 'core' || type.async || end.async) return null;
  const types = [...type.params.map((param) => param.type), ...(type.result === null ? [] : [type.result])];
  return types.some(containsAsyncValue) ? null : end;
}

/** The one place where text becomes code. */
function evaluate(bound: readonly string[], { helpers, text }: EmittedGlue): Maker {
  const make = new Function(...helpers, ...bound, text) as Maker;
  const values = helpers.map((name) => HELPERS[name]);
  return (...ends) => make(...values, ...ends);
}

/** Whether text may become code here: a content security policy can forbid it. */
export function canEvaluate(): boolean {
  try {
    return new Function('return true')() as boolean;
  } catch {
    return false;
  }
}
