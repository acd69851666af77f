import { assertNever, InternalError } from '../../base/index.js';
import type { CheckedExtern } from '../validate/types.js';
import type { Draft } from './draft.js';
import type { Environment, Item } from './environment.js';
import type { ExportItem, PlannedExport } from './plan.js';

/** What the component exports: of each instance, what its type shows. */
export function planExports(draft: Draft, { checked, exports }: Environment): readonly PlannedExport[] {
  return planned(draft, checked.exports, exports);
}

function planned(
  draft: Draft,
  types: ReadonlyMap<string, CheckedExtern>,
  items: ReadonlyMap<string, Item>,
): readonly PlannedExport[] {
  draft.spend(types.size);
  return Array.from(types, ([name, extern]) => {
    const item = items.get(name);
    if (item === undefined) throw new InternalError(`a validated component does not export \`${name}\``);
    return { name: extern.name, item: exportItem(draft, extern, item) };
  });
}

function exportItem(draft: Draft, extern: CheckedExtern, item: Item): ExportItem {
  switch (item.kind) {
    case 'func':
    case 'resource':
    case 'type':
      return item;
    case 'component':
      return { kind: 'component' };
    case 'core module':
      return { kind: 'core module', module: item.module };
    case 'instance': {
      if (extern.item.kind !== 'instance') throw new InternalError('an instance is exported as another sort');
      return { kind: 'instance', exports: planned(draft, extern.item.type.exports, item.exports) };
    }
    default:
      return assertNever(item);
  }
}
