import type { Func, ResourceType, World, WorldInterface, WorldItem } from '../../model.js';
import { accessorOf, externName, itemName, resourceOf } from '../../query.js';

/** A function that a component exports, and where. */
export interface ExportedFunc {
  readonly item: WorldItem;
  readonly func: Func;
  /** The resource that it belongs to. */
  readonly resource: ResourceType | null;
  /** As a line of calls has it: for a constructor the name of its resource. */
  readonly label: string;
}

/** The ways to use a function: by arguments, by its name alone, by assigning to it. */
export type Use = 'call' | 'get' | 'set';

/** All functions that a component with `world` exports. */
export function exportedFunctions(world: Pick<World, 'exports'>): readonly ExportedFunc[] {
  return world.exports.flatMap((item) => {
    switch (item.kind) {
      case 'world-func':
        return [exportedFunc(item, item.func)];
      case 'world-interface':
        return [...item.interface.functions.values()].map((func) => exportedFunc(item, func));
      default:
        return [];
    }
  });
}

function exportedFunc(item: WorldItem, func: Func): ExportedFunc {
  const resource = func.resource === null ? null : resourceOf(func.resource);
  const label = func.kind === 'constructor' ? (func.resource?.name ?? '') : itemName(func);
  return { item, func, resource, label };
}

/** Which use a function has. */
export function useOf({ func }: ExportedFunc): Use {
  return accessorOf(func) ?? 'call';
}

/** Whether a function is one of objects, not of a resource itself or of an interface. */
export function isOfObject({ func }: ExportedFunc): boolean {
  return func.kind.includes('method');
}

/** Whether a function stands for itself in its interface or world, as constructors do. */
export function isFree({ func, resource }: ExportedFunc): boolean {
  return resource === null || func.kind === 'constructor';
}

/** The interfaces that a component with `world` exports. */
export function exportedInterfaces(world: Pick<World, 'exports'>): readonly WorldInterface[] {
  return world.exports.filter((item) => item.kind === 'world-interface');
}

/** Those of `interfaces` that `path` may mean: by the whole name, by that without version, or by its last label. */
export function interfacesAt(path: string, interfaces: readonly WorldInterface[]): readonly WorldInterface[] {
  const exact = interfaces.filter((item) => externName(item) === path);
  return exact.length > 0 ? exact : interfaces.filter((item) => shortForms(externName(item)).includes(path));
}

/** `ns:pkg/api@1.0.0` → `ns:pkg/api`, `api` */
export function shortForms(name: string): readonly string[] {
  const path = name.replace(/@.*$/, '');
  return [path, path.slice(path.lastIndexOf('/') + 1)];
}

/** The resource that an interface defines or uses under `name`; null if there is none. */
export function resourceIn({ interface: { types } }: WorldInterface, name: string): ResourceType | null {
  const type = types.get(name);
  return type === undefined ? null : resourceOf(type);
}
