import type { LiftLowerContext } from './context.js';
import { addBorrow, addOwn, lendHandle, takeOwn } from './runtime/passing.js';
import { wrongHandle } from './runtime/wrong.js';
import type { BorrowType, OwnType } from './types.js';

/**
 * Takes the handle out of the table.
 * @spec CanonicalABI.md#loading
 */
export function liftOwn(cx: LiftLowerContext, i: number, t: OwnType): unknown {
  const rt = cx.resourceType(t.resource);
  return cx.valuesOf(rt).fromRep(takeOwn(cx.inst, rt, i), 'own');
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
  return cx.valuesOf(rt).fromRep(lendHandle(cx.inst, rt, borrowScope, i), 'borrow');
}

/** @spec CanonicalABI.md#storing */
export function lowerOwn(cx: LiftLowerContext, v: unknown, t: OwnType): number {
  const rt = cx.resourceType(t.resource);
  const values = cx.valuesOf(rt);
  const rep = values.toRep(v, 'own');
  if (rep === null) wrongHandle(values, v, 'own');
  const i = addOwn(cx.inst, rt, rep);
  if (cx.path.length === 1 && cx.borrowScope?.kind === 'task') cx.borrowScope.given?.(i, values, v);
  return i;
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
  if (rep === null) wrongHandle(values, v, 'borrow');
  if (values.endLend !== undefined) borrowScope.lent?.(values, v);
  return cx.inst === rt.impl ? rep : addBorrow(cx.inst, rt, borrowScope, rep);
}
