import type { Func, Interface, TypeDef, World, WorldInterface, WorldItem } from '../model.js';
import { funcText } from './func-text.js';
import { interfacePathText, nameText } from './name-text.js';
import { writeTypes } from './type-items.js';
import type { WitWriter } from './wit-writer.js';

/** Writes a named interface. */
export function writeInterface(out: WitWriter, iface: Interface): void {
  out.attributes(iface);
  out.block(`interface ${nameText(iface.name ?? '')}`, () => writeInterfaceBody(out, iface));
}

/** Writes the items of `iface`: types, then free functions. */
function writeInterfaceBody(out: WitWriter, iface: Interface): void {
  const funcs = [...iface.functions.values()];
  writeTypes(out, iface, iface.types.values(), funcs);
  for (const func of funcs) {
    if (func.resource !== null) continue;
    out.separate();
    out.attributes(func);
    out.line(`${funcText(func)};`);
  }
}

/** Writes a world. */
export function writeWorld(out: WitWriter, world: World): void {
  out.attributes(world);
  out.block(`world ${nameText(world.name)}`, () => writeWorldBody(out, world));
}

/**
 * Writes the items of `world` in the order in which a binary holds them: imported interfaces, types with the functions
 * of resources, imported functions, exports. So text that went through a binary prints the same.
 */
function writeWorldBody(out: WitWriter, world: World): void {
  const types: TypeDef[] = [];
  const funcs: Func[] = [];
  for (const item of world.imports) {
    if (item.kind === 'world-type') types.push(item.type);
    else if (item.kind === 'world-func') funcs.push(item.func);
    else {
      writeWorldInterface(out, 'import', item, world);
      out.count();
    }
  }
  writeTypes(out, world, types, funcs);
  for (const func of funcs) {
    if (func.resource !== null) continue;
    writeWorldFunc(out, 'import', func);
    out.count();
  }
  if (world.exports.length > 0) out.separate();
  for (const item of world.exports) writeExport(out, item, world);
}

function writeExport(out: WitWriter, item: WorldItem, world: World): void {
  if (item.kind === 'world-interface') writeWorldInterface(out, 'export', item, world);
  else if (item.kind === 'world-func') writeWorldFunc(out, 'export', item.func);
}

type Direction = 'import' | 'export';

function writeWorldFunc(out: WitWriter, direction: Direction, func: Func): void {
  out.attributes(func);
  out.line(`${direction} ${funcText(func)};`);
}

function writeWorldInterface(out: WitWriter, direction: Direction, item: WorldInterface, world: World): void {
  const { label, interface: iface } = item;
  // Docs of an inline interface may sit on the interface; those of a named one belong to its declaration.
  const docs = item.docs ?? (label === null ? null : iface.docs);
  out.attributes({ docs, stability: item.stability, externalId: item.externalId });
  const prefix = label === null ? direction : `${direction} ${nameText(label)}:`;
  if (iface.name === null) {
    out.block(`${prefix} interface`, () => writeInterfaceBody(out, iface));
  } else {
    out.line(`${prefix} ${interfacePathText(iface, world.package)};`);
  }
}
