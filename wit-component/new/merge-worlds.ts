import { assertNever, hasErrors, type Diagnostic, type Result } from '../../base/index.js';
import {
  externName,
  functionDifference,
  interfaceId,
  merge,
  packageId,
  typeDifference,
  worldId,
  type Interface,
  type Package,
  type Resolve,
  type TypeDef,
  type World,
  type WorldItem,
} from '../../wit-parser/index.js';
import type { Side } from '../names/roles.js';
import { newMessages } from './messages.js';
import { copyInterface, ModelCopier } from './model-copier.js';

/** A world and the model that it is part of. */
export interface ResolvedWorld {
  readonly resolve: Resolve;
  readonly world: World;
}

const ROOT: Package['name'] = { namespace: 'root', name: 'root', version: null };

/**
 * One world, `root:root/root`, with all that `worlds` import and export, in the order in which it comes. What two of them
 * have under one name must be the same.
 *
 * @returns null with errors if they disagree.
 */
export function mergeWorlds(worlds: readonly ResolvedWorld[]): Result<ResolvedWorld | null> {
  const [first, ...others] = worlds;
  let resolve = first?.resolve ?? null;
  for (const other of others) {
    if (resolve === null) break;
    const merged = merge(resolve, other.resolve);
    if (hasErrors(merged.diagnostics)) return { value: null, diagnostics: merged.diagnostics };
    resolve = merged.value;
  }
  const root = new RootWorld();
  for (const { world } of worlds) root.add(counterpart(resolve, world));
  if (root.diagnostics.length > 0) return { value: null, diagnostics: root.diagnostics };
  const packages = [...(resolve?.packages ?? []), root.world.package];
  return {
    value: { resolve: { packages, main: root.world.package }, world: root.world },
    diagnostics: [],
  };
}

/** What has become of `world` in `resolve`, which its own model was merged into. */
function counterpart(resolve: Resolve | null, world: World): World {
  const id = packageId(world.package.name);
  const pkg = resolve?.packages.find(({ name }) => packageId(name) === id);
  return pkg?.worlds.get(world.name) ?? world;
}

/** The imports or the exports of a world while it is being made. */
class OpenItems {
  readonly items: WorldItem[] = [];
  readonly #byName = new Map<string, WorldItem>();

  get(item: WorldItem): WorldItem | undefined {
    return this.#byName.get(externName(item));
  }

  add(item: WorldItem): void {
    this.items.push(item);
    this.#byName.set(externName(item), item);
  }
}

/** The world that the others are added to. */
class RootWorld {
  readonly diagnostics: Diagnostic[] = [];
  readonly world: World;
  readonly #sides = { import: new OpenItems(), export: new OpenItems() };
  readonly #interfaces: Interface[] = [];
  readonly #types: TypeDef[] = [];

  constructor() {
    const worlds = new Map<string, World>();
    const nothing = { docs: null, span: null };
    const content = { interfaces: new Map(), worlds, allInterfaces: this.#interfaces, types: this.#types };
    const pkg: Package = { kind: 'package', name: ROOT, ...content, ...nothing };
    const { import: imports, export: exports } = this.#sides;
    const sides = { imports: imports.items, exports: exports.items };
    this.world = { kind: 'world', name: 'root', package: pkg, ...sides, stability: null, ...nothing };
    worlds.set('root', this.world);
  }

  add(world: World): void {
    const copier = new ModelCopier(world, this.world, this.world.package);
    // Types that are there already stand for those of the same names.
    for (const item of world.imports) {
      const known = this.#sides.import.get(item);
      if (item.kind === 'world-type' && known?.kind === 'world-type') copier.types.set(item.type, known.type);
    }
    const given = new Set(copier.types.values());
    for (const item of world.imports) this.#addItem('import', item, world, copier);
    for (const item of world.exports) this.#addItem('export', item, world, copier);
    for (const type of copier.types.values()) if (!given.has(type)) this.#types.push(type);
  }

  #addItem(side: Side, item: WorldItem, world: World, copier: ModelCopier): void {
    const known = this.#sides[side].get(item);
    if (known === undefined) {
      this.#sides[side].add(this.#copy(item, copier));
      return;
    }
    const difference = itemDifference(item, known);
    if (difference === null) return;
    const facts = { side, name: externName(item), world: worldId(world), difference };
    this.diagnostics.push(newMessages.worldConflict.at(null, facts));
  }

  #copy(item: WorldItem, copier: ModelCopier): WorldItem {
    switch (item.kind) {
      case 'world-type':
        return { ...item, type: copier.definition(item.type) };
      case 'world-func':
        return { ...item, func: copier.func(item.func) };
      case 'world-interface': {
        if (item.interface.name !== null) return item;
        const { copy, types } = copyInterface(item.interface, this.world.package);
        this.#interfaces.push(copy);
        for (const type of types.values()) this.#types.push(type);
        return { ...item, interface: copy };
      }
      default:
        return assertNever(item);
    }
  }
}

/** How two items of one name differ, in words; null if they are the same. */
function itemDifference(item: WorldItem, known: WorldItem): string | null {
  if (item.kind === 'world-func' && known.kind === 'world-func') {
    return functionDifference(item.func, known.func);
  }
  if (item.kind === 'world-type' && known.kind === 'world-type') {
    return typeDifference(item.type, known.type);
  }
  if (item.kind !== 'world-interface' || known.kind !== 'world-interface') {
    return 'they are not of the same kind';
  }
  const [id, knownId] = [interfaceId(item.interface), interfaceId(known.interface)];
  if (id !== knownId)
    return `\`${id ?? 'an inline interface'}\` against \`${knownId ?? 'an inline interface'}\``;
  return id === null ? inlineDifference(item.interface, known.interface) : null;
}

/** Inline interfaces must have the same in them. */
function inlineDifference(iface: Interface, known: Interface): string | null {
  for (const [name, type] of iface.types) {
    const other = known.types.get(name);
    if (other === undefined) return `only one of them has a type \`${name}\``;
    const difference = typeDifference(type, other);
    if (difference !== null) return `type \`${name}\`: ${difference}`;
  }
  for (const [name, func] of iface.functions) {
    const other = known.functions.get(name);
    if (other === undefined) return `only one of them has a function \`${name}\``;
    const difference = functionDifference(func, other);
    if (difference !== null) return `function \`${name}\`: ${difference}`;
  }
  return null;
}
