import { assertNever } from '../../base/index.js';
import { externName, type WorldFunc, type WorldInterface } from '../../wit-parser/index.js';
import type { Lifting } from '../abi/core-signature.js';
import { scopeOf, type CoreName, type NameForm, type Scope } from './name-form.js';
import type { ExportRole, ImportRole, Payload, ReallocUse, Side } from './roles.js';

/** Stands for the world where an interface has its own name. */
const ROOT = '$root';
const EXPORT = '[export]';
const ASYNC_LOWER = '[async-lower]';

const LIFT_PREFIXES: Readonly<Record<Lifting, string>> = {
  sync: '',
  callback: '[async-lift]',
  stackful: '[async-lift-stackful]',
};

const REALLOCS: Readonly<Record<ReallocUse, string>> = {
  any: 'cabi_realloc',
  import: 'cabi_import_realloc',
  export: 'cabi_export_realloc',
  adapter: 'cabi_realloc_adapter',
};

/** The names that wit-component made up before there was a standard, and that nearly all guests use. */
export const legacyForm: NameForm = {
  kind: 'legacy',
  moduleName,
  importName,
  exportName(role) {
    switch (role.kind) {
      case 'lift':
        return `${LIFT_PREFIXES[role.lifting]}${exportedFunc(role)}`;
      case 'callback':
        return `[callback]${LIFT_PREFIXES.callback}${exportedFunc(role)}`;
      case 'post-return':
        return `cabi_post_${exportedFunc(role)}`;
      case 'destructor':
        return role.item === null ? null : `${externName(role.item)}#[dtor]${role.resource.name ?? ''}`;
      case 'memory':
        return 'memory';
      case 'realloc':
        return REALLOCS[role.use];
      case 'initialize':
        return '_initialize';
      case 'indirect function table':
        return '__indirect_function_table';
      case 'task hook':
        return '__wasm_task_hook';
      default:
        return assertNever(role);
    }
  },
};

/** Other names for roles that have a name above, which are understood and never written. */
export const OTHER_EXPORT_NAMES: readonly (readonly [string, ExportRole])[] = [
  ['canonical_abi_realloc', { kind: 'realloc', use: 'any' }],
];

/** `name` with the annotation of a way of calling, which a destructor may carry: it changes nothing there. */
export function annotated(name: string, lifting: Lifting): string {
  return `${LIFT_PREFIXES[lifting]}${name}`;
}

function importName(role: ImportRole): CoreName | null {
  switch (role.kind) {
    case 'lower': {
      const prefix = role.lowering === 'async' ? ASYNC_LOWER : '';
      return { module: moduleName(scopeOf(role)), name: `${prefix}${role.func.name}` };
    }
    case 'resource.drop':
    case 'resource.new':
    case 'resource.rep':
      return { module: moduleName(role), name: `[${dashed(role.kind)}]${role.resource.name ?? ''}` };
    case 'task.return':
      return { module: moduleName(scopeOf(role)), name: `[task-return]${role.func.name}` };
    case 'future':
    case 'stream':
      return {
        module: moduleName(payloadScope(role.payload)),
        name: asyncIf(role.async, `[${role.kind}-${role.operation}-${payloadText(role.payload)}`),
      };
    case 'adapter':
      return { module: role.adapter, name: role.name };
    case 'memory':
      return { module: 'env', name: 'memory' };
    case 'main module':
      return { module: '__main_module__', name: role.name };
    case 'tls-base.get':
    case 'tls-base.set':
      return { module: 'env', name: `__wasm_${role.kind.slice(-3)}_tls_base` };
    default:
      return { module: moduleName({ side: sideOf(role), item: null }), name: rootName(role) };
  }
}

/** The built-ins that belong to no item of the world. */
type RootRole = Extract<
  ImportRole,
  {
    kind:
      | 'builtin'
      | 'subtask.cancel'
      | `waitable-set.${string}`
      | `error-context.${string}`
      | `context.${string}`
      | 'thread.new-indirect';
  }
>;

/** A task that can be cancelled is one of an export. */
function sideOf(role: RootRole): Side {
  return role.kind === 'builtin' && role.name === 'task.cancel' ? 'export' : 'import';
}

function rootName(role: RootRole): string {
  switch (role.kind) {
    case 'builtin':
      return `[${dashed(role.name)}]`;
    case 'subtask.cancel':
      return asyncIf(role.async, '[subtask-cancel]');
    case 'waitable-set.wait':
    case 'waitable-set.poll':
      return `[${dashed(role.kind)}${role.pointer === 'i64' ? '-i64' : ''}]`;
    case 'error-context.new':
    case 'error-context.debug-message':
      return `[${dashed(role.kind)}-${role.encoding}]`;
    case 'context.get':
    case 'context.set':
      return `[${dashed(role.kind)}${role.type === 'i64' ? '-i64' : ''}-${role.slot}]`;
    case 'thread.new-indirect':
      return '[thread-new-indirect-v0]';
    default:
      return assertNever(role);
  }
}

function dashed(name: string): string {
  return name.replaceAll('.', '-');
}

function asyncIf(condition: boolean, name: string): string {
  return condition ? `${ASYNC_LOWER}${name}` : name;
}

function payloadText(payload: Payload): string {
  return payload.type === null ? `unit]${payload.suffix}` : `${payload.index}]${payload.func.name}`;
}

function moduleName({ side, item }: Scope): string {
  const own = item === null ? ROOT : externName(item);
  return side === 'export' ? `${EXPORT}${own}` : own;
}

function payloadScope(payload: Payload): Scope {
  return payload.type === null ? payload : scopeOf(payload);
}

function exportedFunc(role: { item: WorldFunc | WorldInterface; func: { name: string } }): string {
  if (role.item.kind === 'world-func') return role.func.name;
  return `${externName(role.item)}#${role.func.name}`;
}
