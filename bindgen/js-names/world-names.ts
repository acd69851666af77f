import {
  externName,
  itemName,
  type World,
  type WorldInterface,
  type WorldItem,
} from '../../wit-parser/index.js';
import { camelCase, pascalCase } from './case.js';
import { functionName } from './members.js';

/**
 * The keys under which an item hangs on the object of a world's imports or exports. All of them name the same value; the
 * first is the short one, if there is one.
 */
export type ItemKeys = readonly [string, ...string[]];

/**
 * The key of an import is its name in WIT, as it is: `wasi:io/poll@0.2.3`, or a label such as `log-it`. Both halves of an
 * accessor have one key.
 */
export function importKey(item: WorldItem): string {
  return item.kind === 'world-func' ? itemName(item.func) : externName(item);
}

/**
 * The keys of each export: a function by its JavaScript name, an interface by its short name (`poll`) and its qualified
 * one (`wasi:io/poll@0.2.3`). A short name that two exports would have goes to the one that has no other.
 */
export function exportKeys(world: World): ReadonlyMap<WorldItem, ItemKeys> {
  const shortNames = world.exports.map(shortExportName);
  const timesUsed = new Map<string, number>();
  for (const name of shortNames) timesUsed.set(name, (timesUsed.get(name) ?? 0) + 1);
  const keys = new Map<WorldItem, ItemKeys>();
  world.exports.forEach((item, index) => {
    const short = shortNames[index] ?? '';
    if (!isQualified(item)) keys.set(item, [short]);
    else if (timesUsed.get(short) === 1) keys.set(item, [short, externName(item)]);
    else keys.set(item, [externName(item)]);
  });
  return keys;
}

function shortExportName(item: WorldItem): string {
  if (item.kind === 'world-func') return functionName(item.func);
  if (item.kind === 'world-type') return pascalCase(item.name);
  return camelCase(item.label ?? item.interface.name ?? '');
}

function isQualified(item: WorldItem): item is WorldInterface {
  return item.kind === 'world-interface' && item.label === null;
}
