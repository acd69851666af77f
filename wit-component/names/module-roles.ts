import type { CoreExport, CoreImport, Located } from '../../component/index.js';
import type { Lifting } from '../abi/core-signature.js';
import type { ExportRole, ImportRole, PlacedFunc, ReallocUse } from './roles.js';

/** An import of a core module, by its index among them, with what it stands for. */
export interface RoledImport {
  readonly index: number;
  readonly import: CoreImport & Located;
  readonly role: ImportRole;
}

/** An export of a core module that means something to the component model. */
export interface RoledExport {
  readonly export: CoreExport;
  readonly role: ExportRole;
}

/** A function of the world that the module exports, with the names of the core exports that make it up. */
export interface RoledLift extends PlacedFunc {
  readonly lifting: Lifting;
  readonly name: string;
  /** Of a function that is lifted with a callback; else null. */
  readonly callback: string | null;
  /** Of one that is lifted sync and has such a function; else null. */
  readonly postReturn: string | null;
}

/** What everything that a core module shows stands for. */
export interface ModuleRoles {
  /** All imports, in order. A pair of names may come twice. */
  readonly imports: readonly RoledImport[];
  /** By name, in order; what means nothing to the component model is left out. */
  readonly exports: ReadonlyMap<string, RoledExport>;
  /** The functions that the module had to export, in the order of the world. */
  readonly lifts: readonly RoledLift[];
}

/** The name of the first export of `roles` that plays a role, or null. */
export function exportNamed(roles: ModuleRoles, plays: (role: ExportRole) => boolean): string | null {
  for (const [name, { role }] of roles.exports) if (plays(role)) return name;
  return null;
}

/** The export that serves as realloc function for `use`: the one that is meant for it, else the general one; or null. */
export function reallocFor(roles: ModuleRoles, use: ReallocUse): string | null {
  const named = (wanted: ReallocUse): string | null =>
    exportNamed(roles, (role) => role.kind === 'realloc' && role.use === wanted);
  return named(use) ?? named('any');
}
