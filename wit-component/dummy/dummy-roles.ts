import type { Func, World } from '../../wit-parser/index.js';
import type { Lifting } from '../abi/core-signature.js';
import { futuresAndStreams } from '../names/payloads.js';
import type { ExportRole, ImportRole, PayloadOperation, PlacedFunc, Side } from '../names/roles.js';
import { scopeFuncs, scopeResources } from '../names/world-roles.js';

/** Operations on futures and streams that need nothing of the gated proposals, and whether each is asked for async. */
const PAYLOAD_ROLES: readonly (readonly [PayloadOperation, boolean])[] = [
  ['new', false],
  ['cancel-read', false],
  ['cancel-write', false],
  ['drop-readable', false],
  ['drop-writable', false],
  ['forward', false],
  ['read', true],
  ['write', true],
];

const ASYNC_BUILTINS: readonly ImportRole[] = [
  { kind: 'builtin', name: 'task.cancel' },
  { kind: 'builtin', name: 'backpressure.inc' },
  { kind: 'builtin', name: 'backpressure.dec' },
  { kind: 'builtin', name: 'waitable-set.new' },
  { kind: 'waitable-set.wait', pointer: 'i32' },
  { kind: 'waitable-set.poll', pointer: 'i32' },
  { kind: 'builtin', name: 'waitable-set.drop' },
  { kind: 'builtin', name: 'waitable.join' },
  { kind: 'builtin', name: 'thread.yield' },
  { kind: 'builtin', name: 'subtask.drop' },
  { kind: 'subtask.cancel', async: false },
  { kind: 'context.get', type: 'i32', slot: 0 },
  { kind: 'context.set', type: 'i32', slot: 0 },
];

/** What a dummy module imports: all that the world lets it, called in the way of `lifting`. wasm-tools' order. */
export function dummyImports(world: World, lifting: Lifting): readonly ImportRole[] {
  const isAsync = lifting !== 'sync';
  return [
    ...imported(world, isAsync),
    ...(isAsync ? ASYNC_BUILTINS : []),
    ...world.exports.flatMap((item): ImportRole[] => {
      const scope = { side: 'export', item: item.kind === 'world-interface' ? item : null } as const;
      if (item.kind === 'world-type') return [];
      const funcs = placed(world, 'export', item);
      const resources = scope.item === null ? [] : scopeResources(world, scope);
      return [
        ...(isAsync ? funcs.flatMap(taskRoles) : []),
        ...resources.flatMap((resource) =>
          (['resource.drop', 'resource.new', 'resource.rep'] as const).map((kind) => ({ ...resource, kind })),
        ),
      ];
    }),
  ];
}

function imported(world: World, isAsync: boolean): readonly ImportRole[] {
  return world.imports.flatMap((item): ImportRole[] => {
    if (item.kind === 'world-type') {
      const { type: resource } = item;
      if (resource.kind !== 'resource') return [];
      return [{ kind: 'resource.drop', side: 'import', item: null, resource }];
    }
    const funcs = placed(world, 'import', item).flatMap((func): ImportRole[] =>
      isAsync && isAsyncFunc(func.func)
        ? [{ ...func, kind: 'lower', lowering: 'async' }, ...payloadRoles(func)]
        : [{ ...func, kind: 'lower', lowering: 'sync' }],
    );
    const resources = item.kind === 'world-interface' ? scopeResources(world, { side: 'import', item }) : [];
    return [...funcs, ...resources.map((resource) => ({ ...resource, kind: 'resource.drop' }) as const)];
  });
}

/** What a dummy module exports: all that the world wants of it, and what goes with that. wasm-tools' order. */
export function dummyExports(world: World, lifting: Lifting): readonly ExportRole[] {
  const items = world.exports.flatMap((item): ExportRole[] => {
    if (item.kind === 'world-type') return [];
    const funcs = placed(world, 'export', item).flatMap((func): ExportRole[] => {
      const own = isAsyncFunc(func.func) ? lifting : 'sync';
      const lift: ExportRole = { ...func, kind: 'lift', lifting: own };
      if (own === 'stackful') return [lift];
      return [lift, { ...func, kind: own === 'sync' ? 'post-return' : 'callback' }];
    });
    const resources = item.kind === 'world-interface' ? scopeResources(world, { side: 'export', item }) : [];
    return [...funcs, ...resources.map((resource) => ({ ...resource, kind: 'destructor' }) as const)];
  });
  return [...items, { kind: 'memory' }, { kind: 'realloc', use: 'any' }, { kind: 'initialize' }];
}

function placed(world: World, side: Side, item: World['imports'][number]): readonly PlacedFunc[] {
  if (item.kind === 'world-interface') return scopeFuncs(world, { side, item });
  return item.kind === 'world-func' ? [{ side, item, func: item.func }] : [];
}

function taskRoles(func: PlacedFunc): readonly ImportRole[] {
  return [{ ...func, kind: 'task.return' }, ...payloadRoles(func)];
}

/** A type that stands in a signature twice goes by its first place both times. */
function payloadRoles(func: PlacedFunc): readonly ImportRole[] {
  const types = futuresAndStreams(func.func);
  return types.flatMap((type) =>
    PAYLOAD_ROLES.map(([operation, async]) => ({
      kind: type.kind,
      operation,
      async,
      payload: { ...func, type, index: types.indexOf(type) },
    })),
  );
}

function isAsyncFunc({ kind }: Func): boolean {
  return kind.startsWith('async-');
}
