import { checkAlive, checkEnter, checkLeave, failedExport, failedImport } from './calls.js';
import { errorOfThrown, unwrapResult } from './component-error.js';
import { LiftLowerContext } from './context.js';
import type { EndPlan, FuncPlan } from './func-plan.js';
import type { CoreEnd, CoreFunction, Glue, JsFunction } from './glue.js';
import { Borrowing, type BorrowingTask, Lending, type ResourceType } from './handles.js';
import { CoreValueIter } from './lift-flat.js';
import { liftFlatValues, lowerFlatValues } from './lift-lower-values.js';
import { MAX_FLAT_PARAMS, MAX_FLAT_RESULTS } from './limits.js';
import type { CoreValue } from './memory.js';
import { trapIf } from './trap.js';

export interface GlueOptions {
  /** Convert values as ToWebAssemblyValue does, instead of refusing those of another type. */
  readonly coerce?: boolean;
}

/**
 * The engine that follows the specification step by step. It needs nothing of its surroundings, and says what the emitted
 * text must do.
 * @spec CanonicalABI.md#canon-lift, CanonicalABI.md#canon-lower
 */
export function createSpecGlue({ coerce = false }: GlueOptions = {}): Glue {
  return {
    exported: (plan, end, callee, resources) => {
      const side = new Side({ plan, end, endPlan: plan.callee, resources, coerce });
      return (...args) => callFromJs(side, callee, args);
    },
    imported: (plan, end, callee, resources) => {
      const side = new Side({ plan, end, endPlan: plan.caller, resources, coerce });
      return (...core) => callToJs(side, callee, core);
    },
    fused: (plan, caller, callee, target, resources) => {
      const parts = { plan, resources, representations: true };
      const from = new Side({ ...parts, end: caller, endPlan: plan.caller });
      const to = new Side({ ...parts, end: callee, endPlan: plan.callee });
      return (...core) => callAcross(from, to, target, core);
    },
  };
}

interface SideParts {
  readonly plan: FuncPlan;
  readonly end: CoreEnd;
  readonly endPlan: EndPlan;
  readonly resources: readonly ResourceType[];
  readonly coerce?: boolean;
  readonly representations?: boolean;
}

/** One core end of a call, in an instance. */
class Side {
  readonly plan: FuncPlan;
  readonly end: CoreEnd;
  readonly #parts: SideParts;
  readonly #encoding: LiftLowerContext['opts']['stringEncoding'];
  readonly #resources: ReadonlyMap<object, ResourceType>;

  constructor(parts: SideParts) {
    const { plan, end, endPlan, resources } = parts;
    this.plan = plan;
    this.end = end;
    this.#parts = parts;
    this.#encoding = endPlan.kind === 'core' ? endPlan.encoding : 'utf8';
    this.#resources = new Map(resources.map((rt, i) => [plan.resources[i] ?? rt, rt]));
  }

  context(borrowScope: BorrowingTask | Lending): LiftLowerContext {
    const { memory, realloc, inst } = this.end;
    const { coerce = false, representations = false } = this.#parts;
    return new LiftLowerContext({
      opts: {
        stringEncoding: this.#encoding,
        memory,
        realloc: realloc as LiftLowerContext['opts']['realloc'],
      },
      inst,
      borrowScope,
      coerce,
      representations,
      resourceType: (resource) => this.#resourceType(resource),
    });
  }

  #resourceType(resource: object): ResourceType {
    const rt = this.#resources.get(resource);
    if (rt === undefined) throw new Error('the plan of this function does not list one of its resources');
    return rt;
  }
}

/** @spec CanonicalABI.md#canon-lift */
function callFromJs(side: Side, callee: CoreFunction, args: readonly unknown[]): unknown {
  const { plan, end } = side;
  checkEnter(end.inst, plan.name);
  const task = new Borrowing();
  const cx = side.context(task);
  let entered = false;
  let result: unknown;
  try {
    const flat = lowerFlatValues(cx, MAX_FLAT_PARAMS, args, plan.params);
    entered = true;
    callLifted(side, cx, callee, flat, task, (values) => {
      [result] = values;
    });
  } catch (error) {
    throw failedExport(error, end.inst, plan.name, entered);
  } finally {
    task.end();
  }
  return isResult(plan) ? unwrapResult(result) : result;
}

/** Calls, lifts the result, hands it to `onResolve`, and cleans up. */
function callLifted(
  { plan, end }: Side,
  cx: LiftLowerContext,
  callee: CoreFunction,
  flat: readonly CoreValue[],
  task: BorrowingTask,
  onResolve: (values: unknown[]) => void,
): void {
  const { inst, postReturn } = end;
  const { thread } = inst;
  inst.thread = null;
  const returned = callee(...flat);
  checkAlive(inst);
  const flatResults = returned === undefined ? [] : [returned];
  const values = liftFlatValues(cx, MAX_FLAT_RESULTS, new CoreValueIter(flatResults), plan.result);
  trapIf(task.numBorrows > 0, 'borrows-remain');
  onResolve(values);
  if (postReturn !== null) {
    inst.mayLeave = false;
    postReturn(...flatResults);
    inst.mayLeave = true;
  }
  inst.thread = thread;
}

/** @spec CanonicalABI.md#canon-lower */
function callToJs(side: Side, callee: JsFunction, core: readonly CoreValue[]): CoreValue | undefined {
  const { plan, end } = side;
  try {
    checkLeave(end.inst);
    const lending = new Lending();
    const cx = side.context(lending);
    const vi = new CoreValueIter(core);
    const args = liftFlatValues(cx, MAX_FLAT_PARAMS, vi, plan.params);
    const result = resultOf(plan, callee, args);
    checkAlive(end.inst);
    const values = plan.result.fields.length === 0 ? [] : [result];
    const [flat] = lowerFlatValues(cx, MAX_FLAT_RESULTS, values, plan.result, vi);
    lending.deliverResolve();
    return flat;
  } catch (error) {
    throw failedImport(error, end.inst, plan.name);
  }
}

function resultOf(plan: FuncPlan, callee: JsFunction, args: readonly unknown[]): unknown {
  if (!isResult(plan)) return callee(...args);
  try {
    return { tag: 'ok', val: callee(...args) };
  } catch (error) {
    return errorOfThrown(error);
  }
}

function isResult({ type: { result } }: FuncPlan): boolean {
  return typeof result === 'object' && result?.kind === 'result';
}

/** @spec CanonicalABI.md#canon-lower */
function callAcross(
  from: Side,
  to: Side,
  target: CoreFunction,
  core: readonly CoreValue[],
): CoreValue | undefined {
  const { plan } = from;
  let side = from;
  let flatResult: CoreValue | undefined;
  try {
    checkLeave(from.end.inst);
    const lending = new Lending();
    const task: BorrowingTask = { kind: 'task', numBorrows: 0 };
    const cx = from.context(lending);
    const calleeCx = to.context(task);
    const vi = new CoreValueIter(core);
    const args = liftFlatValues(cx, MAX_FLAT_PARAMS, vi, plan.params);
    side = to;
    const flat = lowerFlatValues(calleeCx, MAX_FLAT_PARAMS, args, plan.params);
    callLifted(to, calleeCx, target, flat, task, (values) => {
      side = from;
      [flatResult] = lowerFlatValues(cx, MAX_FLAT_RESULTS, values, plan.result, vi);
      side = to;
    });
    lending.deliverResolve();
    return flatResult;
  } catch (error) {
    throw failedImport(error, side.end.inst, plan.name);
  }
}
