import { assertNever } from '../../base/index.js';
import { componentMessages } from '../messages.js';
import type { Alias, CoreInstance } from '../model/definitions.js';
import type { CoreSort, Located, Sort } from '../model/sort.js';
import { coreMessages } from './core-messages.js';
import type { CoreExtern, CoreInstanceType } from './core-types.js';
import { validationMessages } from './messages.js';
import { reportMismatch } from './mismatch.js';
import { explainCore } from './module-subtyping.js';
import type { Scope } from './scope.js';
import { ERROR, type CheckedError, type CheckedSpaces } from './types.js';

type CoreInstanceEntry = CheckedSpaces['core instance'][number];

/** @spec Explainer.md#instance-definitions */
export function checkCoreInstance(scope: Scope, instance: CoreInstance): void {
  const entry = instance.form === 'exports' ? inlineExports(scope, instance) : instantiate(scope, instance);
  scope.spaces['core instance'].push(entry);
}

type Instantiation = Extract<CoreInstance, { readonly form: 'instantiate' }>;

function instantiate(scope: Scope, instance: Instantiation): CoreInstanceEntry {
  const module = scope.find('core module', instance.module, instance);
  const given = new Map<string, CoreInstanceType | null>();
  for (const { name, instance: index } of instance.arguments) {
    const found = scope.find('core instance', index, instance);
    if (given.has(name)) scope.fault(validationMessages.duplicateArgument, instance, { name });
    given.set(name, found.kind === 'error' ? null : found.exports);
  }
  if (module.kind === 'error') return ERROR;
  const missing = new Set<string>();
  for (const { module: from, name, type } of module.type.imports) {
    const exports = given.get(from);
    if (exports === undefined && !missing.has(from)) {
      missing.add(from);
      scope.fault(validationMessages.missingArgument, instance, { name: from, of: 'core module' });
    }
    if (exports === undefined || exports === null) continue;
    const found = exports.get(name);
    if (found === undefined) {
      scope.fault(validationMessages.missingCoreExport, instance, { module: from, name });
      continue;
    }
    const difference = explainCore(found, type);
    if (difference === null) continue;
    const path = [`the argument \`${from}\``, `the export \`${name}\``, ...difference.path];
    reportMismatch(scope, instance, { ...difference, path });
  }
  return { kind: 'core instance', exports: module.type.exports };
}

type InlineExports = Extract<CoreInstance, { readonly form: 'exports' }>;

/** @returns ERROR if one of the exports is: it would be missed. */
function inlineExports(scope: Scope, instance: InlineExports): CoreInstanceEntry {
  const exports = new Map<string, CoreExtern>();
  const named = new Set<string>();
  let isBroken = false;
  for (const { name, sort, index } of instance.exports) {
    const found = coreItem(scope, sort, index, instance);
    if (named.has(name)) scope.fault(coreMessages.duplicateCoreExport, instance, { name });
    named.add(name);
    if (found.kind === 'error') isBroken = true;
    else exports.set(name, found);
  }
  return isBroken ? ERROR : { kind: 'core instance', exports };
}

function coreItem(scope: Scope, sort: CoreSort, index: number, place: Located): CoreExtern | CheckedError {
  switch (sort) {
    case 'core func':
    case 'core table':
    case 'core memory':
    case 'core global':
      return scope.find(sort, index, place);
    case 'core tag':
      scope.requireFeature(place, 'a tag', 'exceptions');
      return scope.find(sort, index, place);
    case 'core type':
    case 'core module':
    case 'core instance':
      return scope.fault(componentMessages.sortNotAllowed, place, {
        sort,
        what: 'an export of a core instance',
        expected: 'a core func, table, memory, global or tag',
      });
    default:
      return assertNever(sort);
  }
}

type ExportAlias = Extract<Alias, { readonly instance: number }>;

/** The alias of an export of a core instance. */
export function checkCoreAlias(scope: Scope, alias: ExportAlias): void {
  const { sort, instance, name } = alias;
  const found = scope.find('core instance', instance, alias);
  if (sort === 'core tag') scope.requireFeature(alias, 'a tag', 'exceptions');
  const extern = found.kind === 'error' ? ERROR : (found.exports.get(name) ?? null);
  if (extern === null) {
    const of = `core instance ${instance}`;
    pushCore(scope, sort, scope.fault(validationMessages.unknownExport, alias, { name, of }));
  } else if (extern.kind !== 'error' && `core ${extern.kind}` !== sort) {
    const args = { name, expected: sort, found: `core ${extern.kind}` };
    pushCore(scope, sort, scope.fault(validationMessages.exportOfOtherSort, alias, args));
  } else {
    pushCore(scope, sort, extern);
  }
}

/** Adds `extern` to the index space of `sort`, which is its own, or ERROR. */
function pushCore(scope: Scope, sort: Sort, extern: CoreExtern | CheckedError): void {
  const { spaces } = scope;
  switch (extern.kind) {
    case 'func':
      spaces['core func'].push(extern);
      break;
    case 'table':
      spaces['core table'].push(extern);
      break;
    case 'memory':
      spaces['core memory'].push(extern);
      break;
    case 'global':
      spaces['core global'].push(extern);
      break;
    case 'tag':
      spaces['core tag'].push(extern);
      break;
    case 'error':
      spaces[sort].push(extern);
  }
}
