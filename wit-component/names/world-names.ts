import { isVersion, versionTrack } from '../../base/index.js';
import type { World, WorldInterface } from '../../wit-parser/index.js';
import { annotated, legacyForm, OTHER_EXPORT_NAMES } from './legacy-form.js';
import { LIFTINGS, type NameForm, type Scope } from './name-form.js';
import { openNameRole } from './open-names.js';
import { payloadNameRole } from './payload-names.js';
import type { ExportRole, ImportRole, PlacedFunc, Side } from './roles.js';
import { isStandardName, standardForm } from './standard-form.js';
import { scopeFuncs, scopeImports, worldExports } from './world-roles.js';

/** Every core name of a world, with its role. Names of a form are worked out when one of it is asked for. */
export interface WorldNames {
  readonly world: World;
  /** What imports from `module` are about; null if it stands for nothing in the world. */
  scope(module: string): Scope | null;
  /** The scopes of the world in the form of `module`, by their module names. */
  scopes(form: NameForm): ReadonlyMap<string, Scope>;
  /** The functions of the scope, by name. */
  funcs(scope: Scope): ReadonlyMap<string, PlacedFunc>;
  /** The roles of what a module may import from the scope, by name, as far as they can be listed. */
  importRoles(form: NameForm, scope: Scope): ReadonlyMap<string, ImportRole>;
  /** The role of the import `name` from `scope`; null if there is none. */
  importRole(form: NameForm, scope: Scope, name: string): ImportRole | null;
  /** The roles of what a module may export, by name. */
  exportRoles(form: NameForm): ReadonlyMap<string, ExportRole>;
}

/** The form that the module name of an import, or the name of an export, is written in. */
export function formOf(name: string): NameForm {
  return isStandardName(name) ? standardForm : legacyForm;
}

/** The core names of `world`. */
export function worldNames(world: World): WorldNames {
  const scopes = remembering((form: NameForm) => scopesOf(world, form));
  const imports = {
    legacy: remembering((scope: Scope) => importRolesOf(world, legacyForm, scope)),
    standard32: remembering((scope: Scope) => importRolesOf(world, standardForm, scope)),
  };
  const funcs = remembering(
    (scope: Scope) => new Map(scopeFuncs(world, scope).map((func) => [func.func.name, func])),
  );
  return {
    world,
    scopes,
    scope: remembering((module: string) => {
      const form = formOf(module);
      const exact = scopes(form).get(module);
      return exact ?? (form.kind === 'legacy' ? compatibleScope(scopes(form), module) : null);
    }),
    funcs,
    importRoles: (form, scope) => imports[form.kind](scope),
    importRole(form, scope, name) {
      const role = imports[form.kind](scope).get(name) ?? null;
      if (role !== null || form.kind !== 'legacy') return role;
      return openNameRole(scope, name) ?? payloadNameRole(scope, funcs(scope), name);
    },
    exportRoles: remembering((form: NameForm) => exportRolesOf(world, form)),
  };
}

function remembering<Key, Value extends object | null>(make: (key: Key) => Value): (key: Key) => Value {
  const known = new Map<Key, Value>();
  return (key) => {
    const remembered = known.get(key);
    if (remembered !== undefined) return remembered;
    const value = make(key);
    known.set(key, value);
    return value;
  };
}

function scopesOf(world: World, form: NameForm): ReadonlyMap<string, Scope> {
  const scopes = new Map<string, Scope>();
  const add = (side: Side, item: WorldInterface | null): void => {
    const scope = { side, item };
    const name = form.moduleName(scope);
    // Several versions of an interface can have one standard name: it stands for the first of them.
    if (name !== null && !scopes.has(name)) scopes.set(name, scope);
  };
  for (const side of ['import', 'export'] as const) {
    add(side, null);
    for (const item of side === 'import' ? world.imports : world.exports) {
      if (item.kind === 'world-interface') add(side, item);
    }
  }
  return scopes;
}

function importRolesOf(world: World, form: NameForm, scope: Scope): ReadonlyMap<string, ImportRole> {
  const roles = new Map<string, ImportRole>();
  for (const role of scopeImports(world, scope)) {
    const name = form.importName(role)?.name;
    if (name !== undefined && !roles.has(name)) roles.set(name, role);
  }
  return roles;
}

function exportRolesOf(world: World, form: NameForm): ReadonlyMap<string, ExportRole> {
  const roles = new Map<string, ExportRole>();
  const add = (name: string | null, role: ExportRole): void => {
    if (name !== null && !roles.has(name)) roles.set(name, role);
  };
  for (const role of worldExports(world)) {
    const name = form.exportName(role);
    add(name, role);
    if (form.kind === 'legacy' && role.kind === 'destructor' && name !== null)
      for (const lifting of LIFTINGS) add(annotated(name, lifting), role);
  }
  if (form.kind === 'legacy') for (const [name, role] of OTHER_EXPORT_NAMES) add(name, role);
  return roles;
}

/** The parts of `ns:pkg/iface@1.0.0`. */
export interface InterfaceName {
  readonly path: string;
  readonly version: string | null;
}

/** Takes apart the name of an interface; null for a label. */
export function parseInterfaceName(name: string): InterfaceName | null {
  const match = /^([^:@/[\]]+:[^@/[\]]+\/[^@/[\]]+)(?:@(.*))?$/s.exec(name);
  return match === null ? null : { path: match[1] ?? '', version: match[2] ?? null };
}

/**
 * A module that was built for another version of an interface than the world has gets that one if the two are
 * compatible: the first in the order of the world.
 */
function compatibleScope(scopes: ReadonlyMap<string, Scope>, module: string): Scope | null {
  const wanted = trackedName(module);
  if (wanted === null) return null;
  for (const [name, scope] of scopes) if (trackedName(name) === wanted) return scope;
  return null;
}

/** `[export]a:b/c@1.2.3` as `[export]a:b/c@1`; null for what has no version. */
function trackedName(module: string): string | null {
  const prefix = module.startsWith('[export]') ? '[export]' : '';
  const name = parseInterfaceName(module.slice(prefix.length));
  // A shortened version, which standard names have, is none here.
  if (name === null || name.version === null || !isVersion(name.version)) return null;
  return `${prefix}${name.path}@${versionTrack(name.version).track}`;
}
