/** The custom section in which a WIT package in wasm keeps docs and gates, which its types cannot carry. */
export const PACKAGE_DOCS = 'package-docs';

/** The version that is written; version 0 is a part of it. */
export const PACKAGE_DOCS_VERSION = 1;

type Table<T> = Readonly<Record<string, T>>;

export type StabilityJson =
  | { readonly stable: { readonly since: string; readonly deprecated?: string } }
  | { readonly unstable: { readonly feature: string; readonly deprecated?: string } };

/** wasm-tools' format. What is empty is absent. */
export interface PackageDocs {
  readonly docs?: string;
  readonly worlds?: Table<WorldDocs>;
  readonly interfaces?: Table<InterfaceDocs>;
}

export interface ItemDocs {
  readonly docs?: string;
  readonly stability?: StabilityJson;
}

export interface InterfaceDocs extends ItemDocs {
  readonly funcs?: Table<FuncDocs>;
  readonly types?: Table<TypeDocs>;
}

/** A string, or null, in version 0. */
export type FuncDocs = ItemDocs | string | null;

export interface TypeDocs extends ItemDocs {
  /** Of fields, cases and flags. */
  readonly items?: Table<string>;
}

export interface WorldDocs extends ItemDocs {
  /** Interfaces written inline. Version 0 has here what is exported, too. */
  readonly interfaces?: Table<InterfaceDocs>;
  readonly types?: Table<TypeDocs>;
  readonly funcs?: Table<FuncDocs>;
  readonly interface_exports?: Table<InterfaceDocs>;
  readonly func_exports?: Table<FuncDocs>;
  readonly interface_import_stability?: Table<StabilityJson>;
  readonly interface_export_stability?: Table<StabilityJson>;
  readonly interface_import_docs?: Table<string>;
  readonly interface_export_docs?: Table<string>;
}
