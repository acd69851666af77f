import type { CheckedItem } from '../validate/types.js';
import type { Draft } from './draft.js';
import type { Item } from './environment.js';

/**
 * Notes what the resources are that a type mentions, now that there is something of the type. Whatever else refers to
 * them refers to them by the same objects, as validation makes sure that each is exported under a name.
 */
export function bindResources(
  draft: Draft,
  resources: Map<object, number>,
  expected: CheckedItem,
  found: Item | undefined,
): void {
  draft.spend();
  if (expected.kind === 'type' && found?.kind === 'resource') {
    if (expected.type.kind === 'resource type') resources.set(expected.type.resource, found.resource);
  } else if (expected.kind === 'instance' && found?.kind === 'instance' && expected.type.mentionsResources) {
    for (const [name, { item }] of expected.type.exports) {
      bindResources(draft, resources, item, found.exports.get(name));
    }
  }
}

/** Names what is exported: a function after the interface that it is in, as the outermost export has it. */
export function nameItems(draft: Draft, name: string, item: Item, within = ''): void {
  draft.spend();
  const path = within === '' ? name : `${within}#${name}`;
  if (item.kind === 'func') draft.renameFunc(item.func, path);
  if (item.kind === 'resource') draft.nameResource(item.resource, name);
  if (item.kind === 'instance') {
    for (const [inner, exported] of item.exports) nameItems(draft, inner, exported, path);
  }
}
