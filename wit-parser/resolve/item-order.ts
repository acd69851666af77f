import type { Label } from '../../base/index.js';
import type { InterfaceDecl, UsePath, WorldDecl } from '../syntax/tree.js';
import type { BoundItem } from './bound.js';
import { spanIn, type FileScope, type PackageBuilder } from './builder.js';
import type { InterfaceShell } from './interfaces.js';
import { resolveMessages } from './messages.js';
import { report } from './report.js';
import { findCycles, topologicalOrder } from './topological-order.js';
import type { WorldShell } from './world-items.js';

/** An interface or a world with its node and the file that it is in. */
export type DeclaredItem =
  | {
      readonly kind: 'interface';
      readonly node: InterfaceDecl;
      readonly scope: FileScope;
      readonly shell: InterfaceShell;
    }
  | {
      readonly kind: 'world';
      readonly node: WorldDecl;
      readonly scope: FileScope;
      readonly shell: WorldShell;
    };

export function boundOf(item: DeclaredItem): BoundItem {
  return item.kind === 'interface' ? item.shell.interface : item.shell.world;
}

/** The items in dependency order. Those in a cycle, and what depends on them, come last in text order. */
export function itemOrder(builder: PackageBuilder, items: readonly DeclaredItem[]): DeclaredItem[] {
  const indexOf = new Map(items.map((item, index) => [boundOf(item), index]));
  const references = items.map((item) => localReferences(builder, item, indexOf));
  const edges = references.map((of) => of.map((reference) => reference.target));
  const order = topologicalOrder(edges);
  if (order.length < edges.length) {
    for (const cycle of findCycles(edges)) reportItemCycle(builder, items, references, cycle);
    const placed = new Set(order);
    for (const index of edges.keys()) if (!placed.has(index)) order.push(index);
  }
  return order.flatMap((index) => items[index] ?? []);
}

interface Reference {
  readonly target: number;
  readonly path: UsePath;
}

/** The items of this package that an interface uses or a world includes. What a world imports does not count. */
function localReferences(
  builder: PackageBuilder,
  item: DeclaredItem,
  indexOf: ReadonlyMap<BoundItem, number>,
): Reference[] {
  const wanted = item.kind === 'interface' ? 'use' : 'include';
  const references: Reference[] = [];
  for (const child of item.node.items) {
    if (child.kind !== wanted || !('path' in child)) continue;
    const { path } = child;
    if (path.package !== null || path.name.kind !== 'id') continue;
    const inFile = item.scope.names.get(path.name.name);
    const target = inFile === undefined ? builder.items.get(path.name.name) : inFile;
    const index = target === null || target === undefined ? undefined : indexOf.get(target);
    if (index !== undefined) references.push({ target: index, path });
  }
  return references;
}

/** Of a long cycle, not all steps are shown. */
const MAX_LABELS = 20;

function reportItemCycle(
  builder: PackageBuilder,
  items: readonly DeclaredItem[],
  references: readonly (readonly Reference[])[],
  cycle: readonly number[],
): void {
  const labels: Label[] = [];
  const path: string[] = [];
  let worlds = 0;
  cycle.forEach((index, place) => {
    const item = items[index];
    const next = cycle[(place + 1) % cycle.length];
    const reference = references[index]?.find((one) => one.target === next);
    if (item === undefined || reference === undefined) return;
    const bound = boundOf(item);
    if (item.kind === 'world') worlds++;
    path.push(bound.name ?? '');
    const verb = item.kind === 'interface' ? 'uses' : 'includes';
    labels.push({ at: spanIn(item.scope.file, reference.path), label: `\`${bound.name}\` ${verb} this` });
    labels.push({ at: bound.span, label: `\`${bound.name}\` is here` });
  });
  const [first, ...secondary] = labels.slice(0, MAX_LABELS);
  if (first === undefined) return;
  const what = worlds === 0 ? 'interfaces' : worlds === cycle.length ? 'worlds' : 'interfaces and worlds';
  const args = { what, path: [...path, ...path.slice(0, 1)] };
  const help = worlds === 0 ? ['move the types that both need to an interface of their own'] : [];
  report(
    builder.report,
    resolveMessages.itemCycle.at(first.at, args, { label: first.label, secondary, help }),
  );
}
