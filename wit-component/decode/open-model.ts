import type {
  Func,
  Interface,
  Package,
  PackageName,
  TypeDef,
  World,
  WorldItem,
} from '../../wit-parser/index.js';

/** `T` while it is being made. */
export type Mutable<T> = { -readonly [K in keyof T]: T[K] };

export interface OpenPackage extends Package {
  readonly interfaces: Map<string, OpenInterface>;
  readonly worlds: Map<string, OpenWorld>;
  readonly allInterfaces: OpenInterface[];
  readonly types: TypeDef[];
}

export interface OpenInterface extends Mutable<Interface> {
  readonly package: OpenPackage;
  readonly types: Map<string, TypeDef>;
  readonly functions: Map<string, Func>;
}

export interface OpenWorld extends World {
  readonly package: OpenPackage;
  readonly imports: WorldItem[];
  readonly exports: WorldItem[];
}

/** A package without items. */
export function openPackage(name: PackageName, docs: string | null): OpenPackage {
  return {
    kind: 'package',
    name,
    docs,
    interfaces: new Map(),
    worlds: new Map(),
    allInterfaces: [],
    types: [],
    span: null,
  };
}
