import type { Builtin } from '../model/canon.js';
import type { Located } from '../model/sort.js';
import { canonMessages } from './canon-messages.js';
import { explainCoreMismatch } from './core-subtyping.js';
import { coreExternText, coreFuncText } from './core-type-text.js';
import type { CoreDefinedType, CoreExtern } from './core-types.js';
import { validationMessages } from './messages.js';
import type { Scope } from './scope.js';
import { ERROR, type CheckedError, type CheckedSpaces } from './types.js';

type CoreFuncEntry = CheckedSpaces['core func'][number];

type ThreadBuiltin = Extract<
  Builtin,
  {
    readonly name:
      'thread.new-indirect' | 'thread.spawn-ref' | 'thread.spawn-indirect' | 'thread.available-parallelism';
  }
>;

/** The built-ins that start threads, and the one that says how many run at once. */
export function checkThreadBuiltin(scope: Scope, place: Located, builtin: ThreadBuiltin): CoreFuncEntry {
  const { name } = builtin;
  const { coreTypes } = scope.run;
  const isNew = name === 'thread.new-indirect';
  scope.requireFeature(place, `\`${name}\``, isNew ? 'cm-threading' : 'shared-everything-threads');
  switch (name) {
    case 'thread.new-indirect': {
      const start = startType(scope, place, name, builtin.type, false);
      const pointer = checkTable(scope, place, name, builtin.table, false);
      const argument = start.kind === 'error' ? 'i32' : start.argument;
      return { kind: 'func', type: coreTypes.func([pointer, argument], ['i32']), exact: false };
    }
    case 'thread.spawn-ref': {
      const start = startType(scope, place, name, builtin.type, true);
      if (start.kind === 'error') return ERROR;
      return { kind: 'func', type: coreTypes.sharedFunc(start.type, ['i32'], ['i32']), exact: false };
    }
    case 'thread.spawn-indirect':
      startType(scope, place, name, builtin.type, true);
      checkTable(scope, place, name, builtin.table, true);
      return { kind: 'func', type: coreTypes.sharedFunc(null, ['i32', 'i32'], ['i32']), exact: false };
    case 'thread.available-parallelism':
      return { kind: 'func', type: coreTypes.sharedFunc(null, [], ['i32']), exact: false };
  }
}

interface StartType {
  readonly kind: 'start type';
  readonly type: CoreDefinedType;
  readonly argument: 'i32' | 'i64';
}

/**
 * The type at `index` of what a thread starts with: a function of one number.
 * @spec CanonicalABI.md#-canon-threadnew-indirect
 */
function startType(
  scope: Scope,
  place: Located,
  builtin: ThreadBuiltin['name'],
  index: number,
  shared: boolean,
): StartType | CheckedError {
  const found = scope.find('core type', index, place);
  if (found.kind === 'error') return ERROR;
  const type = found.kind === 'core type' ? found.type : null;
  const func = type?.composite.kind === 'func' ? type.composite : null;
  const [argument] = func?.params ?? [];
  const isOne = func !== null && func.params.length === 1 && func.results.length === 0;
  const isWide = argument === 'i64' && !shared && scope.run.features.has('cm64');
  if (type !== null && isOne && (argument === 'i32' || isWide) && type.shared === shared) {
    return { kind: 'start type', type, argument: isWide ? 'i64' : 'i32' };
  }
  const what = `${type?.shared === true ? 'shared ' : ''}${func === null ? `${type?.composite.kind ?? 'module'} type` : coreFuncText(func)}`;
  return scope.fault(canonMessages.badThreadStartType, place, {
    builtin,
    expected: shared ? '`shared (param i32)`' : '`(param i32)`',
    found: `\`${what}\``,
  });
}

/** Checks the table from which the function is taken; gives the type of indexes into it. */
function checkTable(
  scope: Scope,
  place: Located,
  builtin: ThreadBuiltin['name'],
  index: number,
  shared: boolean,
): 'i32' | 'i64' {
  const found = scope.find('core table', index, place);
  if (found.kind === 'error') return 'i32';
  const { is64 } = found.table.limits;
  if (is64 && !shared) scope.requireFeature(place, 'a table with 64-bit indexes', 'cm64');
  const expected: CoreExtern = {
    kind: 'table',
    table: {
      element: { nullable: true, heap: { kind: 'abstract', name: 'func', shared } },
      limits: { minimum: 0n, maximum: null, is64: is64 && !shared, shared },
    },
  };
  if (explainCoreMismatch(found, expected) !== null) {
    scope.fault(validationMessages.coreTypeMismatch, place, {
      path: [`the table of \`${builtin}\``],
      expected: `\`${coreExternText(expected)}\``,
      found: `\`${coreExternText(found)}\``,
    });
  }
  return is64 ? 'i64' : 'i32';
}
