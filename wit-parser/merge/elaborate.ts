import type { Interface, World, WorldInterface, WorldItem } from '../model.js';
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
  const name = externName(item);
  if (imports.has(name)) return;
  for (const dependency of interfaceDependencies(item.interface))
    addImport(imports, implied(dependency, item));
  imports.set(name, item);
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

/** Adds exported interfaces, each behind those that it uses: these are exports too if the world says so, else imports. */
function addExports(
  imports: Items,
  exports: Items,
  exported: ReadonlyMap<string, WorldInterface>,
): Interface | null {
  const required = new Set<Interface>();
  const add = (item: WorldInterface, isExport: boolean): Interface | null => {
    const name = externName(item);
    if (exports.has(name)) return isExport ? null : item.interface;
    if (!isExport && required.has(item.interface)) return null;
    for (const dependency of interfaceDependencies(item.interface)) {
      const needed = implied(dependency, item);
      const declared = isExport ? exported.get(externName(needed)) : undefined;
      const conflict = add(declared ?? needed, declared !== undefined);
      if (conflict !== null) return conflict;
    }
    if (isExport) {
      if (required.has(item.interface)) return item.interface;
      exports.set(name, item);
    } else {
      required.add(item.interface);
      if (!imports.has(name)) imports.set(name, item);
    }
    return null;
  };
  for (const item of exported.values()) {
    const conflict = add(item, true);
    if (conflict !== null) return conflict;
  }
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
