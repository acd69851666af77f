import { externName, type Interface, type TypeDef, type WorldInterface } from '../../../wit-parser/index.js';
import { worldItemName } from '../../encode/extern-names.js';
import { instanceType } from '../../encode/instance-type.js';
import type { Emitter } from './emitter.js';

/** Writes the imports of the component: what is used of interfaces, all types of the world, the functions that are used. */
export function emitImports(emitter: Emitter): void {
  const { parts, imported, settings } = emitter.blueprint;
  const { imports } = parts.world;
  for (const item of imports) if (item.kind === 'world-interface') emitInterface(emitter, item);
  for (const item of imports) if (item.kind === 'world-type') emitter.types(null).valType(item.type);
  for (const item of imports) {
    if (item.kind !== 'world-func' || !imported.functions.has(item.func)) continue;
    const type = emitter.types(null).func(item.func);
    const name = worldItemName(item, { canonicalNames: settings.emitCanonicalNames });
    emitter.importedFuncs.set(item.func, emitter.builder.import(name, { kind: 'func', type }));
  }
}

function emitInterface(emitter: Emitter, item: WorldInterface): void {
  const { imported, settings } = emitter.blueprint;
  const { interface: iface } = item;
  const types = imported.types.get(iface) ?? new Set<TypeDef>();
  const functions = [...iface.functions.values()].filter((func) => imported.functions.has(func));
  const outer = (type: TypeDef, _owner: Interface): number => {
    // A named type always has an index.
    return emitter.types(null).valType(type) as number;
  };
  const content = instanceType(iface, { types, functions }, outer);
  if (content.declarations.length === 0) return;
  const found = externName(item);
  const renamed = settings.importNames.get(found);
  const name = worldItemName(item, { canonicalNames: settings.emitCanonicalNames });
  const type = emitter.builder.type(content, `ty-${renamed ?? found}`);
  const importName = renamed === undefined ? name : { ...name, name: renamed };
  emitter.instances.set(iface, emitter.builder.import(importName, { kind: 'instance', type }));
}
