import { nearest, type Label } from '../../base/index.js';
import { containsBorrow } from '../../canonical-abi/index.js';
import { LIMITS } from '../limits.js';
import { componentMessages } from '../messages.js';
import type { InlineExport, Instance, InstanceArgument } from '../model/definitions.js';
import type { Located } from '../model/sort.js';
import { addExtern } from './check-extern.js';
import { extentOfExterns, isWithinLimits } from './entities.js';
import { freshOnes } from './fresh-resources.js';
import { itemAt } from './items.js';
import { validationMessages } from './messages.js';
import { reportMismatch, within } from './mismatch.js';
import { newSide, type Scope } from './scope.js';
import { Substitution } from './substitution.js';
import { compareSupply } from './subtyping.js';
import { typeText } from './type-text.js';
import {
  ERROR,
  structureOf,
  type CheckedComponentType,
  type CheckedError,
  type CheckedExtern,
  type CheckedInstanceType,
  type CheckedItem,
  type CheckedType,
  type Resource,
} from './types.js';

/** @spec Binary.md#instance-definitions */
export function checkInstance(scope: Scope, instance: Instance): void {
  const { spaces } = scope;
  spaces.instance.push(
    instance.form === 'exports'
      ? instanceOf(scope, instance.exports, instance)
      : instantiate(scope, instance.component, instance.arguments, instance),
  );
  const count = spaces.instance.length + spaces['core instance'].length;
  if (count !== LIMITS.instances + 1) return;
  scope.fault(componentMessages.limitExceeded, instance, {
    count,
    what: 'instance',
    limit: LIMITS.instances,
  });
}

/** The type of an instance made of definitions. */
function instanceOf(
  scope: Scope,
  exports: readonly InlineExport[],
  place: Located,
): CheckedInstanceType | CheckedError {
  // No index is introduced here, so there is nothing to which a method could be attached.
  const onSide = newSide();
  for (const { name, sort, index } of exports) {
    const item = itemAt(scope, { sort, index }, place);
    if (item.kind === 'value' && containsBorrow(structureOf(item.type))) {
      scope.fault(validationMessages.borrowInValue, place, { found: typeText(item.type) });
    }
    addExtern({ scope, side: 'export', onSide, name, place }, item);
  }
  return instanceType(scope, onSide.externs, place);
}

function instanceType(
  scope: Scope,
  exports: ReadonlyMap<string, CheckedExtern>,
  place: Located,
): CheckedInstanceType | CheckedError {
  const extent = extentOfExterns(exports);
  if (!isWithinLimits(scope, place, extent)) return ERROR;
  return { kind: 'instance type', name: null, equals: null, exports, freshResources: [], ...extent };
}

function instantiate(
  scope: Scope,
  index: number,
  args: readonly InstanceArgument[],
  place: Located,
): CheckedInstanceType | CheckedError {
  const type = scope.find('component', index, place);
  const supplied = new Map<string, CheckedItem>();
  for (const { name, ...argument } of args) {
    const item = itemAt(scope, argument, place);
    if (!supplied.has(name)) supplied.set(name, item);
    else scope.fault(validationMessages.duplicateArgument, place, { name });
  }
  if (type.kind === 'error' || scope.run.budget.left < 0) return ERROR;
  const resources = checkArguments(scope, type, supplied, place);
  const fresh = freshOnes(type.freshResources);
  for (const resource of fresh.values()) scope.definedResources.set(resource, null);
  const renamings = renamingsOf(supplied, type.imports);
  const substitution = new Substitution(new Map([...resources, ...fresh]), renamings);
  const exports = substitution.externs(type.exports);
  if (!spend(scope, substitution.made, place)) return ERROR;
  return instanceType(scope, exports, place);
}

/** Each instantiation makes types anew. What that takes comes from the budget of the file, which it cannot exceed. */
function spend(scope: Scope, made: number, place: Located): boolean {
  const { budget } = scope.run;
  budget.left -= made;
  if (budget.left >= 0) return true;
  const args = { count: LIMITS.items - budget.left, what: 'item', limit: LIMITS.items };
  scope.fault(componentMessages.limitExceeded, place, args);
  return false;
}

/** Reports what does not fit. @returns what the resources of the imports stand for */
function checkArguments(
  scope: Scope,
  { imports, importedResources }: CheckedComponentType,
  supplied: ReadonlyMap<string, CheckedItem>,
  place: Located,
): ReadonlyMap<Resource, Resource> {
  const { resources, mismatches, missing } = compareSupply(supplied, imports, importedResources);
  for (const name of missing) {
    const secondary = importedAt(imports, name);
    const near = nearest(
      name,
      [...supplied.keys()].filter((each) => !imports.has(each)),
    );
    const help =
      near === null ? [] : [`nobody asks for the argument \`${near}\`: is it meant for this import?`];
    scope.fault(validationMessages.missingArgument, place, { name, of: 'component' }, { secondary, help });
  }
  for (const [name, difference] of mismatches) {
    reportMismatch(scope, place, within(`the argument \`${name}\``, difference), imports.get(name)?.at);
  }
  return resources;
}

function importedAt(imports: ReadonlyMap<string, CheckedExtern>, name: string): readonly Label[] {
  const at = imports.get(name)?.at;
  return at === undefined ? [] : [{ at, label: 'imported here' }];
}

/** The types that were supplied in the places of imported ones: whoever uses the instance knows them by their names. */
function renamingsOf(
  supplied: ReadonlyMap<string, CheckedItem>,
  imports: ReadonlyMap<string, CheckedExtern>,
): ReadonlyMap<CheckedType, CheckedType> {
  const renamings = new Map<CheckedType, CheckedType>();
  const visited = new Map<CheckedInstanceType, CheckedInstanceType>();
  const rename = (expected: CheckedItem, found: CheckedItem | undefined): void => {
    if (expected.kind === 'type' && found?.kind === 'type') {
      if (found.type.kind === expected.type.kind) renamings.set(expected.type, found.type);
    } else if (expected.kind === 'instance' && found?.kind === 'instance') {
      if (expected.type === found.type || visited.get(expected.type) === found.type) return;
      visited.set(expected.type, found.type);
      const { exports } = found.type;
      for (const [name, { item }] of expected.type.exports) rename(item, exports.get(name)?.item);
    }
  };
  for (const [name, { item }] of imports) rename(item, supplied.get(name));
  return renamings;
}
