import type { World, WorldItem } from '../model.js';
import { externName, interfaceId, worldId, worldItemDependencies } from '../query.js';
import { type Matcher, matchFunctions, matchInterfaces, matchStability, matchTypes } from './match-items.js';

type Side = 'imports' | 'exports';

/**
 * Matches one side of two copies of a world. They must be the same, as whoever targets the world relies on it. Only an
 * import that serves another item may be in one copy alone: a copy whose interfaces are pruned needs fewer.
 *
 * @returns what one copy has and the other lacks, or has as something else; null if nothing.
 */
export function worldDifference(matcher: Matcher, into: World, from: World, side: Side): string | null {
  const intoItems = byName(into[side]);
  const fromItems = byName(from[side]);
  const missing = firstMissing(into, side, fromItems) ?? firstMissing(from, side, intoItems);
  if (missing !== null) return `only one of them ${side} \`${externName(missing)}\``;
  for (const [name, item] of fromItems) {
    const other = intoItems.get(name);
    if (other === undefined || matchItems(matcher, worldId(into), other, item)) continue;
    return `they ${side.slice(0, -1)} different things as \`${name}\``;
  }
  return null;
}

function byName(items: readonly WorldItem[]): ReadonlyMap<string, WorldItem> {
  return new Map(items.map((item) => [externName(item), item]));
}

/** The first item of a side of `world` that is not in `others`, leaving out imports that only serve other items. */
function firstMissing(world: World, side: Side, others: ReadonlyMap<string, WorldItem>): WorldItem | null {
  const missing = world[side].filter((item) => !others.has(externName(item)));
  if (missing.length === 0 || side === 'exports') return missing[0] ?? null;
  const served = new Set([...world.imports, ...world.exports].flatMap(worldItemDependencies));
  const isServing = (item: WorldItem): boolean =>
    item.kind === 'world-interface' && item.label === null && served.has(item.interface);
  return missing.find((item) => !isServing(item)) ?? null;
}

/** @returns false if the two are different things. */
function matchItems(matcher: Matcher, world: string, into: WorldItem, from: WorldItem): boolean {
  matcher.counterparts.items.set(from, into);
  if (into.kind === 'world-func' && from.kind === 'world-func') {
    matchFunctions(matcher, world, into.func, from.func);
    return true;
  }
  if (into.kind === 'world-type' && from.kind === 'world-type') {
    matchTypes(matcher, world, into.type, from.type);
    return true;
  }
  if (into.kind !== 'world-interface' || from.kind !== 'world-interface') return false;
  const id = interfaceId(into.interface);
  if (id !== interfaceId(from.interface)) return false;
  matchStability(matcher, `\`${externName(into)}\` of world \`${world}\``, into, from);
  // A named interface is matched with its package.
  if (id === null) matchInterfaces(matcher, into.interface, from.interface);
  return true;
}
