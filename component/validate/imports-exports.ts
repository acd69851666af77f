import { containsBorrow } from '../../canonical-abi/index.js';
import { LIMITS } from '../limits.js';
import { componentMessages } from '../messages.js';
import type { Export, ExportDeclaration, ExternName, Import } from '../model/definitions.js';
import type { Located, Sort, SortIndex } from '../model/sort.js';
import type { ExternType } from '../model/types.js';
import { addExtern } from './check-extern.js';
import { renamed, resourceType } from './entities.js';
import { validationMessages } from './messages.js';
import { reportMismatch, within } from './mismatch.js';
import type { Scope, Side } from './scope.js';
import { freshInstance } from './fresh-resources.js';
import { explainMismatch } from './subtyping.js';
import { kindText, typeText } from './type-text.js';
import {
  ERROR,
  structureOf,
  type CheckedError,
  type CheckedInstanceType,
  type CheckedItem,
  type CheckedType,
  type TypeUse,
} from './types.js';
import { checkUse } from './value-types.js';
import { useValue } from './values.js';

/** @spec Binary.md#import-and-export-definitions */
export function checkImport(scope: Scope, { name, type, ...place }: Import): void {
  const item = checkExternType(scope, type, name, place);
  addToSide(scope, 'import', name, withOwnResources(scope, 'import', item), type.kind, place);
}

/** An export in a component type or an instance type. */
export function checkExportDeclaration(scope: Scope, { name, type, ...place }: ExportDeclaration): void {
  const item = checkExternType(scope, type, name, place);
  addToSide(scope, 'export', name, withOwnResources(scope, 'export', item), type.kind, place);
}

/** @spec Binary.md#import-and-export-definitions */
export function checkExport(scope: Scope, { name, sort, index, type, ...place }: Export): void {
  const found = itemAt(scope, { sort, index }, place);
  const actual: CheckedItem =
    found.kind === 'type' ? { kind: 'type', type: renamed(found.type, name.name) } : found;
  const ascribed = type === null ? null : checkExternType(scope, type, name, place);
  let item = ascribed ?? actual;
  const difference = ascribed === null ? null : explainMismatch(actual, ascribed);
  if (difference !== null) {
    item = reportMismatch(
      scope,
      place,
      within(`the type of the export \`${name.name}\``, difference) ?? difference,
    );
  }
  addToSide(scope, 'export', name, withOwnResources(scope, 'export', item), sort, place);
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
      const use =
        type.bound.kind === 'eq'
          ? useValue(scope, type.bound.value, place)
          : checkUse(scope, type.bound.type, place);
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

/** Sorts of what components import and export; the core sorts but for modules have no types of their own here. */
export function itemAt(scope: Scope, { sort, index }: SortIndex, place: Located): CheckedItem {
  switch (sort) {
    case 'core module':
      return scope.find('core module', index, place);
    case 'func': {
      const type = scope.find('func', index, place);
      return type.kind === 'error' ? type : { kind: 'func', type };
    }
    case 'instance': {
      const type = scope.find('instance', index, place);
      return type.kind === 'error' ? type : { kind: 'instance', type };
    }
    case 'component': {
      const type = scope.find('component', index, place);
      return type.kind === 'error' ? type : { kind: 'component', type };
    }
    case 'type': {
      const type = scope.find('type', index, place);
      return type.kind === 'error' ? type : { kind: 'type', type };
    }
    case 'value': {
      if (!scope.requireFeature(place, 'values', 'cm-values')) return ERROR;
      const type = useValue(scope, index, place);
      return typeof type === 'object' && type.kind === 'error' ? type : { kind: 'value', type };
    }
    default: {
      const args = {
        sort,
        what: 'an import, an export or an argument',
        expected: 'a sort of the component level',
      };
      return scope.fault(componentMessages.sortNotAllowed, place, args);
    }
  }
}

/**
 * An import or export of an instance type has resources of its own, where the type has any: two imports of one type do
 * not share them.
 */
function withOwnResources(scope: Scope, side: 'import' | 'export', item: CheckedItem): CheckedItem {
  const note = (type: CheckedType): void => {
    if (type.kind !== 'resource type') return;
    if (side === 'import') scope.importedResources.push(type.resource);
    else if (!scope.definedResources.has(type.resource)) scope.definedResources.set(type.resource, null);
  };
  if (item.kind === 'type' && item.type.equals === null) note(item.type);
  if (item.kind !== 'instance' || item.type.freshResources.length === 0) return item;
  const { type, resources } = freshInstance(item.type);
  for (const resource of resources) {
    if (side === 'import') scope.importedResources.push(resource);
    else scope.definedResources.set(resource, null);
  }
  return { kind: 'instance', type };
}

function addToSide(
  scope: Scope,
  side: 'import' | 'export',
  name: ExternName,
  item: CheckedItem,
  sort: Sort,
  place: Located,
): void {
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
  if (scope.kind !== 'instance type') nameTypes(scope, side, name.name, item, place);
  addExtern({ scope, side, onSide, name, place }, item);
}

/** How many entries an index space may have; null where the file's size is limit enough. */
const SPACE_LIMITS: Partial<Readonly<Record<Sort, number>>> = {
  'core module': LIMITS.coreModules,
  component: LIMITS.components,
  instance: LIMITS.instances,
  value: LIMITS.values,
};

/** Gives `item` the next index of its sort. */
export function pushItem(scope: Scope, item: CheckedItem, sort: Sort, place: Located): void {
  const space: readonly unknown[] = scope.spaces[sort];
  pushEntry(scope, item, sort);
  const limit = SPACE_LIMITS[sort];
  if (limit === undefined || space.length !== limit + 1) return;
  scope.fault(componentMessages.limitExceeded, place, { count: space.length, what: sort, limit });
}

function pushEntry(scope: Scope, item: CheckedItem, sort: Sort): void {
  const { spaces } = scope;
  switch (item.kind) {
    case 'core module':
      spaces['core module'].push(item);
      break;
    case 'func':
      spaces.func.push(item.type);
      break;
    case 'instance':
      spaces.instance.push(item.type);
      break;
    case 'component':
      spaces.component.push(item.type);
      break;
    case 'type':
      spaces.type.push(item.type);
      break;
    case 'value':
      spaces.value.push(item);
      break;
    case 'error': {
      const space: CheckedError[] = spaces[sort] as CheckedError[];
      space.push(item);
    }
  }
}

/**
 * Checks that what `item` refers to has a name on its side, and gives names to the types that it brings.
 * @spec Explainer.md#external-visibility-of-types
 */
function nameTypes(
  scope: Scope,
  side: 'import' | 'export',
  name: string,
  item: CheckedItem,
  place: Located,
): void {
  const unnamed = new Naming(scope, side).unnamedAfter(item);
  if (unnamed === null) return;
  const message =
    side === 'import' ? validationMessages.importOfUnnamedType : validationMessages.exportOfUnnamedType;
  const type = typeof unnamed === 'string' ? typeText(unnamed) : kindText(unnamed);
  const help = [`${side} the type first, and use the index that this gives it`];
  scope.fault(message, place, { name, type }, { help });
}

class Naming {
  readonly #scope: Scope;
  readonly #side: 'import' | 'export';
  readonly #onSide: Side;
  readonly #visited = new Set<CheckedInstanceType>();

  constructor(scope: Scope, side: 'import' | 'export') {
    this.#scope = scope;
    this.#side = side;
    this.#onSide = side === 'import' ? scope.imports : scope.exports;
  }

  /** What has no name, or null: then all that `item` brings has one. */
  unnamedAfter(item: CheckedItem): CheckedType | TypeUse | null {
    if (item.kind === 'type') return this.#type(item.type);
    if (item.kind !== 'instance') return this.#onSide.visibility.unnamedIn(item);
    if (this.#visited.has(item.type)) return null;
    this.#visited.add(item.type);
    for (const extern of item.type.exports.values()) {
      const unnamed = this.unnamedAfter(extern.item);
      if (unnamed !== null) return unnamed;
    }
    return null;
  }

  #type(type: CheckedType): CheckedType | TypeUse | null {
    const { imports, exports } = this.#scope;
    const referred = type.equals ?? type;
    if (this.#side === 'import' && exports.named.has(referred) && !imports.named.has(referred)) {
      return referred;
    }
    const unnamed = this.#onSide.visibility.unnamedInType(referred);
    if (unnamed !== null) return unnamed;
    exports.named.add(type);
    if (this.#side === 'import') imports.named.add(type);
    return null;
  }
}
