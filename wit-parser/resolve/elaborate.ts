import type { Label } from '../../base/index.js';
import type { Interface, Stability, WorldInterface } from '../model.js';
import { interfaceId } from '../query.js';
import { isIncomplete } from './lost-names.js';
import { resolveMessages } from './messages.js';
import {
  interfaceUsedBy,
  keyOf,
  sortByClass,
  type ItemKey,
  type OpenItem,
  type OpenItems,
  type OpenWorld,
} from './open-world.js';
import { report } from './report.js';
import type { Selector } from './selector.js';

/**
 * Adds to a world the interfaces that its items take types from. An import needs them as imports; an export needs each
 * as an export if the world exports it, else as an import. Each comes before what needs it.
 * @spec WIT.md#transitive-imports-and-worlds
 */
export function elaborate(selector: Selector, open: OpenWorld): void {
  const imports: OpenItems = new Map();
  for (const [key, item] of sortByClass(open.imports)) addImport(imports, key, item);
  const exports: OpenItems = new Map();
  for (const [key, item] of open.exports) if (item.item.kind === 'world-func') exports.set(key, item);
  elaborateExports(selector, open, imports, exports);
  open.imports = new Map(sortByClass(imports));
  open.exports = exports;
}

function addImport(imports: OpenItems, key: ItemKey, open: OpenItem): void {
  const { item } = open;
  if (item.kind === 'world-interface') {
    addDependencies(imports, key, item.interface, item.stability, open);
    return;
  }
  const used = item.kind === 'world-type' ? interfaceUsedBy(item.type) : null;
  if (item.kind === 'world-type' && used !== null) {
    addDependencies(imports, used, used, item.type.stability, null);
  }
  imports.set(key, open);
}

/** Imports `iface` after all that it depends on. */
function addDependencies(
  imports: OpenItems,
  key: ItemKey,
  iface: Interface,
  stability: Stability | null,
  own: OpenItem | null,
): void {
  if (imports.has(key)) return;
  const path = [{ key, iface, own, dependencies: dependenciesOf(iface), next: 0 }];
  for (let top = path.at(-1); top !== undefined; top = path.at(-1)) {
    const dependency = top.dependencies[top.next++];
    if (dependency === undefined) {
      imports.set(top.key, top.own ?? implied(top.iface, stability, null));
      path.pop();
    } else if (!imports.has(dependency)) {
      const dependencies = dependenciesOf(dependency);
      path.push({ key: dependency, iface: dependency, own: null, dependencies, next: 0 });
    }
  }
}

/** The import (or export) of an interface that no statement asks for. */
function implied(iface: Interface, stability: Stability | null, externalId: string | null): OpenItem {
  const span = iface.span ?? iface.package.span;
  const item: WorldInterface = {
    kind: 'world-interface',
    label: null,
    interface: iface,
    docs: null,
    stability,
    externalId,
    span: null,
  };
  return { item, at: span ?? NOWHERE, included: true };
}

const NOWHERE = { file: { path: '', text: '' }, start: 0, end: 0 };

const known = new WeakMap<Interface, readonly Interface[]>();

/** The interfaces that types of `iface` come from, in the order of the types, each once. */
function dependenciesOf(iface: Interface): readonly Interface[] {
  const cached = known.get(iface);
  if (cached !== undefined) return cached;
  const found = new Set<Interface>();
  for (const type of iface.types.values()) {
    const used = interfaceUsedBy(type);
    if (used !== null) found.add(used);
  }
  const dependencies = [...found];
  known.set(iface, dependencies);
  return dependencies;
}

/** An interface on the way from an export to what it depends on. */
interface Step {
  readonly key: ItemKey;
  readonly iface: Interface;
  readonly item: OpenItem;
  readonly exported: boolean;
  readonly dependencies: readonly Interface[];
  next: number;
}

interface Elaboration {
  readonly imports: OpenItems;
  readonly exports: OpenItems;
  /** The exports of interfaces, which wait to be added after what they depend on. */
  readonly waiting: OpenItems;
  /** Interfaces that have to be imported for the sake of an export, and the interface that needs each. */
  readonly requiredBy: Map<Interface, Interface | null>;
}

/** Adds the exports of interfaces; reports the first that cannot be had. */
function elaborateExports(selector: Selector, open: OpenWorld, imports: OpenItems, exports: OpenItems): void {
  const waiting: OpenItems = new Map();
  for (const [key, item] of open.exports) if (item.item.kind === 'world-interface') waiting.set(key, item);
  const elaboration: Elaboration = { imports, exports, waiting, requiredBy: new Map() };
  for (const [key, item] of waiting) {
    if (item.item.kind !== 'world-interface') continue;
    const conflict = addExport(elaboration, key, item.item.interface, item);
    if (conflict === null) continue;
    if (!isIncomplete(open.bound.lost) && !selector.faultyWorlds.has(open.world))
      reportConflict(selector, open, conflict);
    selector.faultyWorlds.add(open.world);
    return;
  }
}

/** The interfaces from an export to one that would be both imported and exported; null if all is well. */
function addExport(to: Elaboration, key: ItemKey, iface: Interface, item: OpenItem): Interface[] | null {
  if (to.exports.has(key)) return null;
  const path: Step[] = [{ key, iface, item, exported: true, dependencies: dependenciesOf(iface), next: 0 }];
  for (let top = path.at(-1); top !== undefined; top = path.at(-1)) {
    const dependency = top.dependencies[top.next++];
    if (dependency === undefined) {
      if (!finish(to, path, top)) return requirersOf(to, top.iface);
      path.pop();
      continue;
    }
    const exported = top.exported && to.waiting.has(dependency);
    if (to.exports.has(dependency)) {
      if (!exported) return [...unexportedTail(path), dependency];
    } else if (exported || !to.requiredBy.has(dependency)) {
      path.push({
        key: dependency,
        iface: dependency,
        item: inherited(dependency, top.item),
        exported,
        dependencies: dependenciesOf(dependency),
        next: 0,
      });
    }
  }
  return null;
}

/** A dependency has the gate and the external id of what needs it. */
function inherited(iface: Interface, from: OpenItem): OpenItem {
  if (from.item.kind !== 'world-interface') return implied(iface, null, null);
  return implied(iface, from.item.stability, from.item.externalId);
}

/** Adds an interface whose dependencies are all there; false if it would be exported but is needed as an import. */
function finish(to: Elaboration, path: readonly Step[], step: Step): boolean {
  if (step.exported) {
    if (to.requiredBy.has(step.iface)) return false;
    to.exports.set(step.key, step.item);
    return true;
  }
  to.requiredBy.set(step.iface, path.at(-2)?.iface ?? null);
  if (!to.imports.has(step.key)) to.imports.set(step.key, step.item);
  return true;
}

/** The last export on the path, and what follows it. */
function unexportedTail(path: readonly Step[]): Interface[] {
  const start = path.findLastIndex((step) => step.exported);
  return path.slice(start).map((step) => step.iface);
}

function requirersOf(to: Elaboration, iface: Interface): Interface[] {
  const chain = [iface];
  for (
    let needs = to.requiredBy.get(iface);
    needs !== undefined && needs !== null;
    needs = to.requiredBy.get(needs)
  ) {
    chain.unshift(needs);
  }
  return chain;
}

function reportConflict(selector: Selector, open: OpenWorld, chain: readonly Interface[]): void {
  const names = chain.map((iface) => interfaceId(iface) ?? labelOf(open, iface));
  const first = names[0] ?? '';
  const last = names.at(-1) ?? '';
  const between = names.slice(1, -1);
  const notes = names.slice(1).map((name, index) => `\`${names[index]}\` takes types from \`${name}\``);
  const inBetween = between.map((name) => `\`${name}\``).join(', ');
  notes.push(
    `${inBetween} ${between.length === 1 ? 'is' : 'are'} not exported, so the world imports ${between.length === 1 ? 'it' : 'them'} and \`${last}\` with ${between.length === 1 ? 'it' : 'them'}; but \`${last}\` is exported, and \`${first}\` would see two of it`,
  );
  const help = [
    `export what is in between as well: ${between.map((name) => `\`export ${name};\``).join(' ')}`,
    `or do not export \`${last}\``,
  ];
  const secondary: Label[] = [chain[0], chain.at(-1)].flatMap((iface) => {
    const item = [...open.exports.values()].find(
      (one) => one.item.kind === 'world-interface' && one.item.interface === iface,
    );
    return item === undefined || item.at.file.path === '' ? [] : [{ at: item.at, label: `exported here` }];
  });
  const args = { world: open.bound.name, dependency: last };
  report(
    selector.report,
    resolveMessages.incompatibleDependency.at(open.bound.span, args, { secondary, notes, help }),
  );
}

function labelOf(open: OpenWorld, iface: Interface): string {
  for (const { item } of open.exports.values()) {
    if (item.kind === 'world-interface' && item.interface === iface) return String(keyOf(item));
  }
  return 'interface';
}
