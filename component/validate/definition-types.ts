import { assertNever } from '../../base/index.js';
import type { Declaration, TypeDefinition } from '../model/definitions.js';
import type { Located } from '../model/sort.js';
import type { ComponentType, InstanceType, ResourceType } from '../model/types.js';
import { checkAlias } from './aliases.js';
import { checkCoreType } from './core-definitions.js';
import { coreFuncText } from './core-type-text.js';
import { coreFuncOf } from './core-types.js';
import { extentOfExterns, isWithinLimits, resourceType } from './entities.js';
import { ResourceCollector, explicitResources } from './fresh-resources.js';
import { checkExportDeclaration, checkImport } from './imports-exports.js';
import { validationMessages } from './messages.js';
import { Scope } from './scope.js';
import {
  ERROR,
  type CheckedComponentType,
  type CheckedError,
  type CheckedInstanceType,
  type CheckedResourceType,
  type CheckedType,
  type Resource,
} from './types.js';
import { checkDefinedType, checkFuncType } from './value-types.js';

/** @spec Binary.md#type-definitions */
export function checkType(scope: Scope, { type, ...place }: TypeDefinition): void {
  scope.spaces.type.push(checkedType(scope, type, place));
}

function checkedType(scope: Scope, type: TypeDefinition['type'], place: Located): CheckedType | CheckedError {
  switch (type.kind) {
    case 'func':
      return checkFuncType(scope, type, place);
    case 'component':
      return checkComponentType(scope, type, place);
    case 'instance':
      return checkInstanceType(scope, type, place);
    case 'resource':
      return checkResourceType(scope, type, place);
    default:
      return checkDefinedType(scope, type, place);
  }
}

/** @spec Explainer.md#definition-types */
function checkResourceType(
  scope: Scope,
  { representation, destructor }: ResourceType,
  place: Located,
): CheckedResourceType | CheckedError {
  if (scope.kind !== 'component') {
    return scope.fault(validationMessages.resourceInType, place, { scope: scope.kind });
  }
  if (representation !== 'i32' && representation !== 'i64') {
    const found = typeof representation === 'string' ? `\`${representation}\`` : 'a reference type';
    return scope.fault(validationMessages.badRepresentation, place, { found });
  }
  if (representation === 'i64' && !scope.requireFeature(place, 'resources represented by `i64`', 'cm64')) {
    return ERROR;
  }
  if (destructor !== null) checkDestructor(scope, representation, destructor, place);
  const type = resourceType(null);
  scope.definedResources.set(type.resource, representation);
  return type;
}

function checkDestructor(scope: Scope, representation: 'i32' | 'i64', index: number, place: Located): void {
  const entry = scope.find('core func', index, place);
  if (entry.kind === 'error') return;
  const func = coreFuncOf(entry);
  const [param] = func?.params ?? [];
  if (func === null || (func.params.length === 1 && param === representation && func.results.length === 0))
    return;
  const expected = `a destructor of the type \`${coreFuncText({ params: [representation], results: [] })}\``;
  scope.fault(validationMessages.badDestructorType, place, { expected, found: `\`${coreFuncText(func)}\`` });
}

function checkInstanceType(
  outer: Scope,
  { declarations }: InstanceType,
  place: Located,
): CheckedInstanceType | CheckedError {
  const scope = new Scope('instance type', outer, outer.slice, outer.run);
  for (const declaration of declarations) checkDeclaration(scope, declaration);
  const exports = scope.exports.externs;
  const extent = extentOfExterns(exports);
  if (!isWithinLimits(outer, place, extent)) return ERROR;
  return {
    kind: 'instance type',
    name: null,
    equals: null,
    exports,
    freshResources: [...scope.definedResources.keys()],
    ...extent,
  };
}

function checkComponentType(
  outer: Scope,
  { declarations }: ComponentType,
  place: Located,
): CheckedComponentType | CheckedError {
  const scope = new Scope('component type', outer, outer.slice, outer.run);
  for (const declaration of declarations) checkDeclaration(scope, declaration);
  return finishComponentType(scope, place);
}

function checkDeclaration(scope: Scope, declaration: Declaration): void {
  if (scope.isFull) return;
  switch (declaration.kind) {
    case 'core type':
      checkCoreType(scope, declaration);
      break;
    case 'type':
      checkType(scope, declaration);
      break;
    case 'alias':
      checkAlias(scope, declaration);
      break;
    case 'import':
      checkImport(scope, declaration);
      break;
    case 'export declaration':
      checkExportDeclaration(scope, declaration);
      break;
    default:
      assertNever(declaration);
  }
}

/**
 * The type of a component or component type all of whose definitions have been looked through.
 * @spec Explainer.md#type-checking
 */
export function finishComponentType(scope: Scope, place: Located): CheckedComponentType | CheckedError {
  const imports = scope.imports.externs;
  const exports = scope.exports.externs;
  const extent = extentOfExterns(imports, exports);
  if (!isWithinLimits(scope, place, extent)) return ERROR;
  checkImportedResources(scope, place);
  return {
    kind: 'component type',
    name: null,
    equals: null,
    imports,
    exports,
    importedResources: scope.importedResources,
    freshResources: exportedResources(scope, place),
    ...extent,
  };
}

/** Nothing that a component defines can be in the types of its imports: they are there before it. */
function checkImportedResources(scope: Scope, place: Located): void {
  if (scope.definedResources.size === 0) return;
  for (const [name, { item }] of scope.imports.externs) {
    const { found } = new ResourceCollector().item(item);
    for (const resource of found) {
      if (scope.definedResources.has(resource)) {
        scope.fault(validationMessages.localResourceInImports, place, { name });
        return;
      }
    }
  }
}

/** The resources of the component that its exports refer to. Each of them has to be exported itself. */
function exportedResources(scope: Scope, place: Located): readonly Resource[] {
  if (scope.definedResources.size === 0) return [];
  const { found } = new ResourceCollector().externs(scope.exports.externs);
  const referred = [...scope.definedResources.keys()].filter((resource) => found.has(resource));
  if (referred.length === 0) return [];
  const explicit = explicitResources(scope.exports.externs);
  const hidden = new Set(referred.filter((resource) => !explicit.has(resource)));
  if (hidden.size === 0) return referred;
  for (const [name, { item }] of scope.exports.externs) {
    const inItem = new ResourceCollector().item(item).found;
    if (![...inItem].some((resource) => hidden.has(resource))) continue;
    scope.fault(validationMessages.resourceNotExported, place, { name });
    break;
  }
  return referred.filter((resource) => explicit.has(resource));
}
