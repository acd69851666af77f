import type { WorldInterface } from '../../wit-parser/index.js';
import type { ExportRole, ImportRole, PlacedFunc, Side } from './roles.js';

/**
 * What the imports from one core module name are about: an interface on one side of the world, or (`item` null) what
 * stands in the world itself.
 */
export interface Scope {
  readonly side: Side;
  readonly item: WorldInterface | null;
}

/** The two names of a core import. */
export interface CoreName {
  readonly module: string;
  readonly name: string;
}

/**
 * A way to write the roles of imports and exports as core names. There are two, and a module may use both.
 */
export interface NameForm {
  readonly kind: 'legacy' | 'standard32';
  /** The module name from which what belongs to `scope` is imported; null if this form has none. */
  moduleName(scope: Scope): string | null;
  /** The names of the import with `role`; null if this form has none for it. */
  importName(role: ImportRole): CoreName | null;
  /** The name of the export with `role`; null if this form has none for it. */
  exportName(role: ExportRole): string | null;
}

/** Each exported function is called in one of these ways, all of which have a legacy name. */
export const LIFTINGS = ['sync', 'callback', 'stackful'] as const;
export const LOWERINGS = ['sync', 'async'] as const;

/** The scope that a function belongs to. */
export function scopeOf({ side, item }: Pick<PlacedFunc, 'side' | 'item'>): Scope {
  return { side, item: item.kind === 'world-interface' ? item : null };
}
