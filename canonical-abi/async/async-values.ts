import type { LiftLowerContext } from '../context.js';
import type { AsyncValuePlan } from '../plan.js';
import { Trap, trapIf } from '../trap.js';
import { sameType } from './element-type.js';
import { End } from './ends.js';
import { notYet } from './not-yet.js';

/**
 * Takes the readable end of a stream or future out of the table, to pass it on.
 * @throws Trap; `async-not-yet` if it would pass to JavaScript
 * @spec CanonicalABI.md#loading
 */
export function liftAsyncValue(cx: LiftLowerContext, i: number, { kind, type }: AsyncValuePlan): End {
  const end = cx.inst.handles.remove(i);
  if (!(end instanceof End) || end.kind !== kind || end.side !== 'readable') {
    throw new Trap('wrong-handle-type');
  }
  const element = { type: type.element, resourceType: (r: object) => cx.resourceType(r) };
  trapIf(!sameType(end.element, element), 'wrong-handle-type');
  trapIf(end.state !== 'idle', end.state === 'done' ? 'end-done' : 'end-busy');
  trapIf(end.isInSet, 'waitable-in-set');
  if (!cx.representations) throw notYet(`a ${kind} as a value of JavaScript`);
  end.owner = null;
  return end;
}

/**
 * Gives the instance the end that was lifted.
 * @throws Trap; `async-not-yet` if it comes from JavaScript
 * @spec CanonicalABI.md#storing
 */
export function lowerAsyncValue(cx: LiftLowerContext, v: unknown, { kind }: AsyncValuePlan): number {
  if (!(v instanceof End)) throw notYet(`a ${kind} as a value of JavaScript`);
  v.owner = cx.inst;
  v.index = cx.inst.handles.add(v);
  return v.index;
}
