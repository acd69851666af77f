import { versionTrack, type Diagnostic } from '../../base/index.js';
import { externName, qualifiedName, type World, type WorldItem } from '../../wit-parser/index.js';
import { embedMessages } from './messages.js';

/**
 * With canonical names, versions of an interface on one track have one name, and so cannot be both imported or both
 * exported.
 * @spec Explainer.md#canonical-interface-name
 */
export function checkCanonicalNames(world: World): readonly Diagnostic[] {
  return [...checkSide('import', world.imports), ...checkSide('export', world.exports)];
}

function checkSide(side: 'import' | 'export', items: readonly WorldItem[]): readonly Diagnostic[] {
  const seen = new Map<string, WorldItem>();
  const found: Diagnostic[] = [];
  for (const item of items) {
    if (item.kind !== 'world-interface' || item.label !== null || item.interface.name === null) continue;
    const { version, ...pkg } = item.interface.package.name;
    if (version === null) continue;
    const canonical = qualifiedName({ ...pkg, version: versionTrack(version).track }, item.interface.name);
    const previous = seen.get(canonical);
    seen.set(canonical, item);
    if (previous === undefined) continue;
    const args = { side, name: externName(item), previous: externName(previous), canonical };
    const help =
      side === 'import'
        ? ['merge imports of compatible versions first (`--merge-world-imports`)']
        : ['export one of them only, or write full names'];
    found.push(embedMessages.canonicalNameTwice.at(item.span, args, { help }));
  }
  return found;
}
