import type { World, WorldFunc } from '../../wit-parser/index.js';
import { rootBuiltins } from './builtins.js';
import { LIFTINGS, LOWERINGS, type Scope } from './name-form.js';
import { isResource } from './payloads.js';
import type { ExportRole, ImportRole, PlacedFunc, PlacedResource, Side } from './roles.js';

/** The functions of a scope, in order. */
export function scopeFuncs(world: World, { side, item }: Scope): readonly PlacedFunc[] {
  if (item !== null) return [...item.interface.functions.values()].map((func) => ({ side, item, func }));
  return worldFuncs(world, side).map((func) => ({ side, item: func, func: func.func }));
}

function worldFuncs(world: World, side: Side): readonly WorldFunc[] {
  const items = side === 'import' ? world.imports : world.exports;
  return items.filter((item) => item.kind === 'world-func');
}

/** The resources that a scope defines, in order. Those that it only uses belong to where they are defined. */
export function scopeResources(world: World, { side, item }: Scope): readonly PlacedResource[] {
  const types =
    item !== null
      ? [...item.interface.types.values()]
      : side === 'import'
        ? world.imports.flatMap((other) => (other.kind === 'world-type' ? [other.type] : []))
        : [];
  return types.filter(isResource).map((resource) => ({ side, item, resource }));
}

/** What a module may import about `scope`, but for built-ins that have a number in their names. */
export function scopeImports(world: World, scope: Scope): readonly ImportRole[] {
  const funcs = scopeFuncs(world, scope);
  const resources = scopeResources(world, scope);
  if (scope.side === 'import') {
    return [
      ...(scope.item === null ? rootBuiltins() : []),
      ...funcs.flatMap((func) =>
        LOWERINGS.map((lowering) => ({ ...func, kind: 'lower', lowering }) as const),
      ),
      ...resources.map((resource) => ({ ...resource, kind: 'resource.drop' }) as const),
    ];
  }
  return [
    ...resources.flatMap((resource) =>
      (['resource.drop', 'resource.new', 'resource.rep'] as const).map((kind) => ({ ...resource, kind })),
    ),
    ...funcs.map((func) => ({ ...func, kind: 'task.return' }) as const),
    { kind: 'builtin', name: 'task.cancel' },
  ];
}

/** Everything that a module may export for `world`. */
export function worldExports(world: World): readonly ExportRole[] {
  const general: readonly ExportRole[] = [
    { kind: 'memory' },
    ...(['any', 'import', 'export', 'adapter'] as const).map((use) => ({ kind: 'realloc', use }) as const),
    { kind: 'initialize' },
    { kind: 'indirect function table' },
    { kind: 'task hook' },
  ];
  return [
    ...general,
    ...exportedScopes(world).flatMap((scope) => [
      ...scopeFuncs(world, scope).flatMap((func): ExportRole[] => [
        ...LIFTINGS.map((lifting) => ({ ...func, kind: 'lift', lifting }) as const),
        { ...func, kind: 'post-return' },
        { ...func, kind: 'callback' },
      ]),
      ...scopeResources(world, scope).map((resource) => ({ ...resource, kind: 'destructor' }) as const),
    ]),
  ];
}

/** The functions that `world` exports, in its order. */
export function exportedFuncs(world: World): readonly PlacedFunc[] {
  return world.exports.flatMap((item) =>
    item.kind === 'world-func'
      ? [{ side: 'export', item, func: item.func }]
      : item.kind === 'world-interface'
        ? scopeFuncs(world, { side: 'export', item })
        : [],
  );
}

function exportedScopes(world: World): readonly Scope[] {
  const interfaces = world.exports.filter((item) => item.kind === 'world-interface');
  return [{ side: 'export', item: null }, ...interfaces.map((item) => ({ side: 'export', item }) as const)];
}
