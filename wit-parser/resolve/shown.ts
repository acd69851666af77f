import type { BoundInterface, BoundItem, BoundPackage } from './bound.js';
import { isErrorType } from './bound.js';
import { isIncomplete } from './lost-names.js';

/**
 * Whether what was bound to `before` would be bound to `after` in the same way. Of another package, `bind` sees the
 * names, kinds and places of its items, and what is compared here of its types; not their contents, docs and spans.
 */
export function showsTheSame(before: BoundPackage | null, after: BoundPackage | null): boolean {
  if (before === after) return true;
  if (before === null || after === null || before.items.size !== after.items.size) return false;
  // Names that are not found in what lost some are passed over in silence.
  if (isIncomplete(before.lost) || isIncomplete(after.lost)) return false;
  for (const [name, item] of before.items) {
    const other = after.items.get(name);
    if (other === undefined || !isSameItem(item, other)) return false;
  }
  return true;
}

function isSameItem(before: BoundItem, after: BoundItem): boolean {
  if (before.index !== after.index || isIncomplete(before.lost) || isIncomplete(after.lost)) return false;
  if (before.kind === 'world' || after.kind === 'world') return before.kind === after.kind;
  return hasSameTypes(before, after);
}

function hasSameTypes(before: BoundInterface, after: BoundInterface): boolean {
  if (before.types.size !== after.types.size) return false;
  for (const [name, type] of before.types) {
    const other = after.types.get(name);
    if (
      other === undefined ||
      isErrorType(type) !== isErrorType(other) ||
      (type.resource === null) !== (other.resource === null) ||
      type.containsBorrow !== other.containsBorrow
    )
      return false;
  }
  return true;
}
