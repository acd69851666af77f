import type { Span } from '../../base/index.js';
import type { Interface, TypeDef, World, WorldItem } from '../model.js';
import type { BoundWorld } from './bound.js';

/** What makes an import (or an export) unique in a world: its label, or the interface that goes by its own name. */
export type ItemKey = string | Interface;

/** An item of a world, and the place that brings it in. */
export interface OpenItem {
  readonly item: WorldItem;
  readonly at: Span;
  /** It came in by an `include`, so that nothing has been checked about its name yet. */
  readonly included: boolean;
}

export type OpenItems = Map<ItemKey, OpenItem>;

/** A world while its items are collected. */
export interface OpenWorld {
  readonly bound: BoundWorld;
  readonly world: World;
  imports: OpenItems;
  exports: OpenItems;
}

export function keyOf(item: WorldItem): ItemKey {
  switch (item.kind) {
    case 'world-interface':
      return item.label ?? item.interface;
    case 'world-func':
    case 'world-type':
      return item.name;
  }
}

/**
 * Items by class: interfaces, then types that come from other interfaces, then types of the world, functions, and
 * functions of resources. It is the order in which the printer writes them, and each class refers to earlier ones only.
 */
export function sortByClass(items: Iterable<[ItemKey, OpenItem]>): [ItemKey, OpenItem][] {
  return [...items].toSorted(([, a], [, b]) => classOf(a.item) - classOf(b.item));
}

function classOf(item: WorldItem): number {
  switch (item.kind) {
    case 'world-interface':
      return 0;
    case 'world-type':
      return isFromElsewhere(item.type) ? 1 : 2;
    case 'world-func':
      return item.func.resource === null ? 3 : 4;
  }
}

function isFromElsewhere(type: TypeDef): boolean {
  return type.kind === 'alias' && typeof type.type !== 'string' && type.type.owner !== type.owner;
}

/** The interface that a type of a world comes from by `use`; null for one that the world defines. */
export function interfaceUsedBy(type: TypeDef): Interface | null {
  if (type.kind !== 'alias' || typeof type.type === 'string') return null;
  const { owner } = type.type;
  return owner !== type.owner && owner?.kind === 'interface' ? owner : null;
}
