import { itemName, worldId } from '../../wit-parser/index.js';
import { code, ident, importRef, propertyKey } from '../code/index.js';
import { exportKeys, importKey } from '../js-names/index.js';
import { roleOf } from './flow.js';
import { introducedDocs, itemDocs } from './item-docs.js';
import { membersOf, writeProperties } from './members.js';
import { classType } from './resource.js';
import type { Space } from './space.js';
import { freeFunctions, hasMembers, resourcesOf, type InterfacePlan, type Target } from './target.js';
import type { Direction } from './units.js';

/** Writes the type of the object with all that a component of the world imports, for the host to give. */
export function writeImportsObject(target: Target, space: Space): void {
  const { world, worldPlan } = target;
  const { writer } = space;
  const keys: string[] = [];
  writer.docs(introducedDocs(`What a component of the world \`${worldId(world)}\` imports.`, world));
  writer.block(code`export interface ${ident(worldPlan.importsName)}`, () => {
    for (const { unit, objectName } of objectPlans(target, 'import')) {
      const key = importKey(unit.item);
      keys.push(key);
      writer.docs(itemDocs(unit.item));
      writer.line(code`${propertyKey(key)}: ${importRef(unit.module, objectName)};`);
    }
    for (const resource of resourcesOf(worldPlan.types)) {
      writer.line(code`${propertyKey(resource.name ?? '')}: ${classType(worldPlan.declaring, resource)};`);
    }
    writeProperties(space, membersOf(freeFunctions(worldPlan.importedFuncs), itemName), 'implemented');
  });
  if (!canDropVersions(keys)) return;
  writer.blank();
  writer.docs({ text: 'The same imports, keyed without versions, which a host takes as well.', tags: [] });
  writer.line(
    code`export type ${ident(worldPlan.unversionedName)} = ${space.shared.ref('Unversioned')}<${ident(worldPlan.importsName)}>;`,
  );
}

/** Whether some key has a version, and each is still the only one of its name without it. */
function canDropVersions(keys: readonly string[]): boolean {
  const bare = keys.map((key) => key.replace(/@.*$/, ''));
  return keys.some((key) => key.includes('@')) && new Set(bare).size === keys.length;
}

/** Writes the type of the object with all that a component of the world exports. */
export function writeExportsObject(target: Target, space: Space): void {
  const { world, worldPlan } = target;
  const { writer } = space;
  const role = roleOf(target.side, 'export');
  const keysOf = exportKeys(world);
  writer.docs(introducedDocs(`What a component of the world \`${worldId(world)}\` exports.`, world));
  writer.block(code`export interface ${ident(worldPlan.exportsName)}`, () => {
    for (const { unit, objectName } of objectPlans(target, 'export')) {
      const keys = keysOf.get(unit.item) ?? [];
      // A guest exports an interface once; the host can reach it by each of its names.
      for (const key of role === 'provided' ? keys : keys.slice(0, 1)) {
        writer.docs(itemDocs(unit.item));
        writer.line(code`readonly ${propertyKey(key)}: ${importRef(unit.module, objectName)};`);
      }
    }
    writeProperties(space, membersOf(freeFunctions(worldPlan.exportedFuncs)), role);
  });
}

/** The interfaces of which something exists at run time: only those have an object. */
function objectPlans(target: Target, direction: Direction): readonly InterfacePlan[] {
  return [...target.interfaces.values()].filter(
    ({ unit }) => unit.direction === direction && hasMembers(unit.item.interface),
  );
}
