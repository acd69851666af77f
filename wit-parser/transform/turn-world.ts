import type { Diagnostic, Result } from '../../base/index.js';
import { elaborateWorld } from '../merge/elaborate.js';
import { noCounterparts } from '../merge/match-items.js';
import { finishModel } from '../merge/merge.js';
import { rebuild } from '../merge/rebuild.js';
import { modelMessages } from '../model-messages.js';
import type { Resolve, World, WorldItem } from '../model.js';
import { externName, interfaceId, worldId } from '../query.js';

/** A model with one of its worlds turned around. */
export interface TurnedWorld {
  readonly resolve: Resolve;
  readonly world: World;
}

export interface TurnOptions {
  /** What the new world is called; its name with `-importized` or `-exportized` by default. */
  readonly name?: string;
}

/**
 * Makes of `world` the world of somebody who uses its component: what it exports is imported, and of its own imports
 * only the types stay. The new world takes the place of the old one.
 *
 * @returns a new model; null, with errors, where an export has the name of a type, or the name of the world is taken.
 */
export function importize(
  resolve: Resolve,
  world: World,
  { name = `${world.name}-importized` }: TurnOptions = {},
): Result<TurnedWorld | null> {
  const types = world.imports.filter((item) => item.kind === 'world-type');
  const names = new Map(types.map((item) => [item.name, item]));
  const clashes = world.exports.flatMap((item) => {
    const type = names.get(externName(item));
    if (type === undefined) return [];
    const secondary =
      type.type.span === null ? [] : [{ at: type.type.span, label: 'the type is declared here' }];
    const facts = { world: worldId(world), name: type.name };
    return [modelMessages.importizeConflict.at(spanOf(item), facts, { secondary })];
  });
  if (clashes.length > 0) return { value: null, diagnostics: clashes };
  return turn(resolve, world, name, { imports: [...types, ...world.exports], exports: [] });
}

export interface ExportizeOptions extends TurnOptions {
  /** The labels of the imports, and the names of the interfaces without their packages, that are to be exported; all by default. */
  readonly imports?: readonly string[];
}

/**
 * Makes of `world` the world of somebody who provides what its component uses: what it imports is exported. Types, and
 * interfaces that the exports need, stay imports; its own exports are gone. The new world takes the place of the old one.
 *
 * @returns a new model; null, with errors, where a chosen import needs one that is not, or the name of the world is taken.
 */
export function exportize(
  resolve: Resolve,
  world: World,
  { name = `${world.name}-exportized`, imports }: ExportizeOptions = {},
): Result<TurnedWorld | null> {
  const isMoved = (item: WorldItem): boolean => {
    if (item.kind === 'world-type') return false;
    const known = item.kind === 'world-interface' ? (item.label ?? item.interface.name ?? '') : item.name;
    return imports === undefined || imports.includes(known);
  };
  return turn(resolve, world, name, {
    imports: world.imports.filter((item) => !isMoved(item)),
    exports: world.imports.filter(isMoved),
  });
}

function turn(
  resolve: Resolve,
  world: World,
  name: string,
  items: Pick<World, 'imports' | 'exports'>,
): Result<TurnedWorld | null> {
  const obstacle = nameTaken(world, name) ?? conflictOf(world, items);
  if (obstacle !== null) return { value: null, diagnostics: [obstacle] };
  const rebuilt = rebuild({
    sources: [resolve],
    counterparts: noCounterparts(),
    retargeted: new Map(),
    itemsOf: (other) => (other === world ? items : other),
    renamed: { world, name },
  });
  const { value, diagnostics } = finishModel(rebuilt, resolve);
  const turned = rebuilt.copyOf(world.package).worlds.get(name);
  if (turned === undefined || diagnostics.length > 0) return { value: null, diagnostics };
  return { value: { resolve: value, world: turned }, diagnostics };
}

function nameTaken(world: World, name: string): Diagnostic | null {
  const { worlds, interfaces } = world.package;
  const other = worlds.get(name) ?? interfaces.get(name);
  if (other === undefined || other === world) return null;
  return modelMessages.worldNameTaken.at(other.span, { name, kind: other.kind });
}

function conflictOf(world: World, items: Pick<World, 'imports' | 'exports'>): Diagnostic | null {
  const { conflict } = elaborateWorld(items);
  if (conflict === null) return null;
  const facts = { world: worldId(world), dependency: interfaceId(conflict) ?? '' };
  return modelMessages.exportizeConflict.at(world.span, facts);
}

function spanOf(item: WorldItem): World['span'] {
  if (item.kind === 'world-func') return item.func.span;
  return item.kind === 'world-type' ? item.type.span : item.span;
}
