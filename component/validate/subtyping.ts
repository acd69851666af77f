import { Comparison } from './comparison.js';
import type { Mismatch } from './mismatch.js';
import { matchResources, pairs } from './resource-matching.js';
import type { CheckedExtern, CheckedItem, Resource, ValueUse } from './types.js';

/**
 * Whether `found` may stand where `expected` is asked for.
 * @returns null if it may, else what differs.
 * @spec Explainer.md#type-checking
 */
export function explainMismatch(found: CheckedItem, expected: CheckedItem): Mismatch | null {
  return new Comparison().item(found, expected);
}

/** The same where the resources `open` of `expected` stand for whatever is found in their places. */
export function explainOpenMismatch(
  found: CheckedItem,
  expected: CheckedItem,
  open: readonly Resource[],
): Mismatch | null {
  if (open.length === 0) return explainMismatch(found, expected);
  const resources = matchResources([[expected, found]], open, null);
  return new Comparison(null, { resources, outer: null }).item(found, expected);
}

/** The same for the types of two values. */
export function explainValueMismatch(found: ValueUse, expected: ValueUse): Mismatch | null {
  return new Comparison().value(found, expected);
}

export interface Supply {
  /** What each resource of the requirements stands for. */
  readonly resources: ReadonlyMap<Resource, Resource>;
  /** By the names of what is required: what the one supplied lacks. Nothing where nothing is supplied. */
  readonly mismatches: ReadonlyMap<string, Mismatch>;
  /** The names of what is not supplied. */
  readonly missing: readonly string[];
}

/**
 * Whether `supplied` has all that `required` asks for, where the resources `open` of the requirements stand for those that
 * are supplied in their places.
 * @spec Binary.md#instance-definitions
 */
export function compareSupply(
  supplied: ReadonlyMap<string, CheckedItem>,
  required: ReadonlyMap<string, CheckedExtern>,
  open: readonly Resource[],
): Supply {
  const resources = matchResources(pairs(supplied, required), open, null);
  const comparison = new Comparison(null, { resources, outer: null });
  const mismatches = new Map<string, Mismatch>();
  const missing: string[] = [];
  for (const [name, { item }] of required) {
    const found = supplied.get(name);
    const difference = found === undefined ? null : comparison.item(found, item);
    if (found === undefined) missing.push(name);
    if (difference !== null) mismatches.set(name, difference);
  }
  return { resources, mismatches, missing };
}
