import type { Stability, World, WorldInterface, WorldItem } from '../model.js';
import { interfaceId } from '../query.js';
import type { BoundInclude } from './bound.js';
import { cloneItem, createCloner } from './clone.js';
import { isIncomplete } from './lost-names.js';
import { resolveMessages } from './messages.js';
import { displayName } from './names.js';
import { keyOf, type ItemKey, type OpenItems, type OpenWorld } from './open-world.js';
import { report } from './report.js';
import { currentWorld, type Selector } from './selector.js';

/**
 * Adds the items of the world `from`, which is elaborated, to the world `open`. What goes by an interface's name is
 * there once; what has a label is copied, and must not be there yet.
 * @spec WIT.md#union-of-worlds-with-include
 */
export function includeWorld(selector: Selector, open: OpenWorld, from: World, include: BoundInclude): void {
  reportUnknownRenames(selector, from, include);
  const cloner = createCloner(selector, from, open.world);
  const renames = new Map(include.renames.map(({ from: name, to }) => [name, to]));
  const add = (items: OpenItems, item: WorldItem, verb: 'import' | 'export'): void => {
    const key = keyOf(item);
    if (typeof key !== 'string' && item.kind === 'world-interface') {
      addInterface(selector, items, item, include);
      return;
    }
    const name = renamed(String(key), renames);
    const copy = cloneItem(cloner, item, name);
    const earlier = items.get(name);
    if (earlier === undefined) {
      items.set(name, { item: copy, at: include.span, included: true });
      return;
    }
    const args = { verb, name: displayName(name), world: include.world.name };
    const details = {
      label: `brings in \`${displayName(name)}\``,
      secondary: [{ at: earlier.at, label: 'it is there from here' }],
      help: [`give it another name: \`include … with { ${displayName(name)} as … }\``],
    };
    report(selector.report, resolveMessages.includeConflict.at(include.span, args, details));
  };
  for (const item of from.imports) add(open.imports, item, 'import');
  for (const item of from.exports) add(open.exports, item, 'export');
}

function reportUnknownRenames(selector: Selector, from: World, include: BoundInclude): void {
  const world = currentWorld(selector, include.world);
  if (include.renames.length === 0 || isIncomplete(world.lost) || selector.faultyWorlds.has(from)) return;
  const labels = [...from.imports, ...from.exports]
    .map(keyOf)
    .filter((key): key is string => typeof key === 'string');
  const known = new Set(labels.flatMap(renamableParts));
  for (const { from: name, span } of include.renames) {
    if (known.has(name)) continue;
    const secondary = [
      { at: include.span, label: 'of this world' },
      { at: world.span, label: 'which is here' },
    ];
    const notes = [
      'only what has a name of its own can be renamed, not what goes by the name of an interface',
    ];
    const args = { name, world: world.name };
    report(selector.report, resolveMessages.unknownIncludeName.at(span, args, { secondary, notes }));
  }
}

/** What `with` may name to rename an item: its label, or the resource of a function of one. */
function renamableParts(name: string): string[] {
  const shown = displayName(name);
  return [shown.split('.')[0] ?? shown];
}

/** `[method]r.f` becomes `[method]s.f` by `with { r as s }`. */
function renamed(name: string, renames: ReadonlyMap<string, string>): string {
  if (renames.size === 0) return name;
  const shown = displayName(name);
  const prefix = name.slice(0, name.length - shown.length);
  const dot = shown.indexOf('.');
  const label = dot === -1 ? shown : shown.slice(0, dot);
  const rename = renames.get(label);
  return rename === undefined ? name : `${prefix}${rename}${dot === -1 ? '' : shown.slice(dot)}`;
}

function addInterface(
  selector: Selector,
  items: OpenItems,
  item: WorldInterface,
  include: BoundInclude,
): void {
  const key: ItemKey = item.interface;
  const earlier = items.get(key);
  const external = include.world.package !== selector.bound;
  const stability = earlier?.item.kind === 'world-interface' ? earlier.item.stability : item.stability;
  const merged = mergeStability(item.stability, stability, external);
  if (merged === 'mismatch') {
    if (earlier === undefined) return;
    const args = { name: interfaceId(item.interface) ?? '' };
    const secondary = [{ at: earlier.at, label: 'with one gate here' }];
    const details = { label: 'with another gate', secondary };
    report(selector.report, resolveMessages.includeGateMismatch.at(include.span, args, details));
    return;
  }
  if (earlier === undefined) {
    items.set(key, { item: { ...item, stability: merged }, at: include.span, included: true });
  } else if (earlier.item.kind === 'world-interface' && earlier.item.stability !== merged) {
    items.set(key, { ...earlier, item: { ...earlier.item, stability: merged } });
  }
}

/** The gate of an interface that comes into a world twice. That of another package's release says nothing here. */
function mergeStability(
  from: Stability | null,
  into: Stability | null,
  external: boolean,
): Stability | null | 'mismatch' {
  if (external && from?.kind === 'stable') return null;
  if (from === null || isSameStability(from, into)) return into;
  return into === null ? from : 'mismatch';
}

function isSameStability(a: Stability, b: Stability | null): boolean {
  if (b === null || a.deprecated !== b.deprecated) return false;
  if (a.kind === 'stable') return b.kind === 'stable' && a.since === b.since;
  return b.kind === 'unstable' && a.feature === b.feature;
}
