import { flattenTypes } from '../flatten.js';
import type { ValuesPlan } from '../lift-lower-values.js';
import { MAX_FLAT_PARAMS, MAX_FLAT_RESULTS } from '../limits.js';
import { containsPointer } from '../predicates.js';
import type { CoreValType, PtrType, ValType } from '../types.js';
import { type Input, lowerFields } from './lower.js';
import type { Side } from './side.js';
import type { Source } from './source.js';

/* How the parameters and the result of a function pass, as core values or through memory. */

type FlatTypes = readonly CoreValType[] | null;

/** The core types of parameters; null where they go through memory. */
export function flatParams(plan: ValuesPlan, pointer: PtrType): FlatTypes {
  return atMost(MAX_FLAT_PARAMS, flattenTypes(typesOf(plan), pointer));
}

/** The core type of a result, or none; null where it goes through memory. */
export function flatResult(plan: ValuesPlan, pointer: PtrType): FlatTypes {
  return atMost(MAX_FLAT_RESULTS, flattenTypes(typesOf(plan), pointer));
}

function atMost(count: number, types: FlatTypes): FlatTypes {
  return types === null || types.length > count ? null : types;
}

function typesOf({ fields }: ValuesPlan): ValType[] {
  return fields.map(({ type }) => type);
}

/** What core code passes as parameters of the import, and where it wants the result. */
export function paramsOf(caller: Side, params: ValuesPlan, result: ValuesPlan): readonly string[] {
  const names = (flatParams(params, caller.pointer) ?? ['p']).map((_, i) => `a${i}`);
  return flatResult(result, caller.pointer) === null ? [...names, 'out'] : names;
}

/** Where values are that one end gives, which is checked if it is in memory. */
export function sourceOf(from: Side, plan: ValuesPlan, types: FlatTypes, given: readonly string[]): Source {
  if (types === null || typesOf(plan).some(containsPointer)) from.renewView();
  return types === null ? from.placeOf(given[0] ?? '', plan.tuple.type) : given;
}

/** @returns the core values for parameters */
export function lowerParams(to: Side, plan: ValuesPlan, inputs: readonly Input[]): readonly string[] {
  const { body } = to;
  const { tuple } = plan;
  if (flatParams(plan, to.pointer) !== null) return lowerFields(to, tuple, inputs, null);
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
  if (flatResult(plan, to.pointer) !== null) return lowerFields(to, tuple, inputs, null)[0] ?? null;
  lowerFields(to, tuple, inputs, to.placeOf('out', tuple.type));
  return null;
}
