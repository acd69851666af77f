import { InternalError, uniquenessKey } from '../base/index.js';
import type { Func, Interface, Package, Resolve, Type, TypeDef, World, WorldItem } from './model.js';
import {
  accessorOf,
  externName,
  getterName,
  interfaceDependencies,
  packageDependencies,
  packageId,
  usedFrom,
} from './query.js';
import { childTypes, containsBorrow, signatureTypes } from './query-types.js';

/**
 * Checks everything that may be relied on in a finished model: references lead to listed nodes, owners and keys agree,
 * what is used comes first, worlds are elaborated, nodes are frozen. For tests.
 *
 * @throws InternalError that names the node at fault: no input may lead to such a model.
 */
export function assertValid(resolve: Resolve): void {
  const listed = listNodes(resolve);
  ensure(Object.isFrozen(resolve) && Object.isFrozen(resolve.packages), 'the model is frozen');
  ensure(listed.packages.has(resolve.main), 'the main package is listed');
  const ids = new Set(resolve.packages.map((pkg) => packageId(pkg.name)));
  ensure(ids.size === resolve.packages.length, 'each package is there once');
  const earlier = new Set<Package>();
  for (const pkg of resolve.packages) {
    const where = packageId(pkg.name);
    for (const used of packageDependencies(pkg)) {
      ensure(earlier.has(used), `${where}: the package ${packageId(used.name)} comes before its user`);
    }
    earlier.add(pkg);
    checkPackage(pkg, where);
    checkTypes(pkg, where, listed);
    for (const iface of pkg.allInterfaces)
      checkInterface(iface, `${where}/${iface.name ?? '(inline)'}`, listed);
    for (const world of pkg.worlds.values()) checkWorld(world, `${where}/${world.name}`, listed);
  }
}

/** Every node that may be referred to. */
interface Listed {
  readonly packages: ReadonlySet<Package>;
  readonly interfaces: ReadonlySet<Interface>;
  readonly worlds: ReadonlySet<World>;
  readonly types: ReadonlySet<TypeDef>;
}

function listNodes({ packages }: Resolve): Listed {
  return {
    packages: new Set(packages),
    interfaces: new Set(packages.flatMap((pkg) => pkg.allInterfaces)),
    worlds: new Set(packages.flatMap((pkg) => [...pkg.worlds.values()])),
    types: new Set(packages.flatMap((pkg) => pkg.types)),
  };
}

function ensure(condition: boolean, invariant: string): void {
  if (!condition) throw new InternalError(`broken invariant: ${invariant}`);
}

function checkPackage(pkg: Package, where: string): void {
  for (const node of [
    pkg,
    pkg.types,
    pkg.allInterfaces,
    ...pkg.types,
    ...pkg.allInterfaces,
    ...pkg.worlds.values(),
  ]) {
    ensure(Object.isFrozen(node), `${where}: every node is frozen`);
  }
  const all = new Set(pkg.allInterfaces);
  ensure(all.size === pkg.allInterfaces.length, `${where}: each interface is there once`);
  for (const [name, iface] of pkg.interfaces) {
    ensure(iface.name === name, `${where}: interface ${name} has its name as key`);
    ensure(all.has(iface), `${where}: interface ${name} is among all interfaces`);
    ensure(!pkg.worlds.has(name), `${where}: ${name} is not both an interface and a world`);
  }
  const named = pkg.allInterfaces.filter((iface) => iface.name !== null);
  ensure(named.length === pkg.interfaces.size, `${where}: every interface with a name is a named one`);
  for (const [name, world] of pkg.worlds) {
    ensure(world.name === name && world.package === pkg, `${where}: world ${name} has its key and package`);
  }
}

function checkTypes(pkg: Package, where: string, listed: Listed): void {
  const earlier = new Set<Type>();
  for (const type of pkg.types) {
    const name = `${where}: type ${type.name ?? type.kind}`;
    ensure(!earlier.has(type) && type.package === pkg, `${name} is in its package once`);
    ensure(
      (type.name === null) === (type.owner === null),
      `${name} has both a name and an owner, or neither`,
    );
    for (const child of childTypes(type)) {
      if (typeof child === 'string') continue;
      ensure(listed.types.has(child), `${name} mentions listed types`);
      ensure(child.package !== pkg || earlier.has(child), `${name} comes after those that it mentions`);
    }
    checkOwner(type, name, listed);
    earlier.add(type);
  }
}

function checkOwner(type: TypeDef, name: string, listed: Listed): void {
  const { owner } = type;
  if (owner === null) return;
  if (owner.kind === 'interface') {
    ensure(listed.interfaces.has(owner), `${name} has a listed owner`);
    ensure(owner.types.get(type.name ?? '') === type, `${name} is a type of its owner`);
    return;
  }
  const item = owner.imports.find((other) => other.kind === 'world-type' && other.name === type.name);
  ensure(listed.worlds.has(owner), `${name} has a listed owner`);
  ensure(item?.kind === 'world-type' && item.type === type, `${name} is a type of its owner`);
}

function checkInterface(iface: Interface, where: string, listed: Listed): void {
  ensure(listed.packages.has(iface.package), `${where}: its package is listed`);
  for (const [name, type] of iface.types) {
    ensure(type.name === name && type.owner === iface, `${where}: type ${name} has its key and owner`);
  }
  checkUnique([...iface.types.keys(), ...iface.functions.keys()], where);
  for (const [name, func] of iface.functions)
    ensure(func.name === name, `${where}: ${name} has its name as key`);
  checkFunctions([...iface.functions.values()], where, listed);
  for (const used of interfaceDependencies(iface))
    ensure(used.name !== null, `${where}: it uses named interfaces`);
}

function checkUnique(names: readonly string[], where: string): void {
  const keys = new Set(names.map(uniquenessKey));
  ensure(keys.size === names.length, `${where}: names are strongly unique`);
}

function checkFunctions(funcs: readonly Func[], where: string, listed: Listed): void {
  let previous: string | null = null;
  for (const func of funcs) {
    const name = `${where}: function ${func.name}`;
    ensure(Object.isFrozen(func), `${name} is frozen`);
    const mentioned =
      func.resource === null ? signatureTypes(func) : [func.resource, ...signatureTypes(func)];
    for (const type of mentioned) {
      ensure(typeof type === 'string' || listed.types.has(type), `${name} mentions listed types`);
    }
    ensure(func.result === null || !containsBorrow(func.result), `${name} returns no borrow`);
    const isSetter = accessorOf(func) === 'set';
    ensure(!isSetter || previous === getterName(func.name), `${name} is right behind its getter`);
    ensure((func.resource === null) === isFree(func), `${name} has a resource if its kind says so`);
    previous = func.name;
  }
}

function isFree({ kind }: Func): boolean {
  return ['freestanding', 'async-freestanding', 'getter', 'setter'].includes(kind);
}

function checkWorld(world: World, where: string, listed: Listed): void {
  for (const items of [world.imports, world.exports]) {
    ensure(Object.isFrozen(items) && items.every(Object.isFrozen), `${where}: its items are frozen`);
    const labels = items.flatMap((item) => (isLabelled(item) ? [externName(item)] : []));
    checkUnique(labels, where);
    ensure(new Set(items.map(externName)).size === items.length, `${where}: each item is there once`);
    const funcs = items.flatMap((item) => (item.kind === 'world-func' ? [item.func] : []));
    checkFunctions(funcs, where, listed);
    for (const item of items) checkItem(item, world, where, listed);
  }
  ensure(
    world.exports.every((item) => item.kind !== 'world-type'),
    `${where}: no type is exported`,
  );
  checkElaborated(world, where);
}

function isLabelled(item: WorldItem): boolean {
  return item.kind !== 'world-interface' || item.label !== null;
}

function checkItem(item: WorldItem, world: World, where: string, listed: Listed): void {
  const name = `${where}: item ${externName(item)}`;
  switch (item.kind) {
    case 'world-func':
      return ensure(item.func.name === item.name, `${name} has the name of its function`);
    case 'world-type':
      return ensure(
        item.type.name === item.name && item.type.owner === world,
        `${name} is a type of the world`,
      );
    default:
      ensure(listed.interfaces.has(item.interface), `${name} is a listed interface`);
      ensure(item.label !== null || item.interface.name !== null, `${name} has a name to go by`);
      ensure(
        item.interface.name !== null || item.interface.package === world.package,
        `${name} is of the package`,
      );
  }
}

/** @spec WIT.md#transitive-imports-and-worlds */
function checkElaborated(world: World, where: string): void {
  const imported = new Set<Interface>();
  for (const item of world.imports) {
    const used = item.kind === 'world-type' ? usedFrom(item.type) : null;
    const needed = item.kind === 'world-interface' ? interfaceDependencies(item.interface) : [];
    for (const source of used === null ? needed : [used]) {
      ensure(imported.has(source), `${where}: ${externName(item)} comes after the import that it uses`);
    }
    if (item.kind === 'world-interface' && item.label === null) imported.add(item.interface);
  }
  const exported = new Set<Interface>();
  for (const item of world.exports) {
    if (item.kind !== 'world-interface') continue;
    for (const source of interfaceDependencies(item.interface)) {
      ensure(
        exported.has(source) || imported.has(source),
        `${where}: what ${externName(item)} uses is there`,
      );
    }
    if (item.label === null) exported.add(item.interface);
  }
}
