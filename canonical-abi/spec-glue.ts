import { attempt, whenSettled } from './async/settled.js';
import { SUBTASK } from './async/subtask.js';
import { Task, type TaskCaller } from './async/task.js';
import { CallSide } from './call-side.js';
import { checkAlive, checkEnter, checkLeave, failedExport, failedImport } from './calls.js';
import { runTask, startTask } from './canon-lift.js';
import { errorOfThrown, unwrapResult } from './component-error.js';
import type { LiftLowerContext } from './context.js';
import { type CoreEndPlan, type EndPlan, type FuncPlan, isResultType } from './func-plan.js';
import type { CoreEnd, CoreFunction, Glue, JsFunction } from './glue.js';
import { Lending } from './handles.js';
import { CoreValueIter } from './core-values.js';
import { liftFlatValues, lowerFlatValues } from './lift-lower-values.js';
import { MAX_FLAT_ASYNC_PARAMS, MAX_FLAT_PARAMS, MAX_FLAT_RESULTS } from './limits.js';
import type { CoreValue } from './memory.js';
import { required } from './required.js';

export interface GlueOptions {
  /** Convert values as ToWebAssemblyValue does, instead of refusing those of another type. */
  readonly coerce?: boolean;
}

/**
 * The engine that follows the specification step by step. It needs nothing of its surroundings, and says what the emitted
 * text must do. Where core code or a host function gives a promise, as it does with JavaScript Promise Integration, the call
 * gives one too.
 * @spec CanonicalABI.md#canon-lift, CanonicalABI.md#canon-lower
 */
export function createSpecGlue({ coerce = false }: GlueOptions = {}): Glue {
  return {
    exported: (plan, end, callee, resources) => {
      const side = new CallSide({ plan, end, endPlan: coreEnd(plan.callee), resources, coerce });
      if (!plan.type.async) return (...args) => callFromJs(side, callee, args);
      return async (...args) => callFromJs(side, callee, args);
    },
    imported: (plan, end, callee, resources) => {
      const side = new CallSide({ plan, end, endPlan: coreEnd(plan.caller), resources, coerce });
      return (...core) => coreResult(callToJs(side, callee, core));
    },
    fused: (plan, caller, callee, target, resources) => {
      const parts = { plan, resources, representations: true };
      const from = new CallSide({ ...parts, end: caller, endPlan: coreEnd(plan.caller) });
      const to = new CallSide({ ...parts, end: callee, endPlan: coreEnd(plan.callee) });
      return (...core) => coreResult(callAcross(from, to, target, core));
    },
  };
}

/** Where there is core code: JavaScript has no options. */
function coreEnd(end: EndPlan): CoreEndPlan {
  return required(end.kind === 'core' ? end : null, 'core code at this end');
}

type Flat = CoreValue | undefined;

/** An engine that can suspend core code takes a promise for the value. */
function coreResult(flat: Flat | Promise<Flat>): Flat {
  return flat as Flat;
}

/** @spec CanonicalABI.md#canon-lift */
function callFromJs(side: CallSide, callee: CoreFunction, args: readonly unknown[]): unknown {
  const { plan, end } = side;
  checkEnter(end.inst, plan.name);
  let result: unknown;
  let entered = false;
  const task = new Task(side, (values) => {
    [result] = values;
  });
  const failed = (error: unknown): unknown => {
    task.end();
    return failedExport(error, end.inst, plan.name, entered);
  };
  const call = (): undefined | Promise<undefined> => {
    const flat = startTask(task, () => args);
    entered = true;
    return runTask(task, callee, flat);
  };
  return whenSettled(attempt(call, failed), () => {
    task.end();
    return isResultType(plan.type.result) ? unwrapResult(result) : result;
  });
}

/** The side of the caller of one call of a lowered function. */
class LoweredCall {
  readonly #side: CallSide;
  readonly #lending = new Lending();
  readonly #cx: LiftLowerContext;
  readonly #vi: CoreValueIter;
  readonly #thread: CoreEnd['inst']['thread'];

  constructor(side: CallSide, core: readonly CoreValue[]) {
    this.#side = side;
    this.#cx = side.context(this.#lending);
    this.#vi = new CoreValueIter(core);
    this.#thread = side.end.inst.thread;
  }

  /** Who waits for what is called. */
  get waiting(): TaskCaller | null {
    return this.#side.endPlan.async ? null : { inst: this.#side.end.inst, thread: this.#thread };
  }

  liftParams(): unknown[] {
    const maxFlat = this.#side.endPlan.async ? MAX_FLAT_ASYNC_PARAMS : MAX_FLAT_PARAMS;
    return liftFlatValues(this.#cx, maxFlat, this.#vi, this.#side.plan.params);
  }

  lowerResult(values: readonly unknown[]): Flat {
    const maxFlat = this.#side.endPlan.async ? 0 : MAX_FLAT_RESULTS;
    return lowerFlatValues(this.#cx, maxFlat, values, this.#side.plan.result, this.#vi)[0];
  }

  /** The call has returned; others may have run in between. */
  end(flat: Flat): Flat {
    this.#lending.deliverResolve();
    this.#side.end.inst.thread = this.#thread;
    return this.#side.endPlan.async ? SUBTASK.returned : flat;
  }
}

/** @spec CanonicalABI.md#canon-lower */
function callToJs(side: CallSide, callee: JsFunction, core: readonly CoreValue[]): Flat | Promise<Flat> {
  const { plan, end } = side;
  const call = (): Flat | Promise<Flat> => {
    checkLeave(end.inst);
    const lowered = new LoweredCall(side, core);
    return whenSettled(resultOf(plan, callee, lowered.liftParams()), (result) => {
      checkAlive(end.inst);
      return lowered.end(lowered.lowerResult(plan.result.fields.length === 0 ? [] : [result]));
    });
  };
  return attempt(call, (error) => failedImport(error, end.inst, plan.name));
}

function resultOf(plan: FuncPlan, callee: JsFunction, args: readonly unknown[]): unknown {
  if (!isResultType(plan.type.result)) return callee(...args);
  const ok = (val: unknown): unknown => ({ tag: 'ok', val });
  try {
    const given = callee(...args);
    return given instanceof Promise ? given.then(ok, errorOfThrown) : ok(given);
  } catch (error) {
    return errorOfThrown(error);
  }
}

/** @spec CanonicalABI.md#canon-lower */
function callAcross(
  from: CallSide,
  to: CallSide,
  target: CoreFunction,
  core: readonly CoreValue[],
): Flat | Promise<Flat> {
  // Where an error is, for its message.
  let side = from;
  const call = (): Flat | Promise<Flat> => {
    checkLeave(from.end.inst);
    const lowered = new LoweredCall(from, core);
    let flatResult: Flat;
    const resolve = (values: unknown[]): void => {
      side = from;
      flatResult = lowered.lowerResult(values);
      side = to;
    };
    const task = new Task(to, resolve, lowered.waiting);
    const flat = startTask(task, () => {
      const args = lowered.liftParams();
      side = to;
      return args;
    });
    return whenSettled(runTask(task, target, flat), () => lowered.end(flatResult));
  };
  return attempt(call, (error) => failedImport(error, side.end.inst, from.plan.name));
}
