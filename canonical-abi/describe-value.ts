import type { VariantPlan } from './plan.js';

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
