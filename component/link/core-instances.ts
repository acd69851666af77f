import { InternalError } from '../../base/index.js';
import type { CoreInstance } from '../model/definitions.js';
import type { CoreSort, Sort } from '../model/sort.js';
import type { Draft } from './draft.js';
import { type CoreInstanceItem, type Environment, isCoreItemSort } from './environment.js';
import type { CoreItem, LinkStep } from './plan.js';

type Instantiation = Extract<CoreInstance, { readonly form: 'instantiate' }>;
type Argument = Extract<LinkStep, { readonly kind: 'instantiate' }>['arguments'][number];

/** @spec Explainer.md#instance-definitions */
export function planCoreInstance(draft: Draft, environment: Environment, definition: CoreInstance): void {
  environment.spaces['core instance'].push(
    definition.form === 'exports'
      ? instanceOf(draft, environment, definition.exports)
      : instantiated(draft, environment, definition),
  );
}

function instanceOf(
  draft: Draft,
  environment: Environment,
  exports: Extract<CoreInstance, { readonly form: 'exports' }>['exports'],
): CoreInstanceItem {
  draft.spend(exports.length);
  const items = exports.map(({ name, sort, index }) => [name, coreItemAt(environment, sort, index)] as const);
  return { form: 'exports', exports: new Map(items) };
}

function coreItemAt(environment: Environment, sort: CoreSort, index: number): CoreItem {
  if (!isCoreItemSort(sort)) throw new InternalError(`a ${sort} is an export of a validated core instance`);
  return environment.find(sort, index);
}

function instantiated(draft: Draft, environment: Environment, definition: Instantiation): CoreInstanceItem {
  const { module, type } = environment.find('core module', definition.module);
  draft.spend(type.imports.length);
  const given = new Map(
    definition.arguments.map(({ name, instance }) => [name, environment.find('core instance', instance)]),
  );
  const args = type.imports.map((wanted): Argument => {
    const from = given.get(wanted.module);
    if (from === undefined) throw new InternalError(`the core module is not given \`${wanted.module}\``);
    const item = coreExport(from, `core ${wanted.type.kind}`, wanted.name);
    return { module: wanted.module, name: wanted.name, item };
  });
  const { instance } = environment;
  const coreInstance = draft.step({ kind: 'instantiate', module, instance, arguments: args });
  return { form: 'instantiated', coreInstance };
}

/** Gives what a core instance exports an index. */
export function aliasCore(environment: Environment, sort: Sort, instance: number, name: string): void {
  if (!isCoreItemSort(sort)) throw new InternalError(`a ${sort} is an alias of a validated core instance`);
  environment.spaces[sort].push(coreExport(environment.find('core instance', instance), sort, name));
}

function coreExport(from: CoreInstanceItem, sort: CoreSort, name: string): CoreItem {
  if (from.form === 'instantiated')
    return { kind: 'core export', sort, coreInstance: from.coreInstance, name };
  const item = from.exports.get(name);
  if (item === undefined)
    throw new InternalError(`no export \`${name}\` in a core instance of a validated component`);
  return item;
}
