import type { Diagnostic } from '../../base/index.js';
import { externName, type World, type WorldItem } from '../../wit-parser/index.js';
import { worldItemName } from '../encode/extern-names.js';
import { newMessages } from './messages.js';

/** The interfaces that `world` imports, or exports, in several versions that have one canonical name. */
export function canonicalNameConflicts({ imports, exports }: World): readonly Diagnostic[] {
  return [...conflicts('import', imports), ...conflicts('export', exports)];
}

function conflicts(side: string, items: readonly WorldItem[]): readonly Diagnostic[] {
  const names = new Map<string, string>();
  return items.flatMap((item) => {
    if (item.kind !== 'world-interface' || item.label !== null) return [];
    const { name: canonical } = worldItemName(item, { canonicalNames: true });
    const first = names.get(canonical);
    const second = externName(item);
    names.set(canonical, first ?? second);
    if (first === undefined) return [];
    return [newMessages.canonicalNameConflict.at(null, { side, canonical, first, second })];
  });
}
