import { type Diagnostic, type Result, isLabel, nearest } from '../base/index.js';
import type { Package, Resolve, World } from './model.js';
import { modelMessages } from './model-messages.js';
import { packageId, worldId } from './query.js';

/**
 * The world that `query` names. Nothing: the only world of the main package. A plain name: that world of the main
 * package. `ns:pkg/world`, with a version or, where only one is there, without: that world of any package.
 *
 * Keywords are names like others here (`record`), and a `%` in front is ignored.
 *
 * @returns null, with one error that lists what could have been meant, when there is no such world.
 * @spec WIT.md#filesystem-structure
 */
export function selectWorld(resolve: Resolve, query?: string): Result<World | null> {
  if (query === undefined) return onlyWorld(resolve.main);
  const path = parsePath(query);
  if (path === null)
    return failed(modelMessages.malformedWorldName.at(null, { query }, knownWorlds(resolve)));
  if (path.package === null) return worldOf(resolve.main, path.world, resolve);
  const found = findPackage(resolve, path.package);
  return 'pkg' in found ? worldOf(found.pkg, path.world, resolve) : failed(found.error);
}

function onlyWorld(pkg: Package): Result<World | null> {
  const worlds = [...pkg.worlds.values()];
  const [first] = worlds;
  const name = packageId(pkg.name);
  if (first === undefined) return failed(modelMessages.noWorld.at(pkg.span, { package: name }));
  if (worlds.length === 1) return { value: first, diagnostics: [] };
  return failed(
    modelMessages.ambiguousWorld.at(
      pkg.span,
      { package: name, count: worlds.length },
      { help: [`choose one of them: ${list(worlds.map((world) => world.name))}`] },
    ),
  );
}

function worldOf(pkg: Package, name: string, resolve: Resolve): Result<World | null> {
  const world = pkg.worlds.get(name);
  if (world !== undefined) return { value: world, diagnostics: [] };
  const hint = nearest(name, pkg.worlds.keys());
  const elsewhere = allWorlds(resolve).filter((other) => other.name === name);
  const known = [...pkg.worlds.keys()];
  const help = [
    ...(hint === null ? [] : [`did you mean \`${hint}\`?`]),
    ...elsewhere.map((other) => `there is \`${worldId(other)}\``),
    ...(known.length === 0 ? [] : [`its worlds are ${list(known)}`]),
  ];
  const notes = pkg.interfaces.has(name) ? [`\`${name}\` is an interface of that package`] : [];
  return failed(
    modelMessages.unknownWorld.at(pkg.span, { package: packageId(pkg.name), world: name }, { help, notes }),
  );
}

interface WorldPath {
  readonly package: { readonly name: string; readonly version: string | null } | null;
  readonly world: string;
}

const QUALIFIED = /^([^:/@]+):([^:/@]+)\/([^:/@]+)(?:@(.+))?$/;

function parsePath(query: string): WorldPath | null {
  const match = QUALIFIED.exec(query);
  if (match === null) {
    const world = withoutPercent(query);
    return isLabel(world) ? { package: null, world } : null;
  }
  const [namespace = '', name = '', world = ''] = match.slice(1, 4).map(withoutPercent);
  if (![namespace, name, world].every(isLabel)) return null;
  return { package: { name: `${namespace}:${name}`, version: match[4] ?? null }, world };
}

function withoutPercent(name: string): string {
  return name.startsWith('%') ? name.slice(1) : name;
}

function findPackage(
  resolve: Resolve,
  wanted: { readonly name: string; readonly version: string | null },
): { readonly pkg: Package } | { readonly error: Diagnostic } {
  const versions = resolve.packages.filter(({ name }) => `${name.namespace}:${name.name}` === wanted.name);
  const exact = versions.find((pkg) => pkg.name.version === wanted.version);
  if (exact !== undefined) return { pkg: exact };
  const [first] = versions;
  if (wanted.version === null && first !== undefined) {
    if (versions.length === 1) return { pkg: first };
    const found = versions.map((pkg) => pkg.name.version ?? 'none');
    const help = [`say which one, for example \`${wanted.name}/…@${found[0] ?? ''}\``];
    return {
      error: modelMessages.ambiguousVersion.at(null, { package: wanted.name, versions: found }, { help }),
    };
  }
  const full = wanted.version === null ? wanted.name : `${wanted.name}@${wanted.version}`;
  const known = resolve.packages.map((pkg) => packageId(pkg.name));
  const hint = first === undefined ? nearest(full, known) : packageId(first.name);
  const help = [...(hint === null ? [] : [`did you mean \`${hint}\`?`]), `the packages are ${list(known)}`];
  return { error: modelMessages.unknownWorldPackage.at(null, { package: full }, { help }) };
}

function allWorlds(resolve: Resolve): readonly World[] {
  return resolve.packages.flatMap((pkg) => [...pkg.worlds.values()]);
}

function knownWorlds(resolve: Resolve): { readonly help: readonly string[] } {
  const ids = allWorlds(resolve).map(worldId);
  return { help: ids.length === 0 ? [] : [`the worlds are ${list(ids)}`] };
}

/** A list in a help text ends after this many. */
const MOST_LISTED = 12;

function list(names: readonly string[]): string {
  const shown = names.slice(0, MOST_LISTED).map((name) => `\`${name}\``);
  const rest = names.length - shown.length;
  return rest > 0 ? `${shown.join(', ')} and ${rest} more` : shown.join(', ');
}

function failed(error: Diagnostic): Result<null> {
  return { value: null, diagnostics: [error] };
}
