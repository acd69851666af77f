import type { FileItem, InterfaceItem, ResourceItem, WorldItemNode } from '../tree.js';
import type { Head } from './read-head.js';

/** What may stand between braces. */
export type Item = FileItem | InterfaceItem | WorldItemNode | ResourceItem;

/** The node of a braced item, out of its head and the items in its braces. */
export function bracedNode(head: Head, items: readonly Item[], end: number): Item {
  const { start, attributes } = head;
  switch (head.kind) {
    case 'interface':
      return {
        kind: 'interface',
        start,
        end,
        attributes,
        name: head.name,
        items: items as readonly InterfaceItem[],
      };
    case 'world':
      return {
        kind: 'world',
        start,
        end,
        attributes,
        name: head.name,
        items: items as readonly WorldItemNode[],
      };
    case 'resource':
      return {
        kind: 'resource',
        start,
        end,
        attributes,
        name: head.name,
        items: items as readonly ResourceItem[],
      };
    case 'nested-package':
      return {
        kind: 'nested-package',
        start,
        end,
        attributes,
        name: head.name,
        items: items as readonly FileItem[],
      };
    default: {
      const inside = {
        start: head.name.start,
        end,
        name: head.name,
        items: items as readonly InterfaceItem[],
      };
      return { kind: head.kind, start, end, attributes, item: { kind: 'extern-interface', ...inside } };
    }
  }
}
