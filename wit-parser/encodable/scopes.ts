import type { Func, Interface, Package, World, WorldItem } from '../model.js';

/** The functions that share one set of names: those of an interface, or those that a world imports or exports. */
export interface FunctionScope {
  readonly owner: Interface | World;
  readonly functions: readonly Func[];
}

export function functionScopes(pkg: Package): readonly FunctionScope[] {
  const interfaces = pkg.allInterfaces.map((owner) => ({ owner, functions: [...owner.functions.values()] }));
  const worlds = [...pkg.worlds.values()].flatMap((owner) =>
    [owner.imports, owner.exports].map((items) => ({ owner, functions: worldFunctions(items) })),
  );
  return [...interfaces, ...worlds];
}

function worldFunctions(items: readonly WorldItem[]): readonly Func[] {
  return items.flatMap((item) => (item.kind === 'world-func' ? [item.func] : []));
}

export function allFunctions(pkg: Package): readonly Func[] {
  return functionScopes(pkg).flatMap((scope) => scope.functions);
}
