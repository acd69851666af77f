import { flattenTypes } from '../flatten.js';
import type { ValuesPlan } from '../lift-lower-values.js';
import { MAX_FLAT_PARAMS, MAX_FLAT_RESULTS } from '../limits.js';
import { containsPointer } from '../predicates.js';
import type { CoreValType, ValType } from '../types.js';
import { type Input, lowerFields } from './lower.js';
import type { Side } from './side.js';
import type { Source } from './source.js';

/* How the parameters and the result of a function pass, as core values or through memory. */

/** The core types of values; null where they would be more than `max`, and go through memory. */
function flatOf(plan: ValuesPlan, max: number, { pointer }: Side): readonly CoreValType[] | null {
  const types = flattenTypes(typesOf(plan), pointer);
  return types === null || types.length > max ? null : types;
}

function typesOf({ fields }: ValuesPlan): ValType[] {
  return fields.map(({ type }) => type);
}

/** What core code passes as parameters of the import, and where it wants the result. */
export function paramsOf(caller: Side, params: ValuesPlan, result: ValuesPlan): readonly string[] {
  const names = (flatOf(params, MAX_FLAT_PARAMS, caller) ?? ['p']).map((_, i) => `a${i}`);
  return flatOf(result, MAX_FLAT_RESULTS, caller) === null ? [...names, 'out'] : names;
}

/** Where values are that one end gives, which is checked if it is in memory. */
export function sourceOf(from: Side, plan: ValuesPlan, maxFlat: number, given: readonly string[]): Source {
  const isFlat = flatOf(plan, maxFlat, from) !== null;
  if (!isFlat || typesOf(plan).some(containsPointer)) from.renewView();
  return isFlat ? given : from.placeOf(given[0] ?? '', plan.tuple.type);
}

/** @returns the core values for parameters */
export function lowerParams(to: Side, plan: ValuesPlan, inputs: readonly Input[]): readonly string[] {
  const { body } = to;
  const { tuple } = plan;
  if (flatOf(plan, MAX_FLAT_PARAMS, to) !== null) return lowerFields(to, tuple, inputs, null);
  body.mark();
  const { type } = tuple;
  const ptr = body.define('p', `${to.room}.allocate(${to.alignmentOf(type)}, ${to.sizeOf(type)})`);
  to.outdateView();
  lowerFields(to, tuple, inputs, to.checked(ptr, type));
  return [to.toCore(ptr)];
}

/** @returns the core value for a result, if there is one */
export function lowerResult(to: Side, plan: ValuesPlan, inputs: readonly Input[]): string | null {
  const { tuple } = plan;
  if (flatOf(plan, MAX_FLAT_RESULTS, to) !== null) return lowerFields(to, tuple, inputs, null)[0] ?? null;
  lowerFields(to, tuple, inputs, to.placeOf('out', tuple.type));
  return null;
}
