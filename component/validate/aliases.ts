import { nearest } from '../../base/index.js';
import type { Alias } from '../model/definitions.js';
import { checkCoreAlias } from './core-instances.js';
import { isWithinLimits } from './entities.js';
import { ResourceCollector } from './fresh-resources.js';
import { pushItem } from './items.js';
import { validationMessages } from './messages.js';
import type { Scope } from './scope.js';
import { ERROR, type CheckedError, type CheckedItem, type CheckedType } from './types.js';

type OuterAlias = Extract<Alias, { readonly target: 'outer' }>;
type ExportAlias = Exclude<Alias, OuterAlias>;

/** @spec Explainer.md#alias-definitions */
export function checkAlias(scope: Scope, alias: Alias): void {
  if (scope.kind !== 'component' && !isAllowedInType(alias)) {
    const found = `a ${alias.sort}`;
    scope.fault(validationMessages.aliasNotAllowedInType, alias, { scope: scope.kind, found });
    pushError(scope, alias);
  } else if (alias.target === 'outer') pushOuter(scope, alias);
  else if (alias.target === 'core export') checkCoreAlias(scope, alias);
  else pushItem(scope, exportOf(scope, alias), alias.sort, alias);
}

function isAllowedInType({ target, sort }: Alias): boolean {
  if (target === 'export') return sort === 'type' || sort === 'instance';
  return target === 'outer' && (sort === 'type' || sort === 'core type');
}

function pushError(scope: Scope, { sort }: Alias): void {
  const space = scope.spaces[sort] as CheckedError[];
  space.push(ERROR);
}

function exportOf(scope: Scope, alias: ExportAlias): CheckedItem {
  if (alias.sort === 'value' && !scope.requireFeature(alias, 'values', 'cm-values')) return ERROR;
  const instance = scope.find('instance', alias.instance, alias);
  if (instance.kind === 'error') return instance;
  const extern = instance.exports.get(alias.name);
  if (extern === undefined) {
    const of = instance.name === null ? 'instance' : `instance \`${instance.name}\``;
    const near = nearest(alias.name, instance.exports.keys());
    const help = near === null ? [] : [`did you mean \`${near}\`?`];
    return scope.fault(validationMessages.unknownExport, alias, { name: alias.name, of }, { help });
  }
  const { item } = extern;
  if (item.kind === alias.sort || item.kind === 'error') return item;
  const args = { name: alias.name, expected: alias.sort, found: item.kind };
  return scope.fault(validationMessages.exportOfOtherSort, alias, args);
}

function pushOuter(scope: Scope, alias: OuterAlias): void {
  const outer = scope.outer(alias.count);
  if (outer === null) {
    const depth = depthOf(scope);
    scope.fault(validationMessages.unknownOuterScope, alias, { count: alias.count, depth });
    pushError(scope, alias);
    return;
  }
  switch (alias.sort) {
    case 'core module':
      scope.spaces['core module'].push(findOuter(scope, outer, alias, 'core module'));
      break;
    case 'core type':
      scope.spaces['core type'].push(findOuter(scope, outer, alias, 'core type'));
      break;
    case 'component':
      scope.spaces.component.push(findOuter(scope, outer, alias, 'component'));
      break;
    case 'type':
      scope.spaces.type.push(outerType(scope, outer, alias));
      break;
    default:
      // The decoder lets no other sort pass; who builds components by hand gets an error in its place.
      pushError(scope, alias);
  }
}

function depthOf(scope: Scope): number {
  let depth = 0;
  for (let each: Scope | null = scope; each !== null; each = each.parent) depth++;
  return depth;
}

/** Looks in `outer`, but reports in `scope`, where the alias stands. */
function findOuter<S extends 'core module' | 'core type' | 'component' | 'type'>(
  scope: Scope,
  outer: Scope,
  alias: OuterAlias,
  sort: S,
): Scope['spaces'][S][number] | CheckedError {
  const space: readonly Scope['spaces'][S][number][] = outer.spaces[sort];
  const args = { sort, index: alias.index, count: space.length };
  return space[alias.index] ?? scope.fault(validationMessages.indexOutOfBounds, alias, args);
}

/**
 * A component is to be usable without the one around it: what it takes from there may not refer to resources, which are
 * another one's each time that it is instantiated. Types within a component may refer to its resources all the same.
 */
function outerType(scope: Scope, outer: Scope, alias: OuterAlias): CheckedType | CheckedError {
  const type = findOuter(scope, outer, alias, 'type');
  if (type.kind === 'error' || alias.count === 0) return type;
  const crossed = scope.outer(alias.count - 1);
  if (crossed === null || crossed.kind !== 'component') return type;
  crossed.outerWeight += type.weight;
  if (!isWithinLimits(scope, alias, { ...type, weight: crossed.outerWeight })) return ERROR;
  const [resource] = new ResourceCollector().type(type).found;
  if (resource === undefined) return type;
  return scope.fault(validationMessages.outerResourceType, alias, { resource: resource.name });
}
