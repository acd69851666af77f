import type { Stability } from '../../wit-parser/index.js';
import type { FuncDocs, InterfaceDocs, WorldDocs } from './package-docs.js';
import { entryOf, toStability } from './read-docs.js';

export type Side = 'import' | 'export';

/**
 * The docs of a function of a world. Version 0 keeps those of exports among those of imports.
 * @param isImported whether a function of this name is imported, too
 */
export function worldFuncDocs(
  docs: WorldDocs,
  side: Side,
  name: string,
  isImported: boolean,
): FuncDocs | undefined {
  const own = side === 'export' ? entryOf(docs.func_exports, name) : undefined;
  return own ?? (side === 'import' || !isImported ? entryOf(docs.funcs, name) : undefined);
}

/** The same of an interface written inline. */
export function worldInterfaceDocs(
  docs: WorldDocs,
  side: Side,
  name: string,
  isImported: boolean,
): InterfaceDocs | undefined {
  const own = side === 'export' ? entryOf(docs.interface_exports, name) : undefined;
  return own ?? (side === 'import' || !isImported ? entryOf(docs.interfaces, name) : undefined);
}

/** What stands at the import or export of an interface that has a name of its own. */
export function worldItemDocs(
  docs: WorldDocs,
  side: Side,
  name: string,
): { docs: string | null; stability: Stability | null } {
  const isImport = side === 'import';
  const stability = entryOf(
    isImport ? docs.interface_import_stability : docs.interface_export_stability,
    name,
  );
  return {
    docs: entryOf(isImport ? docs.interface_import_docs : docs.interface_export_docs, name) ?? null,
    stability: stability === undefined ? null : toStability(stability),
  };
}
