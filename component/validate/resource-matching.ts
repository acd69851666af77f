import type { CheckedExtern, CheckedInstanceType, CheckedItem, Resource } from './types.js';

/** What resources stand for while a component type is looked into, and in the types around it. */
export interface Bindings {
  readonly resources: ReadonlyMap<Resource, Resource>;
  readonly outer: Bindings | null;
}

export function bound(resource: Resource, bindings: Bindings | null): Resource {
  for (let level = bindings; level !== null; level = level.outer) {
    const found = level.resources.get(resource);
    if (found !== undefined) return found;
  }
  return resource;
}

/** What is required, and what is supplied in its place. */
type Pair = readonly [required: CheckedItem, supplied: CheckedItem | undefined];

/** Each of what is required with what is supplied under its name. */
export function pairs(
  supplied: ReadonlyMap<string, CheckedItem>,
  required: ReadonlyMap<string, CheckedExtern>,
): readonly Pair[] {
  return Array.from(required, ([name, { item }]) => [item, supplied.get(name)]);
}

/**
 * The resources that are supplied in the places where the required ones have those of `open`. What is of another type is
 * passed over here: the comparison that follows will say so.
 */
export function matchResources(
  all: readonly Pair[],
  open: readonly Resource[],
  bindings: Bindings | null,
): ReadonlyMap<Resource, Resource> {
  const wanted = new Set(open);
  const resources = new Map<Resource, Resource>();
  const visited = new Set<CheckedInstanceType>();
  const match = ([item, found]: Pair): void => {
    if (found === undefined || wanted.size === 0) return;
    if (item.kind === 'type' && found.kind === 'type') {
      if (item.type.kind !== 'resource type' || !wanted.delete(item.type.resource)) return;
      if (found.type.kind !== 'resource type') return;
      resources.set(item.type.resource, bound(found.type.resource, bindings));
    } else if (item.kind === 'instance' && found.kind === 'instance') {
      if (!item.type.mentionsResources || visited.has(item.type)) return;
      visited.add(item.type);
      const { exports } = found.type;
      for (const [name, extern] of item.type.exports) match([extern.item, exports.get(name)?.item]);
    }
  };
  all.forEach(match);
  return resources;
}
