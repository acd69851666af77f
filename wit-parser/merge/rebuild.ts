import { InternalError } from '../../base/index.js';
import type { Func, Interface, Package, Resolve, Type, TypeDef, World, WorldItem } from '../model.js';
import { postorder } from '../postorder.js';
import { accessorOf, getterName } from '../query.js';
import { childTypes, signatureTypes } from '../query-types.js';
import { type TypeMap, copyType } from './copy-type.js';
import type { Counterparts } from './match-items.js';

/** `T` while it is being made. */
export type Mutable<T> = { -readonly [K in keyof T]: T[K] };

interface OpenPackage extends Package {
  readonly interfaces: Map<string, Interface>;
  readonly worlds: Map<string, World>;
  readonly allInterfaces: Interface[];
  readonly types: TypeDef[];
}

interface OpenInterface extends Interface {
  readonly types: Map<string, TypeDef>;
  readonly functions: Map<string, Func>;
}

export interface RebuildPlan {
  /** The models to copy; what is in the first comes first. */
  readonly sources: readonly Resolve[];
  /** Nodes that are not copied but merged into another of an earlier source. */
  readonly counterparts: Counterparts;
  /** The aliases that get another target. */
  readonly retargeted: ReadonlyMap<TypeDef, TypeDef>;
  /** The items of the copy of a world, as nodes of the sources. */
  itemsOf(world: World): Pick<World, 'imports' | 'exports'>;
  /** A world whose copy gets another name, and comes behind the other worlds of its package. */
  readonly renamed?: { readonly world: World; readonly name: string };
}

/** A copy of models: complete, but worlds are not elaborated and nothing is frozen. */
export interface Rebuilt {
  /** In the order of the sources. */
  readonly packages: readonly Package[];
  readonly worlds: readonly Mutable<World>[];
  /** The copy of a package of the sources. */
  copyOf(pkg: Package): Package;
}

/** Copies models into one. Nothing is shared with the sources, which stay as they are. */
export function rebuild(plan: RebuildPlan): Rebuilt {
  const copies = createCopies(plan);
  const packages = [...new Set(plan.sources.flatMap((source) => source.packages))];
  for (const pkg of packages) openPackage(copies, pkg);
  copyTypes(copies, packages);
  for (const pkg of packages) {
    for (const iface of pkg.allInterfaces) fillInterface(copies, iface);
  }
  const worlds = [...copies.worlds].map(([world, copy]) => {
    const { imports, exports } = plan.itemsOf(world);
    copy.imports = imports.map((item) => copyItem(copies, item));
    copy.exports = exports.map((item) => copyItem(copies, item));
    return copy;
  });
  return {
    packages: [...copies.packages.values()],
    worlds,
    copyOf: (pkg) => lookUp(copies.packages, plan.counterparts.packages, pkg),
  };
}

/** The copies made so far, by the nodes that they are of; for merged nodes, by those of the earlier source. */
interface Copies {
  readonly plan: RebuildPlan;
  /** What is merged into a node, by that node. */
  readonly merged: Counterparts;
  readonly packages: Map<Package, OpenPackage>;
  readonly interfaces: Map<Interface, OpenInterface>;
  readonly worlds: Map<World, Mutable<World>>;
  readonly types: Map<TypeDef, TypeDef>;
}

function createCopies(plan: RebuildPlan): Copies {
  const { counterparts } = plan;
  const merged: Counterparts = {
    packages: inverse(counterparts.packages),
    interfaces: inverse(counterparts.interfaces),
    worlds: inverse(counterparts.worlds),
    types: inverse(counterparts.types),
    functions: inverse(counterparts.functions),
    items: inverse(counterparts.items),
  };
  return {
    plan,
    merged,
    packages: new Map(),
    interfaces: new Map(),
    worlds: new Map(),
    types: new Map(),
  };
}

function inverse<T>(map: ReadonlyMap<T, T>): Map<T, T> {
  return new Map([...map].map(([from, into]) => [into, from]));
}

function lookUp<T, C>(copies: ReadonlyMap<T, C>, counterparts: ReadonlyMap<T, T>, node: T): C {
  const copy = copies.get(counterparts.get(node) ?? node);
  if (copy === undefined) throw new InternalError('a node that is not among the copied ones');
  return copy;
}

/** Makes the copies of a package, its interfaces and worlds, still empty. */
function openPackage(copies: Copies, pkg: Package): void {
  const { counterparts } = copies.plan;
  if (!counterparts.packages.has(pkg)) {
    const docs = pkg.docs ?? copies.merged.packages.get(pkg)?.docs ?? null;
    const empty = { interfaces: new Map(), worlds: new Map(), allInterfaces: [], types: [] };
    copies.packages.set(pkg, { ...pkg, ...empty, docs });
  }
  const open = lookUp(copies.packages, counterparts.packages, pkg);
  for (const iface of pkg.allInterfaces) {
    if (counterparts.interfaces.has(iface)) continue;
    const attributes = attributesOf(iface, copies.merged.interfaces.get(iface));
    const copy = { ...iface, ...attributes, package: open, types: new Map(), functions: new Map() };
    copies.interfaces.set(iface, copy);
    open.allInterfaces.push(copy);
    if (iface.name !== null) open.interfaces.set(iface.name, copy);
  }
  const { renamed } = copies.plan;
  for (const world of pkg.worlds.values()) {
    if (!counterparts.worlds.has(world) && world !== renamed?.world)
      openWorld(copies, open, world, world.name);
  }
  if (renamed?.world.package === pkg) openWorld(copies, open, renamed.world, renamed.name);
}

function openWorld(copies: Copies, open: OpenPackage, world: World, name: string): void {
  const attributes = attributesOf(world, copies.merged.worlds.get(world));
  const copy = { ...world, ...attributes, name, package: open };
  copies.worlds.set(world, copy);
  open.worlds.set(name, copy);
}

type Attributes = Pick<Interface, 'docs' | 'stability'>;

/** The docs and the gate of `node`, or where it has none those of its `other` copy. */
function attributesOf(node: Attributes, other: Attributes | undefined): Attributes {
  return { docs: node.docs ?? other?.docs ?? null, stability: node.stability ?? other?.stability ?? null };
}

function copyTypes(copies: Copies, packages: readonly Package[]): void {
  const { counterparts, retargeted, sources } = copies.plan;
  const first = new Set(sources[0]?.packages);
  // Of a later source, an anonymous type is copied only if something that is not merged mentions it.
  const isRoot = (type: TypeDef): boolean => first.has(type.package) || type.owner !== null;
  const roots = [...packages.flatMap((pkg) => pkg.types.filter(isRoot)), ...signatures(copies, packages)];
  const kept = (type: TypeDef): TypeDef => counterparts.types.get(type) ?? type;
  const before = (type: TypeDef): readonly TypeDef[] => {
    const target = retargeted.get(type);
    return (target === undefined ? definitionsOf(childTypes(type)) : [target]).map(kept);
  };
  for (const type of postorder(roots.map(kept), before)) copyDefinition(copies, type);
}

/** The types in the signatures of all functions that are not merged into others. */
function signatures(copies: Copies, packages: readonly Package[]): readonly TypeDef[] {
  const { counterparts } = copies.plan;
  const ofInterfaces = packages
    .flatMap((pkg) => pkg.allInterfaces)
    .flatMap((iface) => [...iface.functions.values()]);
  const ofWorlds = packages
    .flatMap((pkg) => [...pkg.worlds.values()])
    .flatMap((world) => [...world.imports, ...world.exports])
    .flatMap((item) => (item.kind === 'world-func' ? [item.func] : []));
  const kept = [...ofInterfaces, ...ofWorlds].filter((func) => !counterparts.functions.has(func));
  return definitionsOf(kept.flatMap(signatureTypes));
}

function copyDefinition(copies: Copies, type: TypeDef): void {
  const other = copies.merged.types.get(type);
  const pkg = lookUp(copies.packages, copies.plan.counterparts.packages, type.package);
  const base = {
    name: type.name,
    owner: type.owner === null ? null : ownerOf(copies, type.owner),
    package: pkg,
    ...attributesOf(type, other),
    externalId: type.externalId ?? other?.externalId ?? null,
    span: type.span,
  };
  const target = copies.plan.retargeted.get(type);
  const copy =
    target !== undefined && type.kind === 'alias'
      ? { ...type, ...base, type: mapDefinition(copies, target) }
      : copyType(type, base, createTypeMap(copies));
  copies.types.set(type, copy);
  pkg.types.push(copy);
}

function ownerOf(copies: Copies, owner: Interface | World): Interface | World {
  return owner.kind === 'interface'
    ? lookUp(copies.interfaces, copies.plan.counterparts.interfaces, owner)
    : lookUp(copies.worlds, copies.plan.counterparts.worlds, owner);
}

function mapDefinition(copies: Copies, type: TypeDef): TypeDef {
  return lookUp(copies.types, copies.plan.counterparts.types, type);
}

function createTypeMap(copies: Copies): TypeMap {
  return {
    type: (type) => (typeof type === 'string' ? type : mapDefinition(copies, type)),
    definition: (type) => mapDefinition(copies, type),
  };
}

/** Adds to the copy of an interface what is in `iface` and not there yet. */
function fillInterface(copies: Copies, iface: Interface): void {
  const open = lookUp(copies.interfaces, copies.plan.counterparts.interfaces, iface);
  for (const [name, type] of iface.types) {
    if (!open.types.has(name)) open.types.set(name, mapDefinition(copies, type));
  }
  const added = [...iface.functions.values()].filter((func) => !open.functions.has(func.name));
  if (added.length === 0) return;
  const ordered = withSettersBehindGetters([
    ...open.functions.values(),
    ...added.map((func) => copyFunc(copies, func)),
  ]);
  open.functions.clear();
  for (const func of ordered) open.functions.set(func.name, func);
}

/** A binary needs each setter behind its getter, and wasm-tools puts it directly there. */
function withSettersBehindGetters(funcs: readonly Func[]): readonly Func[] {
  const setters = new Map<string, Func>();
  for (const func of funcs) if (accessorOf(func) === 'set') setters.set(getterName(func.name), func);
  const others = funcs.filter((func) => accessorOf(func) !== 'set');
  return others.flatMap((func) => {
    const setter = setters.get(func.name);
    return setter === undefined ? [func] : [func, setter];
  });
}

function copyFunc(copies: Copies, func: Func): Func {
  const other = copies.merged.functions.get(func);
  const map = createTypeMap(copies);
  return {
    ...func,
    ...attributesOf(func, other),
    externalId: func.externalId ?? other?.externalId ?? null,
    resource: func.resource === null ? null : map.definition(func.resource),
    params: func.params.map((param) => ({ ...param, type: map.type(param.type) })),
    result: func.result === null ? null : map.type(func.result),
  };
}

function copyItem(copies: Copies, item: WorldItem): WorldItem {
  switch (item.kind) {
    case 'world-type':
      return { ...item, type: mapDefinition(copies, item.type) };
    case 'world-func':
      return { ...item, func: copyFunc(copies, item.func) };
    default: {
      const other = copies.merged.items.get(item);
      const merged = other?.kind === 'world-interface' ? other : undefined;
      return {
        ...item,
        ...attributesOf(item, merged),
        externalId: item.externalId ?? merged?.externalId ?? null,
        interface: lookUp(copies.interfaces, copies.plan.counterparts.interfaces, item.interface),
      };
    }
  }
}

function definitionsOf(types: readonly Type[]): readonly TypeDef[] {
  return types.filter((type) => typeof type !== 'string');
}
