import { assertNever } from '../../../base/index.js';
import type { CoreSort } from '../../../component/index.js';
import { abiType } from '../../abi/abi-type.js';
import { exportNamed } from '../../names/module-roles.js';
import type { ImportRole, Payload } from '../../names/roles.js';
import { importSignature } from '../../names/signatures.js';
import { encodingOf } from '../encodings.js';
import { newMessages } from '../messages.js';
import { funcTypeAt, partName, placeIn } from '../part.js';
import { coreFunc, type CoreItem, type Signature } from './core-item.js';
import { copyNeeds, lowerNeeds, taskReturnNeeds, type Needs } from './needs.js';
import type { Importing, Planner, User } from './planner.js';
import { TLS_SLOT } from './tls.js';

type RoleOf<Kind extends ImportRole['kind']> = Extract<ImportRole, { readonly kind: Kind }>;

/** What an import gets; null, with something reported, if there is nothing to give. */
export function planImport(planner: Planner, importing: Importing): CoreItem | null {
  const { role, part } = importing;
  switch (role.kind) {
    case 'lower':
      return planLower(planner, { ...importing, role });
    case 'task.return':
      return planTaskReturn(planner, { ...importing, role });
    case 'future':
    case 'stream':
      return planPayload(planner, { ...importing, role });
    case 'resource.drop':
    case 'resource.new':
    case 'resource.rep':
      return { kind: role.kind, resource: role };
    case 'builtin':
    case 'subtask.cancel':
    case 'context.get':
    case 'context.set':
      return role;
    case 'waitable-set.wait':
    case 'waitable-set.poll':
      return planWaiting(planner, { ...importing, role });
    case 'error-context.new':
    case 'error-context.debug-message':
      return planErrorContext(planner, { ...importing, role });
    case 'thread.new-indirect':
      return planThread(planner, { ...importing, role });
    case 'tls-base.get':
    case 'tls-base.set': {
      const access = role.kind === 'tls-base.get' ? 'get' : 'set';
      if (planner.tls.kind === 'global') return { kind: 'tls global', access };
      return { kind: `context.${access}`, type: role.type, slot: TLS_SLOT };
    }
    case 'adapter':
      return planAdapter(planner, { ...importing, role });
    case 'memory':
      if (part !== planner.main) planner.requireMemory(userOf(importing));
      return { kind: 'memory' };
    case 'main module':
      return planMainExport(planner, { ...importing, role });
    default:
      return assertNever(role);
  }
}

function planLower(planner: Planner, importing: Importing<RoleOf<'lower'>>): CoreItem | null {
  const { role, part, import: item } = importing;
  const needs = lowerNeeds(role.func, role.lowering);
  const user = userOf(importing);
  const encoding = planner.encoding(part, role, user);
  if (encoding === null) return null;
  const source = { part, encoding, async: role.lowering === 'async', realloc: 'import' } as const;
  const lower = (site: 'before' | 'after'): CoreItem => {
    return { kind: 'lower', func: role, options: planner.options(needs, { ...source, site }, user) };
  };
  if (isEarly(planner, needs)) return lower('before');
  const key = ['lower', part, role.func, role.lowering, role.item];
  return planner.shim(`indirect-${item.module}-${item.name}`, signatureOf(importing), key, () =>
    lower('after'),
  );
}

function planTaskReturn(planner: Planner, importing: Importing<RoleOf<'task.return'>>): CoreItem | null {
  const { role, part } = importing;
  const needs = taskReturnNeeds(role.func);
  const user = userOf(importing);
  const encoding = planner.encoding(part, role, user);
  if (encoding === null) return null;
  const target = (): CoreItem => {
    const source = { part, encoding, async: false, realloc: 'import', site: 'after' } as const;
    return { kind: 'task.return', func: role, options: planner.options(needs, source, user) };
  };
  if (!needs.memory || planner.hasMemoryFor(part)) return target();
  const key = ['task.return', part, role.func, role.item];
  return planner.shim(`task-return-${role.func.name}`, signatureOf(importing), key, target);
}

function planPayload(planner: Planner, importing: Importing<RoleOf<'future' | 'stream'>>): CoreItem {
  const { role, part, import: item } = importing;
  const { kind, operation, payload, async } = role;
  switch (operation) {
    case 'new':
    case 'drop-readable':
    case 'drop-writable':
    case 'forward':
      return { kind: 'payload', name: `${kind}.${operation}`, payload };
    case 'cancel-read':
    case 'cancel-write':
      return { kind: 'cancel', name: `${kind}.${operation}`, payload, async };
    case 'read':
    case 'write': {
      const needs = copyNeeds(operation, elementOf(payload));
      const encoding = payload.type === null ? null : encodingOf(part.encodings, payload);
      const realloc = payload.side === 'import' ? 'import' : 'export';
      const source = { part, encoding: encoding ?? 'utf8', async, realloc, site: 'after' } as const;
      const target = (): CoreItem => {
        const options = planner.options(needs, source, userOf(importing));
        return { kind: 'copy', name: `${kind}.${operation}`, payload, options };
      };
      if (!needs.realloc && isEarly(planner, needs)) return target();
      // The name tells apart what waits and what does not. wasm-tools gives both one shim, that of the first.
      const key = ['copy', part, item.module, item.name];
      const label = `${item.module}-${item.name.replace('[async-lower]', '')}`;
      return planner.shim(label, signatureOf(importing), key, target);
    }
    default:
      return assertNever(operation);
  }
}

function planWaiting(
  planner: Planner,
  importing: Importing<RoleOf<'waitable-set.wait' | 'waitable-set.poll'>>,
): CoreItem {
  const { role, part } = importing;
  const target: CoreItem = { kind: role.kind };
  planner.requireMemory(userOf(importing));
  if (planner.hasMemoryFor(part)) return target;
  return planner.shim(role.kind, signatureOf(importing), [role.kind, role.pointer], () => target);
}

function planErrorContext(
  planner: Planner,
  importing: Importing<RoleOf<'error-context.new' | 'error-context.debug-message'>>,
): CoreItem {
  const { role, part } = importing;
  const { kind, encoding } = role;
  const isReading = kind === 'error-context.new';
  const needs: Needs = { memory: true, realloc: !isReading, encoding: true };
  const target = (): CoreItem => {
    const source = { part, encoding, async: false, realloc: 'import', site: 'after' } as const;
    return { kind, options: planner.options(needs, source, userOf(importing)) };
  };
  if (isReading && planner.hasMemoryFor(part)) return target();
  const label = isReading ? 'error-new' : 'error-debug-message';
  const key = isReading ? [kind, encoding] : [kind, encoding, part];
  return planner.shim(label, signatureOf(importing), key, target);
}

function planThread(planner: Planner, importing: Importing<RoleOf<'thread.new-indirect'>>): CoreItem | null {
  const table = exportNamed(planner.main.roles, (role) => role.kind === 'indirect function table');
  if (table === null) {
    const { name: user, place } = userOf(importing);
    planner.reportOnce('table', newMessages.missingTable.at(place, { user }));
    return null;
  }
  const target: CoreItem = { kind: 'thread.new-indirect', table };
  return planner.shim('thread.new-indirect', signatureOf(importing), ['thread.new-indirect'], () => target);
}

function planAdapter(planner: Planner, importing: Importing<RoleOf<'adapter'>>): CoreItem | null {
  const { role, part, import: item } = importing;
  const adapter = planner.adapter(role.adapter);
  if (adapter === undefined || item.type.kind !== 'func') return null;
  const signature = funcTypeAt(part.shell, item.type.type) ?? { params: [], results: [] };
  const key = ['adapter', adapter, role.name];
  return planner.shim(`adapt-${item.module}-${item.name}`, signature, key, () =>
    coreFunc(adapter, role.name),
  );
}

function planMainExport(planner: Planner, importing: Importing<RoleOf<'main module'>>): CoreItem | null {
  const { role, part, import: item } = importing;
  const sort: CoreSort = `core ${item.type.kind}`;
  const found = planner.main.shell.exports.some(
    ({ name, kind }) => name === role.name && kind === item.type.kind,
  );
  if (found) return { kind: 'core export', part: planner.main, sort, name: role.name };
  const facts = { part: partName(part), name: role.name, kind: item.type.kind };
  planner.reportOnce(`main ${role.name}`, newMessages.missingMainExport.at(placeIn(part, item), facts));
  return null;
}

/** Whether all that is needed is there before the main module, or can be by way of a shim. */
function isEarly(planner: Planner, { memory }: Needs): boolean {
  return !memory || planner.hasMemoryFor(planner.main);
}

function elementOf({ type }: Payload): ReturnType<typeof abiType> | null {
  return type === null || type.type === null ? null : abiType(type.type);
}

function signatureOf({ role }: Importing): Signature {
  return importSignature(role) ?? { params: [], results: [] };
}

function userOf({ part, import: item }: Importing): User {
  return { name: `${item.module}::${item.name}`, place: placeIn(part, item) };
}
