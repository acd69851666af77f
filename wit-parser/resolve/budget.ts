import { packageId } from '../query.js';
import type { BoundWorld } from './bound.js';
import { resolveMessages } from './messages.js';
import { report } from './report.js';
import type { Selector } from './selector.js';

/**
 * The most imports and exports that the worlds of one package may bring in, all steps counted. Each world may include
 * the one before, or import what needs all that is before, so a text could ask for the square of its length.
 */
const MAX_WORLD_ITEMS = 1_000_000;

/** Counts items that a world brings in. Reports when that is too much, once; then it answers false. */
export function spend(selector: Selector, world: BoundWorld, items: number): boolean {
  const before = selector.spent;
  selector.spent += items;
  if (selector.spent <= MAX_WORLD_ITEMS) return true;
  if (before <= MAX_WORLD_ITEMS) {
    const args = { package: packageId(selector.bound.name), most: MAX_WORLD_ITEMS };
    report(selector.report, resolveMessages.tooManyWorldItems.at(world.span, args));
  }
  return false;
}
