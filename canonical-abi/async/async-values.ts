import type { LiftLowerContext } from '../context.js';
import type { AsyncValuePlan } from '../plan.js';
import { End, takeEnd } from './ends.js';
import { notYet } from './not-yet.js';

/**
 * Takes the readable end of a stream or future out of the table, to pass it on.
 * @throws Trap; `async-not-yet` if it would pass to JavaScript
 * @spec CanonicalABI.md#loading
 */
export function liftAsyncValue(cx: LiftLowerContext, i: number, { kind, type }: AsyncValuePlan): End {
  const element = { type: type.element, resourceType: (r: object) => cx.resourceType(r) };
  const end = takeEnd(cx.inst, i, kind, 'readable', element);
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
