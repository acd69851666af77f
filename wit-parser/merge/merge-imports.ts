import type { Diagnostic, Result } from '../../base/index.js';
import { compareVersions, versionTrack } from '../../base/index.js';
import type { Interface, Resolve, TypeDef, World, WorldItem } from '../model.js';
import { modelMessages } from '../model-messages.js';
import { interfaceId, qualifiedName, usedFrom } from '../query.js';
import { functionDifference, typeDifference } from './differences.js';
import { noCounterparts } from './match-items.js';
import { finishModel } from './merge.js';
import { rebuild } from './rebuild.js';

/** Interfaces, and the newer versions of them that take their place. */
type Replacements = ReadonlyMap<Interface, Interface>;

/**
 * Leaves of the interfaces that `world` imports in several versions of one track only the newest: `wasi:io/poll@0.2.0`
 * goes if `wasi:io/poll@0.2.3` is there. What used the older one uses the newest. Imports with a label keep their
 * version, and exports stay.
 *
 * @returns a new model; `resolve` itself, with errors, if an older version is no part of the newest.
 * @spec Explainer.md#canonical-interface-name
 */
export function mergeWorldImportsBySemver(resolve: Resolve, world: World): Result<Resolve> {
  const replacements = findReplacements(world);
  const diagnostics = [...replacements].flatMap(([older, newest]) => compare(older, newest, replacements));
  if (diagnostics.length > 0) return { value: resolve, diagnostics };
  const imports = world.imports.filter((item) => !isReplaced(item, replacements));
  const rebuilt = rebuild({
    sources: [resolve],
    counterparts: noCounterparts(),
    retargeted: retargetedAliases([...imports, ...world.exports], replacements),
    itemsOf: (other) => (other === world ? { imports, exports: world.exports } : other),
  });
  return finishModel(rebuilt, resolve);
}

function isReplaced(item: WorldItem, replacements: Replacements): boolean {
  return item.kind === 'world-interface' && item.label === null && replacements.has(item.interface);
}

function findReplacements(world: World): Replacements {
  const tracks = new Map<string, Interface[]>();
  for (const item of world.imports) {
    if (item.kind !== 'world-interface' || item.label !== null) continue;
    const { package: pkg, name } = item.interface;
    if (pkg.name.version === null) continue;
    const { track: version } = versionTrack(pkg.name.version);
    const key = qualifiedName({ ...pkg.name, version }, name ?? '');
    const track = tracks.get(key);
    if (track === undefined) tracks.set(key, [item.interface]);
    else track.push(item.interface);
  }
  const replacements = new Map<Interface, Interface>();
  for (const track of tracks.values()) {
    const newest = track.reduce((best, iface) => (compareAge(best, iface) < 0 ? iface : best));
    for (const iface of track) if (compareAge(iface, newest) < 0) replacements.set(iface, newest);
  }
  return replacements;
}

function compareAge(a: Interface, b: Interface): number {
  return compareVersions(a.package.name.version ?? '', b.package.name.version ?? '');
}

/**
 * The newest version must have all that an older one has, the same.
 * @deviation wasm-tools drops what the newest lacks, and fails later, where a module asks for it.
 */
function compare(older: Interface, newest: Interface, replacements: Replacements): readonly Diagnostic[] {
  const difference = firstDifference(older, newest, replacements);
  if (difference === null) return [];
  const facts = { from: interfaceId(older) ?? '', to: interfaceId(newest) ?? '', difference };
  const secondary = older.span === null ? [] : [{ at: older.span, label: 'the older version is here' }];
  return [modelMessages.notCompatible.at(newest.span, facts, { secondary })];
}

function firstDifference(older: Interface, newest: Interface, replacements: Replacements): string | null {
  const standing = (iface: Interface): Interface => replacements.get(iface) ?? iface;
  for (const [name, type] of older.types) {
    const other = newest.types.get(name);
    if (other === undefined) return `it has no type \`${name}\``;
    const difference = typeDifference(type, other, standing);
    if (difference !== null) return `type \`${name}\`: ${difference}`;
  }
  for (const [name, func] of older.functions) {
    const other = newest.functions.get(name);
    if (other === undefined) return `it has no function \`${name}\``;
    const difference = functionDifference(func, other, standing);
    if (difference !== null) return `function \`${name}\`: ${difference}`;
  }
  return null;
}

/** The `use`s of replaced interfaces in `items`, and the types of the newer versions that they come to mean. */
function retargetedAliases(
  items: readonly WorldItem[],
  replacements: Replacements,
): ReadonlyMap<TypeDef, TypeDef> {
  const types = items.flatMap((item) => {
    if (item.kind === 'world-type') return [item.type];
    return item.kind === 'world-interface' ? [...item.interface.types.values()] : [];
  });
  const retargeted = new Map<TypeDef, TypeDef>();
  for (const type of types) {
    const source = usedFrom(type);
    const newest = source === null ? undefined : replacements.get(source);
    if (newest === undefined || type.kind !== 'alias' || typeof type.type === 'string') continue;
    const target = newest.types.get(type.type.name ?? '');
    if (target !== undefined) retargeted.set(type, target);
  }
  return retargeted;
}
