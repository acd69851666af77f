import { assertNever, InternalError } from '../../../base/index.js';
import { funcType, type CanonOption, type CoreSort } from '../../../component/index.js';
import type { WorldFunc, WorldInterface } from '../../../wit-parser/index.js';
import type { Payload, PlacedFunc, Side } from '../../names/roles.js';
import type { CoreItem, Options } from '../plan/core-item.js';
import type { Emitter } from './emitter.js';
import { SHIM_TLS } from './shim-module.js';

export interface EmittedItem {
  readonly sort: CoreSort;
  readonly index: number;
}

/** Writes what makes `item`, and gives its index. */
export function emitCoreItem(emitter: Emitter, item: CoreItem, label?: string): EmittedItem {
  switch (item.kind) {
    case 'memory':
      return { sort: 'core memory', index: emitter.theMemory };
    case 'core export': {
      const instance = emitter.coreInstanceOf(item.part);
      return { sort: item.sort, index: emitter.coreExport(instance, item.sort, item.name) };
    }
    default:
      return { sort: 'core func', index: emitCoreFunc(emitter, item, label) };
  }
}

type CoreFuncItem = Exclude<CoreItem, { readonly kind: 'memory' | 'core export' }>;

function emitCoreFunc(emitter: Emitter, item: CoreFuncItem, label?: string): number {
  const define = (canon: Parameters<typeof emitter.builder.canon>[0], name: string = canon.name): number =>
    emitter.builder.canon(canon, name);
  switch (item.kind) {
    case 'shim':
      return emitter.shimFunc(item.shim);
    case 'tls global':
      return emitter.coreExport(emitter.theShimInstance, 'core func', SHIM_TLS[item.access]);
    case 'lower': {
      const func = importedFunc(emitter, item.func);
      const options = canonOptions(emitter, item.options);
      return define({ name: 'lower', func, options }, label ?? item.func.func.name);
    }
    case 'resource.drop':
    case 'resource.new':
    case 'resource.rep': {
      const type = emitter.types(null).valType(item.resource.resource);
      if (typeof type === 'string') throw new InternalError('a resource is a primitive type');
      return define({ name: item.kind, type });
    }
    case 'task.return': {
      const { func, item: place, side } = item.func;
      const types = emitter.types(ownerOf(place, side));
      const result = func.result === null ? null : types.valType(func.result);
      return define({ name: 'task.return', result, options: canonOptions(emitter, item.options) });
    }
    case 'copy': {
      const options = canonOptions(emitter, item.options);
      return define({ name: item.name, type: payloadType(emitter, item), options });
    }
    case 'cancel':
      return define({ name: item.name, type: payloadType(emitter, item), async: item.async });
    case 'payload':
      return define({ name: item.name, type: payloadType(emitter, item) });
    case 'builtin':
      return define({ name: item.name });
    case 'subtask.cancel':
      return define({ name: 'subtask.cancel', async: item.async });
    case 'waitable-set.wait':
    case 'waitable-set.poll':
      return define({ name: item.kind, memory: emitter.theMemory });
    case 'error-context.new':
    case 'error-context.debug-message':
      return define({ name: item.kind, options: canonOptions(emitter, item.options) });
    case 'context.get':
    case 'context.set':
      return define({ name: item.kind, type: item.type, slot: item.slot }, `${item.kind} ${item.slot}`);
    case 'thread.new-indirect': {
      const type = emitter.builder.coreType(funcType(['i32'], []), 'thread-start');
      const main = emitter.coreInstanceOf(emitter.blueprint.parts.main);
      const table = emitter.coreExport(main, 'core table', item.table);
      return define({ name: 'thread.new-indirect', type, table });
    }
    default:
      return assertNever(item);
  }
}

/** The options as canonical definitions have them. */
export function canonOptions(emitter: Emitter, options: Options): CanonOption[] {
  const { memory, realloc, encoding, async } = options;
  const result: CanonOption[] = [];
  if (memory) result.push({ kind: 'memory', index: emitter.theMemory });
  if (realloc !== null) {
    const index =
      realloc.shim === null ? emitter.partFunc(realloc.part, realloc.name) : emitter.shimFunc(realloc.shim);
    result.push({ kind: 'realloc', index });
  }
  if (encoding !== null) result.push({ kind: encoding });
  if (async) result.push({ kind: 'async' });
  return result;
}

function importedFunc(emitter: Emitter, { item, func }: PlacedFunc): number {
  if (item.kind === 'world-interface') {
    return emitter.builder.aliasExport(emitter.instanceOf(item.interface), func.name, 'func');
  }
  const index = emitter.importedFuncs.get(func);
  if (index === undefined) throw new InternalError(`\`${func.name}\` is lowered, but not imported`);
  return index;
}

/** The interface whose types are being defined where an item is used; null for imports and for the world's functions. */
function ownerOf(item: WorldInterface | WorldFunc | null, side: Side): WorldInterface['interface'] | null {
  return side === 'export' && item?.kind === 'world-interface' ? item.interface : null;
}

function payloadType(emitter: Emitter, { name, payload }: { name: string; payload: Payload }): number {
  const types = emitter.types(ownerOf(payload.item, payload.side));
  if (payload.type === null) {
    return types.anonymous({ kind: name.startsWith('future') ? 'future' : 'stream', element: null });
  }
  const type = types.valType(payload.type);
  if (typeof type === 'string') throw new InternalError('a stream or future is a primitive type');
  return type;
}
