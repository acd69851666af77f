import {
  interfaceDependencies,
  type Interface,
  type TypeDef,
  type World,
  type WorldInterface,
  type WorldItem,
} from '../../wit-parser/index.js';
import { copyInterface } from './model-copier.js';

/**
 * A world in which every import and export that is an interface is an `Interface` of its own, so that the interface
 * alone says which instance is meant, and a type which instance it is of: what one `use`s of an interface that is both
 * imported and exported is that of the export, if it is an export itself, and else that of the import.
 */
export function nominalWorld(world: World): World {
  const seen = new Set<Interface>();
  const copied = new Map<TypeDef, TypeDef>();
  const imports = nominalItems(world.imports, seen, copied);
  return { ...world, imports, exports: nominalItems(world.exports, seen, copied) };
}

/** @param copied the types of the interfaces that were copied under their own names, which others may use */
function nominalItems(
  items: readonly WorldItem[],
  seen: Set<Interface>,
  copied: Map<TypeDef, TypeDef>,
): readonly WorldItem[] {
  const results = new Map<WorldItem, WorldItem>();
  const rewritten = new Set<Interface>();
  for (const item of inUseOrder(items)) {
    const { interface: iface, label } = item;
    const isFirst = !seen.has(iface);
    seen.add(iface);
    if (isFirst && !interfaceDependencies(iface).some((used) => rewritten.has(used))) continue;
    // A labelled copy is of the interface as it was declared, also where one under its own name has been copied.
    const foreign = new Map([...copied].filter(([type]) => type.owner !== iface && type.owner !== null));
    const { copy, types } = copyInterface(iface, iface.package, foreign);
    results.set(item, { ...item, interface: copy });
    if (label !== null) continue;
    rewritten.add(iface);
    for (const [type, typeCopy] of types) copied.set(type, typeCopy);
  }
  return items.map((item) => results.get(item) ?? item);
}

/** The interfaces of a world; those with a label last, as nothing can use types of them. */
function inUseOrder(items: readonly WorldItem[]): readonly WorldInterface[] {
  const interfaces = items.filter((item) => item.kind === 'world-interface');
  return [
    ...interfaces.filter(({ label }) => label === null),
    ...interfaces.filter(({ label }) => label !== null),
  ];
}
