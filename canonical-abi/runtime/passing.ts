import {
  type BorrowingTask,
  ErrorContext,
  type Lending,
  ResourceHandle,
  type ResourceType,
} from '../handles.js';
import type { ComponentInstance } from '../instance.js';
import { Trap, trapIf } from '../trap.js';

/* Handles as they go in and out of tables: those of resources by their representations. */

/**
 * Takes the handle out of the table.
 * @spec CanonicalABI.md#loading
 */
export function takeOwn(inst: ComponentInstance, rt: ResourceType, i: number): number {
  const h = inst.handles.remove(i);
  if (!(h instanceof ResourceHandle) || h.rt !== rt) throw new Trap('wrong-handle-type');
  trapIf(h.numLends !== 0, 'handle-lent');
  trapIf(!h.own, 'handle-not-owned');
  return h.rep;
}

/**
 * Lends the handle to a call, until that has been resolved.
 * @spec CanonicalABI.md#loading
 */
export function lendHandle(inst: ComponentInstance, rt: ResourceType, lending: Lending, i: number): number {
  const h = inst.handles.get(i);
  if (!(h instanceof ResourceHandle) || h.rt !== rt) throw new Trap('wrong-handle-type');
  lending.addLender(h);
  return h.rep;
}

/** @spec CanonicalABI.md#storing */
export function addOwn(inst: ComponentInstance, rt: ResourceType, rep: number): number {
  return inst.handles.add(new ResourceHandle(rt, rep, true));
}

/** @spec CanonicalABI.md#storing */
export function addBorrow(
  inst: ComponentInstance,
  rt: ResourceType,
  task: BorrowingTask,
  rep: number,
): number {
  task.numBorrows += 1;
  const i = inst.handles.add(new ResourceHandle(rt, rep, false, task));
  task.given?.(i);
  return i;
}

/** @spec CanonicalABI.md#loading */
export function liftErrorContext(inst: ComponentInstance, i: number): ErrorContext {
  const errctx = inst.handles.get(i);
  if (errctx instanceof ErrorContext) return errctx;
  throw new Trap('wrong-handle-type');
}
