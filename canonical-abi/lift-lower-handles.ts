import type { LiftLowerContext } from './context.js';
import type { HandlePlan } from './plan.js';
import { required } from './required.js';
import { addBorrow, addOwn, lendHandle, takeOwn } from './runtime/passing.js';
import { wrongHandle } from './runtime/wrong.js';

/**
 * Takes the handle of an own out of the table; lends that of a borrow to the call, until that has been resolved.
 * @spec CanonicalABI.md#loading
 */
export function liftHandle(cx: LiftLowerContext, i: number, { kind, type }: HandlePlan): unknown {
  const { borrowScope, inst } = cx;
  const rt = cx.resourceType(type.resource);
  const lending = borrowScope?.kind === 'subtask' ? borrowScope : null;
  const rep =
    kind === 'own' ? takeOwn(inst, rt, i) : lendHandle(inst, rt, required(lending, 'call to lend to'), i);
  return cx.valuesOf(rt).fromRep(rep, kind);
}

/**
 * Makes a handle, but for a borrow in the instance that defines the resource: that gets the representation itself.
 * @spec CanonicalABI.md#storing
 */
export function lowerHandle(cx: LiftLowerContext, v: unknown, { kind, type }: HandlePlan): number {
  const { borrowScope, inst } = cx;
  const task = borrowScope?.kind === 'task' ? borrowScope : null;
  const rt = cx.resourceType(type.resource);
  const values = cx.valuesOf(rt);
  const rep = values.toRep(v, kind) ?? wrongHandle(values, v, kind);
  if (kind === 'own') {
    const i = addOwn(inst, rt, rep);
    task?.given?.(i, values, v);
    return i;
  }
  const borrowing = required(task, 'task that borrows');
  if (values.endLend !== undefined) borrowing.lent?.(values, v);
  return inst === rt.impl ? rep : addBorrow(inst, rt, borrowing, rep);
}
