import { containsBorrow } from '../../canonical-abi/index.js';
import { LIMITS } from '../limits.js';
import type { Export, ExportDeclaration, ExternName, Import } from '../model/definitions.js';
import type { Located, Sort } from '../model/sort.js';
import type { ExternType } from '../model/types.js';
import { addExtern } from './check-extern.js';
import { extentOfItem, isWithinLimits, renamed, resourceType } from './entities.js';
import { freshInstance } from './fresh-resources.js';
import { itemAt, pushItem } from './items.js';
import { validationMessages } from './messages.js';
import { reportMismatch, within, type Mismatch } from './mismatch.js';
import { nameTypes } from './naming.js';
import type { Scope } from './scope.js';
import { explainOpenMismatch } from './subtyping.js';
import { kindText, typeText } from './type-text.js';
import { ERROR, structureOf, type CheckedError, type CheckedItem, type Resource } from './types.js';
import { checkUse } from './value-types.js';

/** @spec Binary.md#import-and-export-definitions */
export function checkImport(scope: Scope, { name, type, ...place }: Import): void {
  const item = checkExternType(scope, type, name, place);
  addToSide(scope, { side: 'import', name, sort: type.kind, place }, item);
}

/** An export in a component type or an instance type. */
export function checkExportDeclaration(scope: Scope, { name, type, ...place }: ExportDeclaration): void {
  const item = checkExternType(scope, type, name, place);
  addToSide(scope, { side: 'export', name, sort: type.kind, place }, item);
}

/** @spec Binary.md#import-and-export-definitions */
export function checkExport(scope: Scope, { name, sort, index, type, ...place }: Export): void {
  const found = itemAt(scope, { sort, index }, place);
  const actual: CheckedItem =
    found.kind === 'type' ? { kind: 'type', type: renamed(found.type, name.name) } : found;
  const ascribed = type === null ? null : checkExternType(scope, type, name, place);
  let item = ascribed ?? actual;
  const difference = ascribed === null ? null : explainAscription(actual, ascribed);
  if (difference !== null) {
    const inner = within(`the type of the export \`${name.name}\``, difference);
    item = reportMismatch(scope, place, inner);
  }
  addToSide(scope, { side: 'export', name, sort, place }, item);
}

/**
 * Whether an export may be given a type. Resources that the type says nothing about but that they are some stand for those
 * that are there, and hide which ones they are. (wasm-tools has not got this far, and refuses such an export.)
 */
function explainAscription(actual: CheckedItem, ascribed: CheckedItem): Mismatch | null {
  return explainOpenMismatch(actual, ascribed, ownResources(ascribed));
}

/** The resources that are fresh in each import or export of the type of `item`. */
function ownResources(item: CheckedItem): readonly Resource[] {
  if (item.kind === 'instance') return item.type.freshResources;
  const isOwn = item.kind === 'type' && item.type.kind === 'resource type' && item.type.equals === null;
  return isOwn ? [item.type.resource] : [];
}

/** The type of an import or export; for one of a type, the entity that it makes. */
function checkExternType(scope: Scope, type: ExternType, { name }: ExternName, place: Located): CheckedItem {
  switch (type.kind) {
    case 'core module': {
      const entry = scope.find('core type', type.type, place);
      if (entry.kind === 'error') return entry;
      if (entry.kind === 'module type') return { kind: 'core module', type: entry.type };
      return wrongKind(scope, place, 'a core module type', 'another core type', type.type);
    }
    case 'func': {
      const entity = scope.find('type', type.type, place);
      if (entity.kind === 'func type') return { kind: 'func', type: entity };
      return entity.kind === 'error'
        ? entity
        : wrongKind(scope, place, 'a func type', kindText(entity), type.type);
    }
    case 'instance': {
      const entity = scope.find('type', type.type, place);
      if (entity.kind === 'instance type') return { kind: 'instance', type: entity };
      return entity.kind === 'error'
        ? entity
        : wrongKind(scope, place, 'an instance type', kindText(entity), type.type);
    }
    case 'component': {
      const entity = scope.find('type', type.type, place);
      if (entity.kind === 'component type') return { kind: 'component', type: entity };
      return entity.kind === 'error'
        ? entity
        : wrongKind(scope, place, 'a component type', kindText(entity), type.type);
    }
    case 'value': {
      if (!scope.requireFeature(place, 'values', 'cm-values')) return ERROR;
      if (type.bound.kind === 'eq') return scope.find('value', type.bound.value, place);
      const use = checkUse(scope, type.bound.type, place);
      return typeof use === 'object' && use.kind === 'error' ? use : { kind: 'value', type: use };
    }
    case 'type': {
      if (type.bound.kind === 'sub resource') return { kind: 'type', type: resourceType(name) };
      const entity = scope.find('type', type.bound.type, place);
      return entity.kind === 'error' ? entity : { kind: 'type', type: renamed(entity, name) };
    }
  }
}

function wrongKind(
  scope: Scope,
  place: Located,
  expected: string,
  found: string,
  index: number,
): CheckedError {
  return scope.fault(validationMessages.wrongKindOfType, place, { expected, found, index });
}

/**
 * An import or export of an instance type has resources of its own, where the type has any: two imports of one type do
 * not share them.
 */
function withOwnResources(scope: Scope, side: 'import' | 'export', item: CheckedItem): CheckedItem {
  const isInstance = item.kind === 'instance' && item.type.freshResources.length > 0;
  const own = isInstance ? freshInstance(item.type) : { type: null, resources: ownResources(item) };
  for (const resource of own.resources) {
    if (side === 'import') scope.importedResources.push(resource);
    else if (!scope.definedResources.has(resource)) scope.definedResources.set(resource, null);
  }
  return own.type === null ? item : { kind: 'instance', type: own.type };
}

/** An import or export apart from what it is. */
interface Addition {
  readonly side: 'import' | 'export';
  readonly name: ExternName;
  readonly sort: Sort;
  readonly place: Located;
}

/** All imports and exports of a scope together are a type too, and so are no larger than one may be. */
function withinLimits(scope: Scope, item: CheckedItem, place: Located): CheckedItem {
  const { weight, depth } = extentOfItem(item);
  const hadRoom = scope.weight < LIMITS.typeWeight;
  scope.weight += weight;
  if (!hadRoom) return ERROR;
  return isWithinLimits(scope, place, { weight: scope.weight, depth: depth + 1 }) ? item : ERROR;
}

function addToSide(scope: Scope, { side, name, sort, place }: Addition, found: CheckedItem): void {
  const item = withOwnResources(scope, side, withinLimits(scope, found, place));
  if (side === 'export' && item.kind === 'value' && containsBorrow(structureOf(item.type))) {
    scope.fault(validationMessages.borrowInValue, place, { found: typeText(item.type) });
  }
  pushItem(scope, item, sort, place);
  const isExport = side === 'export';
  const onSide = isExport ? scope.exports : scope.imports;
  if (isExport && item.kind === 'value') scope.usedValues.add(scope.spaces.value.length - 1);
  if (item.kind === 'type' && item.type.kind === 'resource type') {
    onSide.resources.set(item.type, name.name);
    onSide.resourceNames.add(name.name);
  }
  const isNamed = scope.kind === 'instance type' || nameTypes(scope, side, name.name, item, place);
  addExtern({ scope, side, onSide, name, place }, isNamed ? item : ERROR);
}
