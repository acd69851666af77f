import type { Interface, World, WorldInterface, WorldItem } from '../model.js';
import { postorder } from '../postorder.js';
import { externName, interfaceDependencies, usedFrom } from '../query.js';

/** The items of a world with all that they need; `conflict` is an interface that would be both exported and imported. */
export interface Elaborated {
  readonly imports: readonly WorldItem[];
  readonly exports: readonly WorldItem[];
  readonly conflict: Interface | null;
}

/**
 * Adds to the imports of `world` the interfaces that its items use, each before what uses it, and orders them as
 * wasm-tools does: interfaces, used types, types, functions.
 * @spec WIT.md#transitive-imports-and-worlds
 */
export function elaborateWorld(world: Pick<World, 'imports' | 'exports'>): Elaborated {
  const imports = new Map<string, WorldItem>();
  for (const item of byClass(world.imports)) {
    if (item.kind === 'world-interface') addImport(imports, item);
    else addTyped(imports, item);
  }
  const exports = new Map<string, WorldItem>();
  const exported = new Map<string, WorldInterface>();
  for (const item of world.exports) {
    if (item.kind === 'world-interface') exported.set(externName(item), item);
    else exports.set(externName(item), item);
  }
  const conflict = addExports(imports, exports, exported);
  return { imports: byClass([...imports.values()]), exports: [...exports.values()], conflict };
}

type Items = Map<string, WorldItem>;

function addTyped(imports: Items, item: Exclude<WorldItem, WorldInterface>): void {
  const source = item.kind === 'world-type' ? usedFrom(item.type) : null;
  if (source !== null && item.kind === 'world-type') addImport(imports, implied(source, item.type));
  imports.set(externName(item), item);
}

function addImport(imports: Items, item: WorldInterface): void {
  if (imports.has(externName(item))) return;
  for (const needed of postorder(interfaceDependencies(item.interface), interfaceDependencies)) {
    addMissing(imports, implied(needed, item));
  }
  imports.set(externName(item), item);
}

function addMissing(imports: Items, item: WorldInterface): void {
  if (!imports.has(externName(item))) imports.set(externName(item), item);
}

/** The import of `iface` that `item` makes necessary: it shares the gates, and nothing else. */
function implied(iface: Interface, item: Pick<WorldInterface, 'stability'>): WorldInterface {
  const { stability } = item;
  return {
    kind: 'world-interface',
    label: null,
    interface: iface,
    docs: null,
    stability,
    externalId: null,
    span: null,
  };
}

/** An interface that exports need: as one of them, or as an import. */
interface Need {
  readonly item: WorldInterface;
  readonly isExport: boolean;
}

/**
 * Adds exported interfaces, each behind those that it uses. These are exports too if the world exports them and all on
 * the way to them; else they are imports.
 *
 * @returns an interface that is needed as both, if there is one.
 */
function addExports(
  imports: Items,
  exports: Items,
  exported: ReadonlyMap<string, WorldInterface>,
): Interface | null {
  const asExport = new Map([...exported].map(([name, item]) => [name, { item, isExport: true }]));
  const asImport = new Map<string, Need>();
  const needs = ({ item, isExport }: Need): readonly Need[] =>
    interfaceDependencies(item.interface).map((dependency) => {
      const needed = implied(dependency, item);
      const name = externName(needed);
      const known = (isExport ? asExport.get(name) : undefined) ?? asImport.get(name);
      if (known !== undefined) return known;
      const need = { item: needed, isExport: false };
      asImport.set(name, need);
      return need;
    });
  for (const { item, isExport } of postorder<Need>(asExport.values(), needs)) {
    if (isExport) exports.set(externName(item), item);
    else addMissing(imports, item);
  }
  for (const [name, { item }] of asImport) if (exported.has(name)) return item.interface;
  return null;
}

function byClass(items: readonly WorldItem[]): readonly WorldItem[] {
  return [...items].sort((a, b) => classOf(a) - classOf(b));
}

function classOf(item: WorldItem): number {
  if (item.kind === 'world-interface') return 0;
  if (item.kind === 'world-type') return usedFrom(item.type) === null ? 2 : 1;
  return item.func.resource === null ? 3 : 4;
}
