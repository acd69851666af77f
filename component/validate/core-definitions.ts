import type { CoreTypeDefinition } from '../model/definitions.js';
import type { ModuleDeclaration, ModuleType, RecType } from '../model/core-types.js';
import type { Located } from '../model/sort.js';
import { checkSupertypes, externIn, type CoreSite, type ReportingScope } from './core-externs.js';
import { coreMessages } from './core-messages.js';
import { needsOfRec } from './core-needs.js';
import type { CoreDefinedType, CoreExtern, CoreModuleImport, CoreModuleType } from './core-types.js';
import { validationMessages } from './messages.js';
import type { Scope } from './scope.js';
import { ERROR } from './types.js';

/** @spec Explainer.md#type-definitions */
export function checkCoreType(scope: Scope, definition: CoreTypeDefinition): void {
  const { type } = definition;
  const site = siteOf(scope, definition);
  const space = scope.spaces['core type'];
  if (type.kind === 'module') {
    const module = checkModuleType(scope, type, site);
    space.push(module === null ? ERROR : { kind: 'module type', type: module });
    return;
  }
  const group = checkRecType(scope, type, new ComponentCoreTypes(scope), site);
  for (const each of group) space.push(each === null ? ERROR : { kind: 'core type', type: each });
}

/** Reports each missing feature once. */
function siteOf(scope: Scope, place: Located): CoreSite {
  const needed = new Set<string>();
  return {
    fault: (definition, args) => {
      scope.fault(definition, place, args);
    },
    need: (feature, what) => {
      if (needed.has(feature)) return;
      needed.add(feature);
      scope.requireFeature(place, what, feature);
    },
  };
}

/** The core types of a component, where module types stand among the others. */
class ComponentCoreTypes implements ReportingScope {
  readonly #scope: Scope;

  constructor(scope: Scope) {
    this.#scope = scope;
  }

  get count(): number {
    return this.#scope.spaces['core type'].length;
  }

  typeAt(index: number): CoreDefinedType | null {
    const entry = this.#scope.spaces['core type'][index];
    return entry?.kind === 'core type' ? entry.type : null;
  }

  reportMissing(index: number, site: CoreSite): void {
    const entry = this.#scope.spaces['core type'][index];
    if (entry?.kind === 'error') return;
    if (entry === undefined) {
      site.fault(validationMessages.indexOutOfBounds, { sort: 'core type', index, count: this.count });
    } else {
      const args = { index, expected: 'a core func, struct or array type', found: 'a module type' };
      site.fault(validationMessages.wrongKindOfType, args);
    }
  }
}

function checkRecType(
  scope: Scope,
  rec: RecType,
  types: ReportingScope,
  site: CoreSite,
): readonly (CoreDefinedType | null)[] {
  needsOfRec(rec, site.need);
  const group = scope.run.coreTypes.group(rec, types);
  if ('unknown' in group) {
    types.reportMissing(group.unknown, site);
    return rec.types.map(() => null);
  }
  checkSupertypes(rec, group, site);
  return group;
}

/** The types that a module type has for itself. */
class ModuleTypes implements ReportingScope {
  readonly list: (CoreDefinedType | null)[] = [];

  get count(): number {
    return this.list.length;
  }

  typeAt(index: number): CoreDefinedType | null {
    return this.list[index] ?? null;
  }

  reportMissing(index: number, site: CoreSite): void {
    if (index < this.count) return;
    site.fault(validationMessages.indexOutOfBounds, { sort: 'core type', index, count: this.count });
  }
}

/** @returns null where an import or an export has no type */
function checkModuleType(scope: Scope, { declarations }: ModuleType, site: CoreSite): CoreModuleType | null {
  const types = new ModuleTypes();
  const imports = new Map<string, CoreModuleImport>();
  const exports = new Map<string, CoreExtern>();
  let isBroken = false;
  const resolve = (type: (ModuleDeclaration & { kind: 'import' | 'export' })['type']): CoreExtern | null => {
    const found = externIn(type, types, site);
    isBroken ||= found === null;
    return found;
  };
  for (const declaration of declarations) {
    switch (declaration.kind) {
      case 'type':
        for (const type of checkRecType(scope, declaration.type, types, site)) types.list.push(type);
        break;
      case 'outer alias':
        types.list.push(outerType(scope, declaration, types, site));
        break;
      case 'import': {
        const { module, name } = declaration;
        const key = JSON.stringify([module, name]);
        if (imports.has(key)) scope.fault(coreMessages.duplicateCoreImport, declaration, { module, name });
        const type = resolve(declaration.type);
        if (type !== null) imports.set(key, { module, name, type });
        break;
      }
      case 'export': {
        const { name } = declaration;
        if (exports.has(name)) scope.fault(coreMessages.duplicateCoreExport, declaration, { name });
        const type = resolve(declaration.type);
        if (type !== null) exports.set(name, type);
      }
    }
  }
  return isBroken ? null : { imports: [...imports.values()], exports };
}

function outerType(
  scope: Scope,
  { count, index }: Extract<ModuleDeclaration, { kind: 'outer alias' }>,
  own: ModuleTypes,
  site: CoreSite,
): CoreDefinedType | null {
  const around = count === 0 ? null : scope.outer(count - 1);
  if (count > 0 && around === null) {
    let depth = 1;
    while (scope.outer(depth - 1) !== null) depth++;
    site.fault(validationMessages.unknownOuterScope, { count, depth });
    return null;
  }
  const types = around === null ? own : new ComponentCoreTypes(around);
  const type = types.typeAt(index);
  if (type === null) types.reportMissing(index, site);
  return type;
}
