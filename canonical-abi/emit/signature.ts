import { flattenWithin } from '../flatten.js';
import { MAX_FLAT_PARAMS, MAX_FLAT_RESULTS } from '../limits.js';
import type { RecordPlan } from '../plan.js';
import { containsPointer } from '../predicates.js';
import type { FlatTypes } from '../shape.js';
import { type Input, lowerFields } from './lower.js';
import type { Side } from './side.js';
import type { Source } from './source.js';

/* How the parameters and the result of a function pass, as core values or through memory. */

function flatOf({ type }: RecordPlan, max: number, { pointer }: Side): FlatTypes {
  return flattenWithin(max, type, pointer);
}

/** What core code passes as parameters of the import, and where it wants the result. */
export function paramsOf(caller: Side, params: RecordPlan, result: RecordPlan): readonly string[] {
  const names = (flatOf(params, MAX_FLAT_PARAMS, caller) ?? ['p']).map((_, i) => `a${i}`);
  return flatOf(result, MAX_FLAT_RESULTS, caller) === null ? [...names, 'out'] : names;
}

/** Where values are that one end gives, which is checked if it is in memory. */
export function sourceOf(from: Side, plan: RecordPlan, maxFlat: number, given: readonly string[]): Source {
  const isFlat = flatOf(plan, maxFlat, from) !== null;
  if (!isFlat || containsPointer(plan.type)) from.renewView();
  return isFlat ? given : from.placeOf(given[0] ?? '', plan.type);
}

/** @returns the core values for parameters */
export function lowerParams(to: Side, plan: RecordPlan, inputs: readonly Input[]): readonly string[] {
  const { body } = to;
  if (flatOf(plan, MAX_FLAT_PARAMS, to) !== null) return lowerFields(to, plan, inputs, null);
  body.mark();
  const { type } = plan;
  const ptr = body.define('p', `${to.room}.allocate(${to.alignmentOf(type)}, ${to.sizeOf(type)})`);
  to.outdateView();
  lowerFields(to, plan, inputs, to.checked(ptr, type));
  return [to.toCore(ptr)];
}

/** @returns the core value for a result, if there is one */
export function lowerResult(to: Side, plan: RecordPlan, inputs: readonly Input[]): string | null {
  const at = flatOf(plan, MAX_FLAT_RESULTS, to) === null ? to.placeOf('out', plan.type) : null;
  return lowerFields(to, plan, inputs, at)[0] ?? null;
}
