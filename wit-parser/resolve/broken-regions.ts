import type { Diagnostic } from '../../base/index.js';
import { firstFrom, tokensIn } from '../syntax/index.js';
import type { Token, WitFile } from '../syntax/tree.js';

/** What lists of items have in common. */
export interface ItemNode {
  readonly kind: string;
  readonly start: number;
  readonly end: number;
}

/** The text of an item that the parser has found fault with, or of the head of an interface, a world, a resource. */
export interface BrokenRegion {
  /** The list that the item is in. */
  readonly scope: readonly ItemNode[];
  readonly tokens: readonly Token[];
}

/**
 * The broken items of `file`: those that the parser could not read, and those in or at whose text one of `faults` is.
 * What stands between two items belongs to both.
 */
export function brokenRegions(file: WitFile, faults: readonly Diagnostic[]): readonly BrokenRegion[] {
  const regions: BrokenRegion[] = [];
  if (faults.length === 0) return regions;
  const places = faults.flatMap(({ primary }) => primary?.at ?? []).toSorted((a, b) => a.start - b.start);
  const isFaulty = (start: number, end: number): boolean => {
    const next = places[firstFrom(places, start)];
    return next !== undefined && next.start <= end;
  };
  const add = (scope: readonly ItemNode[], start: number, end: number): void => {
    const tokens = tokensIn(file, start, end);
    if (tokens.length > 0) regions.push({ scope, tokens });
  };
  const visit = (scope: readonly ItemNode[], start: number, end: number): void => {
    for (const [index, item] of scope.entries()) {
      const from = scope[index - 1]?.end ?? start;
      const to = scope[index + 1]?.start ?? end;
      const inner = itemsIn(item);
      if (inner === null) {
        if (item.kind === 'error' || (isFaulty(from, to) && !isFunction(item))) add(scope, from, to);
        continue;
      }
      const head = inner[0]?.start ?? item.end;
      if (isFaulty(from, head)) add(scope, from, head);
      visit(inner, head, item.end);
    }
  };
  visit(file.items, 0, file.end);
  return regions;
}

/** The items inside of `item`: of an interface, a world, a package, a resource, an interface in a world. */
function itemsIn(item: ItemNode): readonly ItemNode[] | null {
  if ('items' in item && Array.isArray(item.items)) return item.items as readonly ItemNode[];
  if ('item' in item) return itemsIn(item.item as ItemNode);
  return null;
}

/** A function is one all the same when something is wrong with it, such as a missing `;`: it defines no type. */
function isFunction(item: ItemNode): boolean {
  return 'signature' in item && (item.signature as ItemNode).kind === 'func';
}
