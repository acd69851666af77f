import { assertNever } from '../../base/index.js';
import type { Builtin, Canon, CanonOption } from '../model/canon.js';
import { coreValTypeText } from './print-core-types.js';
import { valTypeText } from './print-types.js';
import type { Scope } from './scope.js';
import { form, words } from './text.js';

/** @param place the name and index that it takes */
export function canonText(canon: Canon, place: string, scope: Scope): string {
  switch (canon.name) {
    case 'lift': {
      const func = form('core func', scope.use('core func', canon.coreFunc));
      const lift = form('canon lift', func, optionsText(canon.options, scope));
      return form('func', place, form('type', scope.use('type', canon.type)), lift);
    }
    case 'lower': {
      const func = form('func', scope.use('func', canon.func));
      return form('core func', place, form('canon lower', func, optionsText(canon.options, scope)));
    }
    default:
      return form('core func', place, form('canon', textName(canon), immediatesText(canon, scope)));
  }
}

/** What native tools read; the specification writes it with a hyphen. */
function textName({ name }: Builtin): string {
  return name === 'thread.available-parallelism' ? 'thread.available_parallelism' : name;
}

function immediatesText(builtin: Builtin, scope: Scope): string {
  switch (builtin.name) {
    case 'stream.read':
    case 'stream.write':
    case 'future.read':
    case 'future.write':
      return words(scope.use('type', builtin.type), optionsText(builtin.options, scope));
    case 'stream.cancel-read':
    case 'stream.cancel-write':
    case 'future.cancel-read':
    case 'future.cancel-write':
      return words(scope.use('type', builtin.type), builtin.async ? 'async' : '');
    case 'subtask.cancel':
      return builtin.async ? 'async' : '';
    case 'task.return': {
      const result = builtin.result === null ? '' : form('result', valTypeText(builtin.result, scope));
      return words(result, optionsText(builtin.options, scope));
    }
    case 'error-context.new':
    case 'error-context.debug-message':
      return optionsText(builtin.options, scope);
    case 'context.get':
    case 'context.set':
      return words(coreValTypeText(builtin.type), String(builtin.slot));
    case 'waitable-set.wait':
    case 'waitable-set.poll':
      return form('memory', scope.use('core memory', builtin.memory));
    case 'thread.spawn-ref':
      return words(sharedText(builtin), scope.use('core type', builtin.type));
    case 'thread.new-indirect':
      return words(scope.use('core type', builtin.type), scope.use('core table', builtin.table));
    case 'thread.spawn-indirect': {
      const type = scope.use('core type', builtin.type);
      return words(sharedText(builtin), type, scope.use('core table', builtin.table));
    }
    case 'thread.available-parallelism':
      return sharedText(builtin);
    default:
      return 'type' in builtin ? scope.use('type', builtin.type) : '';
  }
}

function sharedText({ shared }: { readonly shared: boolean | null }): string {
  return shared === true ? 'shared' : '';
}

function optionsText(options: readonly CanonOption[], scope: Scope): string {
  return words(...options.map((option) => optionText(option, scope)));
}

function optionText(option: CanonOption, scope: Scope): string {
  switch (option.kind) {
    case 'utf8':
    case 'utf16':
    case 'latin1+utf16':
      return `string-encoding=${option.kind}`;
    case 'async':
    case 'gc':
      return option.kind;
    case 'memory':
      return form('memory', scope.use('core memory', option.index));
    case 'core-type':
      return form('core-type', scope.use('core type', option.index));
    case 'realloc':
    case 'post-return':
    case 'callback':
      return form(option.kind, scope.use('core func', option.index));
    default:
      return assertNever(option);
  }
}
