import type { Package, Resolve, World } from '../model.js';
import { modelMessages } from '../model-messages.js';
import { packageId, worldId } from '../query.js';
import {
  type Matcher,
  labelled,
  matchInterfaces,
  matchStability,
  noCounterparts,
  report,
  reportNames,
} from './match-items.js';
import { worldDifference } from './match-worlds.js';

/** Finds what `into` and `from` have in common: packages by their full names, and in them all items by theirs. */
export function matchModels(into: Resolve, from: Resolve): Matcher {
  const matcher: Matcher = { counterparts: noCounterparts(), diagnostics: [] };
  const known = new Map(into.packages.map((pkg) => [packageId(pkg.name), pkg]));
  for (const pkg of from.packages) {
    const counterpart = known.get(packageId(pkg.name));
    // Models share the packages that were resolved once.
    if (counterpart !== undefined && counterpart !== pkg) matchPackages(matcher, counterpart, pkg);
  }
  return matcher;
}

function matchPackages(matcher: Matcher, into: Package, from: Package): void {
  matcher.counterparts.packages.set(from, into);
  const where = packageId(into.name);
  for (const [name, iface] of from.interfaces) {
    const other = into.interfaces.get(name);
    if (other !== undefined) matchInterfaces(matcher, other, iface);
    const world = into.worlds.get(name);
    if (world !== undefined) reportNames(matcher, where, { name, span: iface.span }, world);
  }
  for (const [name, world] of from.worlds) {
    const other = into.worlds.get(name);
    if (other !== undefined) matchWorlds(matcher, other, world);
    const iface = into.interfaces.get(name);
    if (iface !== undefined) reportNames(matcher, where, world, { name, span: iface.span });
  }
}

function matchWorlds(matcher: Matcher, into: World, from: World): void {
  matcher.counterparts.worlds.set(from, into);
  matchStability(matcher, `world \`${worldId(into)}\``, into, from);
  const difference =
    worldDifference(matcher, into, from, 'imports') ?? worldDifference(matcher, into, from, 'exports');
  if (difference === null) return;
  const facts = { world: worldId(into), difference };
  report(matcher, modelMessages.worldConflict.at(from.span, facts, { secondary: labelled(into.span) }));
}
