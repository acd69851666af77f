import type { Func, Interface, TypeDef, World, WorldFunc, WorldInterface } from '../model.js';
import { type PrintOptions, writeAttributes } from './attributes.js';
import { funcText } from './func-text.js';
import type { LineWriter } from './line-writer.js';
import { interfacePathText, nameText } from './name-text.js';
import { byResource, createSeparator, writeTypes } from './type-items.js';

/** Writes the items of `iface`: types, then free functions. */
export function writeInterfaceBody(out: LineWriter, iface: Interface, options: PrintOptions): void {
  const separator = createSeparator(out);
  const funcs = [...iface.functions.values()];
  writeTypes(out, iface, iface.types.values(), byResource(funcs), separator, options);
  for (const func of funcs) {
    if (func.resource !== null) continue;
    separator.next();
    writeAttributes(out, func, options);
    out.line(`${funcText(func)};`);
  }
}

/**
 * Writes the items of `world` in the order in which a binary holds them: imported interfaces, types with the functions
 * of resources, imported functions, exports. So text that went through a binary prints the same.
 */
export function writeWorldBody(out: LineWriter, world: World, options: PrintOptions): void {
  const separator = createSeparator(out);
  const types: TypeDef[] = [];
  const funcs: Func[] = [];
  for (const item of world.imports) {
    if (item.kind === 'world-type') types.push(item.type);
    else if (item.kind === 'world-func') funcs.push(item.func);
    else {
      writeWorldInterface(out, 'import', item, world, options);
      separator.mark();
    }
  }
  writeTypes(out, world, types, byResource(funcs), separator, options);
  for (const func of funcs) {
    if (func.resource !== null) continue;
    writeWorldFunc(out, 'import', func, options);
    separator.mark();
  }
  if (world.exports.length > 0) separator.next();
  for (const item of world.exports) writeExport(out, item, world, options);
}

function writeExport(
  out: LineWriter,
  item: World['exports'][number],
  world: World,
  options: PrintOptions,
): void {
  if (item.kind === 'world-interface') writeWorldInterface(out, 'export', item, world, options);
  else if (item.kind === 'world-func') writeWorldFunc(out, 'export', item.func, options);
}

type Direction = 'import' | 'export';

function writeWorldFunc(
  out: LineWriter,
  direction: Direction,
  func: WorldFunc['func'],
  options: PrintOptions,
): void {
  writeAttributes(out, func, options);
  out.line(`${direction} ${funcText(func)};`);
}

function writeWorldInterface(
  out: LineWriter,
  direction: Direction,
  item: WorldInterface,
  world: World,
  options: PrintOptions,
): void {
  const { label, interface: iface } = item;
  // Docs of an inline interface may sit on the interface; those of a named one belong to its declaration.
  const docs = item.docs ?? (label === null ? null : iface.docs);
  writeAttributes(out, { docs, stability: item.stability, externalId: item.externalId }, options);
  const prefix = label === null ? direction : `${direction} ${nameText(label)}:`;
  if (iface.name === null) {
    out.block(`${prefix} interface`, () => writeInterfaceBody(out, iface, options));
  } else {
    out.line(`${prefix} ${interfacePathText(iface, world.package)};`);
  }
}
