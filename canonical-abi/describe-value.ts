import type { VariantPlan } from './plan.js';
import { isBigInt, isInteger, type ScalarType } from './primitives.js';

/** A value in the words of an error: what it is, if that is short. */
export function describeValue(value: unknown): string {
  if (value === null || value === undefined) return String(value);
  if (typeof value === 'string') return JSON.stringify(value.length > 40 ? `${value.slice(0, 40)}…` : value);
  if (typeof value === 'bigint') return `${value}n`;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  return Array.isArray(value) ? 'an array' : `a value of type ${typeof value}`;
}

/** The tags that a value can have, in the same words: the first of them, if they are many. */
export function describeTags({ cases }: VariantPlan): string {
  const shown = cases.slice(0, 8).map(({ tag }) => JSON.stringify(tag));
  return `one of ${shown.join(', ')}${cases.length > 8 ? ', …' : ''}`;
}

/** What values of a scalar type are, in the same words. */
export function describeType(kind: ScalarType): string {
  if (isInteger(kind)) return `${isBigInt(kind) ? 'a bigint' : 'an integer'} of type ${kind}`;
  return kind === 'bool' ? 'a boolean' : 'a number';
}
