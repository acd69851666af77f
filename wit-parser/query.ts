import type {
  Func,
  Interface,
  Package,
  PackageName,
  ResourceType,
  Type,
  TypeDef,
  World,
  WorldInterface,
  WorldItem,
} from './model.js';
import { postorder } from './postorder.js';

/** `ns:pkg`, or `ns:pkg@1.0.0` */
export function packageId(name: PackageName): string {
  const base = `${name.namespace}:${name.name}`;
  return name.version === null ? base : `${base}@${name.version}`;
}

/** The qualified name of an item of a package: `ns:pkg/item@1.0.0`. */
export function qualifiedName(pkg: PackageName, item: string): string {
  const base = `${pkg.namespace}:${pkg.name}/${item}`;
  return pkg.version === null ? base : `${base}@${pkg.version}`;
}

/** The qualified name of an interface; null for one written inline in a world. */
export function interfaceId(iface: Interface): string | null {
  return iface.name === null ? null : qualifiedName(iface.package.name, iface.name);
}

/** The qualified name of a world. */
export function worldId(world: World): string {
  return qualifiedName(world.package.name, world.name);
}

/**
 * The name by which a component imports or exports `item`: its label, or `ns:pkg/iface@1.0.0` for an interface that has
 * none. Unique among the imports and among the exports of a world.
 * @spec Explainer.md#import-and-export-definitions
 */
export function externName(item: WorldItem): string {
  if (item.kind !== 'world-interface') return item.name;
  return item.label ?? interfaceId(item.interface) ?? '';
}

/**
 * The interface that an item with a label stands for (`import label: ns:pkg/iface;`); null if it has no label or its
 * interface is written inline.
 */
export function implementedInterface(item: WorldInterface): Interface | null {
  return item.label !== null && item.interface.name !== null ? item.interface : null;
}

/** The name of a function as it is written in WIT, without annotations and resource: `m` of `[method]r.m`. */
export function itemName(func: Func): string {
  if (func.kind === 'constructor') return 'constructor';
  const label = func.name.slice(func.name.lastIndexOf(']') + 1);
  return func.resource === null ? label : label.slice(label.indexOf('.') + 1);
}

/** Whether `func` is one half of an accessor, and which. */
export function accessorOf(func: Func): 'get' | 'set' | null {
  if (func.kind.endsWith('getter')) return 'get';
  return func.kind.endsWith('setter') ? 'set' : null;
}

/** The name that the getter of the setter `name` has: `[method][get]r.p` for `[method][set]r.p`. */
export function getterName(name: string): string {
  return name.replace('[set]', '[get]');
}

/** The functions among `funcs` that belong to `resource`: constructor, methods, statics, accessors, in order. */
export function functionsOf(resource: TypeDef, funcs: Iterable<Func>): readonly Func[] {
  return [...funcs].filter((func) => func.resource === resource);
}

/** What `type` is behind its aliases: a primitive, or a definition that is no alias. */
export function resolveAlias(type: Type): Type {
  let target = type;
  while (typeof target !== 'string' && target.kind === 'alias') target = target.type;
  return target;
}

/** The resource that `type` is, perhaps through aliases; null if it is none. */
export function resourceOf(type: Type): ResourceType | null {
  const target = resolveAlias(type);
  return typeof target !== 'string' && target.kind === 'resource' ? target : null;
}

/** The interface that `type` comes from by `use`; null for a type that is defined where it stands. */
export function usedFrom(type: TypeDef): Interface | null {
  if (type.kind !== 'alias' || typeof type.type === 'string') return null;
  const owner = type.type.owner;
  return owner !== null && owner.kind === 'interface' && owner !== type.owner ? owner : null;
}

/** The interfaces that `iface` uses types of, each once, in order of first use. Not transitive. */
export function interfaceDependencies(iface: Interface): readonly Interface[] {
  return sourcesOf(iface.types.values());
}

/** The interfaces that `iface` uses types of, also by way of others; each comes after those that it uses itself. */
export function transitiveDependencies(iface: Interface): readonly Interface[] {
  return [...postorder(interfaceDependencies(iface), interfaceDependencies)];
}

/** The interfaces that a world item needs types of: those that an interface uses, or that a type is used from. */
export function worldItemDependencies(item: WorldItem): readonly Interface[] {
  switch (item.kind) {
    case 'world-interface':
      return interfaceDependencies(item.interface);
    case 'world-type':
      return sourcesOf([item.type]);
    default:
      return [];
  }
}

function sourcesOf(types: Iterable<TypeDef>): readonly Interface[] {
  const sources = new Set<Interface>();
  for (const type of types) {
    const source = usedFrom(type);
    if (source !== null) sources.add(source);
  }
  return [...sources];
}

/** The other packages whose interfaces `pkg` uses, imports or exports, each once. Not transitive. */
export function packageDependencies(pkg: Package): readonly Package[] {
  const packages = new Set<Package>();
  const add = (iface: Interface): void => void packages.add(iface.package);
  for (const iface of pkg.allInterfaces) interfaceDependencies(iface).forEach(add);
  for (const world of pkg.worlds.values()) {
    for (const item of [...world.imports, ...world.exports]) {
      if (item.kind === 'world-interface') add(item.interface);
      worldItemDependencies(item).forEach(add);
    }
  }
  packages.delete(pkg);
  return [...packages];
}

/**
 * `packages` so that each comes after all that it uses, else in the given order. What is used but not in the list is
 * left out.
 */
export function topologicalPackages(packages: readonly Package[]): readonly Package[] {
  const listed = new Set(packages);
  return [...postorder(packages, (pkg) => packageDependencies(pkg).filter((other) => listed.has(other)))];
}
