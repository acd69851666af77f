import type { Span } from '../../base/index.js';
import { uniquenessKey } from '../../base/index.js';
import type { World, WorldItem } from '../model.js';
import type { BoundPackage, BoundWorld, BoundWorldItem } from './bound.js';
import type { Mutable } from './builder.js';
import { spend } from './budget.js';
import { elaborate } from './elaborate.js';
import { exclusionHelp, exclusionReason, isIncluded } from './gates.js';
import { includeWorld } from './include.js';
import { getterOfSetter, placeSettersAfterGetters } from './interfaces.js';
import { isIncomplete } from './lost-names.js';
import { resolveMessages } from './messages.js';
import { displayName, reportClash } from './names.js';
import type { ItemKey, OpenItem, OpenItems, OpenWorld } from './open-world.js';
import { report } from './report.js';
import {
  reportExcludedItem,
  selectFunc,
  selectedInterface,
  selectedWorld,
  type Selector,
} from './selector.js';

/**
 * Selects the items of all worlds, then brings in what they include and depend on.
 * @spec WIT.md#item-world
 */
export function selectWorlds(selector: Selector): void {
  const opened = selector.bound.worlds.flatMap((bound) => openWorld(selector, bound) ?? []);
  for (const open of opened) {
    bringInIncludes(selector, open);
    checkNames(selector, open, 'import', open.imports);
    checkNames(selector, open, 'export', open.exports);
    open.imports = settle(selector, open, open.imports);
    open.exports = settle(selector, open, open.exports);
    elaborate(selector, open);
    const filling: Mutable<World> = open.world;
    filling.imports = itemsOf(open.imports);
    filling.exports = itemsOf(open.exports);
    if (!spend(selector, open.bound, open.imports.size + open.exports.size)) return;
  }
}

function itemsOf(items: OpenItems): readonly WorldItem[] {
  return Object.freeze([...items.values()].map(({ item }) => freezeItem(item)));
}

function freezeItem(item: WorldItem): WorldItem {
  if (item.kind === 'world-func') Object.freeze(item.func);
  return Object.freeze(item);
}

function openWorld(selector: Selector, bound: BoundWorld): OpenWorld | null {
  const world = selector.worlds[bound.index];
  if (typeof world !== 'object') return null;
  const open: OpenWorld = { bound, world, imports: new Map(), exports: new Map() };
  for (const item of bound.imports) addItem(selector, open, open.imports, item);
  for (const item of bound.exports) addItem(selector, open, open.exports, item);
  return open;
}

function addItem(selector: Selector, open: OpenWorld, items: OpenItems, bound: BoundWorldItem): void {
  const add = (key: ItemKey, item: WorldItem, at: Span): void => {
    items.set(key, { item, at, included: false });
  };
  switch (bound.kind) {
    case 'type': {
      const type = selector.types[bound.type.index];
      if (typeof type === 'object')
        add(bound.name, { kind: 'world-type', name: bound.name, type }, bound.type.span);
      else if (type === 'excluded') reportExcludedType(selector, open, bound);
      return;
    }
    case 'func': {
      if (!isIncluded(selector.keeper, bound.func.stability, bound.func.span)) return;
      const func = selectFunc(selector, bound.func);
      if (func !== null) add(func.name, { kind: 'world-func', name: func.name, func }, bound.func.span);
      return;
    }
    case 'interface': {
      const { label, docs, stability, externalId, span } = bound;
      if (!isIncluded(selector.keeper, stability, span)) return;
      const iface = selectedInterface(selector, bound.interface);
      if (iface === 'excluded') reportExcludedItem(selector, bound.interface, span);
      if (typeof iface === 'string') return;
      const item = { label, interface: iface, docs, stability, externalId, span };
      add(label ?? iface, { kind: 'world-interface', ...item }, span);
    }
  }
}

/** wasm-tools cannot leave a type out of a world, though WIT.md has no such rule; see the page of the code. */
function reportExcludedType(
  selector: Selector,
  open: OpenWorld,
  bound: Extract<BoundWorldItem, { kind: 'type' }>,
): void {
  const { stability, span } = bound.type;
  const args = { name: bound.name, world: open.bound.name, reason: exclusionReason(stability) };
  const help = [
    ...exclusionHelp(stability).slice(0, 1),
    'move the type to an interface, and `use` it in the world',
  ];
  report(selector.report, resolveMessages.excludedWorldType.at(span, args, { help }));
}

function bringInIncludes(selector: Selector, open: OpenWorld): void {
  for (const include of open.bound.includes) {
    if (!isIncluded(selector.keeper, include.stability, include.span)) continue;
    const from = selectedWorld(selector, include.world);
    if (from === 'excluded') reportExcludedItem(selector, include.world, include.span);
    if (typeof from === 'object') {
      if (!spend(selector, open.bound, from.imports.length + from.exports.length)) return;
      includeWorld(selector, open, from, include);
    }
    if (typeof from === 'string' || isFaulty(selector, include.world.package, from))
      selector.faultyWorlds.add(open.world);
  }
}

function isFaulty(selector: Selector, of: BoundPackage, world: World): boolean {
  const faulty = of === selector.bound ? selector.faultyWorlds : selector.dependencies.get(of)?.faultyWorlds;
  return faulty?.has(world) ?? false;
}

/** Among names of which one was included: `bind` has compared the others. */
function checkNames(selector: Selector, open: OpenWorld, verb: 'import' | 'export', items: OpenItems): void {
  if (open.bound.includes.length === 0) return;
  const seen = new Map<string, { name: string; open: OpenItem }>();
  for (const [name, item] of items) {
    if (typeof name !== 'string') continue;
    const key = uniquenessKey(name);
    const earlier = seen.get(key);
    if (earlier === undefined) {
      seen.set(key, { name, open: item });
      continue;
    }
    if (!item.included && !earlier.open.included) continue;
    const [later, first] = item.included ? [{ name, open: item }, earlier] : [earlier, { name, open: item }];
    reportClash(
      { name: later.name, what: `${verb}`, span: later.open.at },
      { name: first.name, what: `${verb}`, span: first.open.at },
      selector.report,
    );
    items.delete(later.name);
  }
}

/** Puts setters behind their getters, and leaves out (and reports) those that have none. */
function settle(selector: Selector, open: OpenWorld, items: OpenItems): OpenItems {
  let hasSetter = false;
  for (const [name, { at, item }] of items) {
    const getter = item.kind === 'world-func' && typeof name === 'string' ? getterOfSetter(name) : null;
    if (getter === null) continue;
    hasSetter = true;
    if (items.has(getter)) continue;
    items.delete(name);
    if (isIncomplete(open.bound.lost) || selector.faultyWorlds.has(open.world)) continue;
    const args = { name: displayName(String(name)) };
    const help = ['a getter of the same name, and `static` if the setter is, has to be there: `get() -> …`'];
    report(selector.report, resolveMessages.setterWithoutGetter.at(at, args, { help }));
  }
  if (!hasSetter) return items;
  const entries = [...items];
  placeSettersAfterGetters(entries, ([name]) => (typeof name === 'string' ? { name } : null));
  return new Map(entries);
}
