import { at } from '../../base/index.js';
import {
  externName,
  itemName,
  type World,
  type WorldInterface,
  type WorldItem,
} from '../../wit-parser/index.js';
import { camelCase, pascalCase } from './case.js';
import { functionName } from './members.js';
import { type ItemKeys, shareShortNames } from './short-names.js';

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
  const keys = shareShortNames(
    world.exports.map((item) => ({
      short: shortExportName(item),
      qualified: isQualified(item) ? externName(item) : null,
    })),
  );
  return new Map(world.exports.map((item, index) => [item, at(keys, index)]));
}

function shortExportName(item: WorldItem): string {
  if (item.kind === 'world-func') return functionName(item.func);
  if (item.kind === 'world-type') return pascalCase(item.name);
  return camelCase(item.label ?? item.interface.name ?? '');
}

function isQualified(item: WorldItem): item is WorldInterface {
  return item.kind === 'world-interface' && item.label === null;
}
