import type { LiftLowerContext } from './context.js';
import { ErrorContext, ResourceHandle, type ResourceValues } from './handles.js';
import { wrongCount, wrongValue } from './js-values.js';
import type { BorrowType, OwnType } from './types.js';
import { Trap, trapIf } from './trap.js';

/** @spec CanonicalABI.md#loading */
export function liftErrorContext(cx: LiftLowerContext, i: number): ErrorContext {
  const errctx = cx.inst.handles.get(i);
  if (errctx instanceof ErrorContext) return errctx;
  throw new Trap('wrong-handle-type');
}

/** @spec CanonicalABI.md#storing */
export function lowerErrorContext(cx: LiftLowerContext, v: unknown): number {
  if (v instanceof ErrorContext) return cx.inst.handles.add(v);
  throw wrongValue(cx, 'an ErrorContext', v);
}

/**
 * Takes the handle out of the table.
 * @spec CanonicalABI.md#loading
 */
export function liftOwn(cx: LiftLowerContext, i: number, t: OwnType): unknown {
  const rt = cx.resourceType(t.resource);
  const h = cx.inst.handles.remove(i);
  if (!(h instanceof ResourceHandle) || h.rt !== rt) throw new Trap('wrong-handle-type');
  trapIf(h.numLends !== 0, 'handle-lent');
  trapIf(!h.own, 'handle-not-owned');
  return cx.valuesOf(rt).fromRep(h.rep, 'own');
}

/**
 * Lends the handle to the call, until that has been resolved.
 * @spec CanonicalABI.md#loading
 */
export function liftBorrow(cx: LiftLowerContext, i: number, t: BorrowType): unknown {
  const { borrowScope } = cx;
  if (borrowScope?.kind !== 'subtask')
    throw new Error('a borrow is lifted without a call that it is lent to');
  const rt = cx.resourceType(t.resource);
  const h = cx.inst.handles.get(i);
  if (!(h instanceof ResourceHandle) || h.rt !== rt) throw new Trap('wrong-handle-type');
  borrowScope.addLender(h);
  return cx.valuesOf(rt).fromRep(h.rep, 'borrow');
}

/** @spec CanonicalABI.md#storing */
export function lowerOwn(cx: LiftLowerContext, v: unknown, t: OwnType): number {
  const rt = cx.resourceType(t.resource);
  const values = cx.valuesOf(rt);
  const rep = values.toRep(v, 'own');
  if (rep === null) throw wrongHandle(cx, values, v, 'own');
  return cx.inst.handles.add(new ResourceHandle(rt, rep, true));
}

/**
 * The instance that defines the resource gets the representation itself.
 * @spec CanonicalABI.md#storing
 */
export function lowerBorrow(cx: LiftLowerContext, v: unknown, t: BorrowType): number {
  const { borrowScope } = cx;
  if (borrowScope?.kind !== 'task') throw new Error('a borrow is lowered without a task that borrows it');
  const rt = cx.resourceType(t.resource);
  const values = cx.valuesOf(rt);
  const rep = values.toRep(v, 'borrow');
  if (rep === null) throw wrongHandle(cx, values, v, 'borrow');
  if (values.endLend !== undefined) borrowScope.lent?.(values, v);
  if (cx.inst === rt.impl) return rep;
  borrowScope.numBorrows += 1;
  return cx.inst.handles.add(new ResourceHandle(rt, rep, false, borrowScope));
}

function wrongHandle(
  cx: LiftLowerContext,
  values: ResourceValues,
  v: unknown,
  handle: 'own' | 'borrow',
): TypeError {
  const said = values.explain?.(v, handle);
  if (said === undefined) return wrongValue(cx, 'an object of the resource', v);
  return wrongCount(cx, said.expected, said.found);
}
