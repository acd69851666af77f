import { assertNever } from '../../base/index.js';
import {
  externName,
  worldId,
  type World,
  type WorldFunc,
  type WorldInterface,
} from '../../wit-parser/index.js';
import type { Scope } from './name-form.js';
import type { ExportRole, ImportRole, PlacedFunc } from './roles.js';

/** What an import with `role` is, in words that follow "is". */
export function importText(role: ImportRole): string {
  switch (role.kind) {
    case 'lower':
      return `the imported ${funcText(role)}${role.lowering === 'async' ? ', called async' : ''}`;
    case 'task.return':
      return `\`task.return\` of the exported ${funcText(role)}`;
    case 'resource.drop':
    case 'resource.new':
    case 'resource.rep':
      return `\`${role.kind}\` of the ${role.side}ed resource \`${role.resource.name ?? ''}\``;
    case 'future':
    case 'stream':
      return `the built-in \`${role.kind}.${role.operation}\``;
    case 'builtin':
      return `the built-in \`${role.name}\``;
    case 'adapter':
      return `an export of the adapter \`${role.adapter}\``;
    case 'memory':
      return 'the memory of the main module';
    case 'main module':
      return `the export \`${role.name}\` of the main module`;
    case 'tls-base.get':
    case 'tls-base.set':
      return 'a helper for thread-local storage';
    default:
      return `the built-in \`${role.kind}\``;
  }
}

/** What an export with `role` is, in words that follow "is". */
export function exportText(role: ExportRole): string {
  switch (role.kind) {
    case 'lift':
      return `the exported ${funcText(role)}`;
    case 'post-return':
      return `the post-return function of the exported ${funcText(role)}`;
    case 'callback':
      return `the callback of the exported ${funcText(role)}`;
    case 'destructor':
      return `the destructor of the exported resource \`${role.resource.name ?? ''}\``;
    case 'memory':
      return 'the memory of the component';
    case 'realloc':
      return 'a realloc function';
    case 'initialize':
      return 'the function that initializes the module';
    case 'indirect function table':
      return 'the table of indirect calls';
    case 'task hook':
      return 'the function that is called around tasks';
    default:
      return assertNever(role);
  }
}

/** ``function `f` of interface `a:b/c` `` */
export function funcText({ item, func }: Pick<PlacedFunc, 'item' | 'func'>): string {
  const name = `function \`${func.name}\``;
  return item.kind === 'world-interface' ? `${name} of ${itemText(item)}` : name;
}

/** ``the imported interface `a:b/c` ``, or ``the imports of world `a:b/w` ``. */
export function scopeText(world: World, { side, item }: Scope): string {
  if (item !== null) return `the ${side}ed ${itemText(item)}`;
  return `the ${side}s of world \`${worldId(world)}\``;
}

function itemText(item: WorldFunc | WorldInterface): string {
  return `interface \`${externName(item)}\``;
}
