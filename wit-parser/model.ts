import type { Span } from '../base/index.js';
import type { PrimitiveName } from './syntax/tree.js';

/**
 * The resolved world model: every name looked up, every world elaborated. Nodes refer to each other by object; the
 * array numbers of wasm-tools' JSON exist only in `json.ts`. Frozen once built.
 */
export interface Resolve {
  /** In dependency order: a package comes after all that it uses. wasm-tools' order. */
  readonly packages: readonly Package[];
  /** The package of the root that was resolved (of several roots, the last). */
  readonly main: Package;
  /**
   * The order in which a binary brings up what is in it, which is the order of the numbers in wasm-tools' JSON. Absent
   * for models of text, where that is the order of the packages.
   */
  readonly numbering?: Numbering;
}

/** All nodes of a model, in another order than that of the packages. */
export interface Numbering {
  readonly interfaces: readonly Interface[];
  readonly types: readonly TypeDef[];
}

export interface PackageName {
  readonly namespace: string;
  readonly name: string;
  /** Full semver as written, or null. */
  readonly version: string | null;
}

export interface Package {
  readonly kind: 'package';
  readonly name: PackageName;
  readonly docs: string | null;
  /** The named interfaces, in wasm-tools' order. */
  readonly interfaces: ReadonlyMap<string, Interface>;
  readonly worlds: ReadonlyMap<string, World>;
  /** Every interface that the package holds, inline ones of worlds too, in the order in which wasm-tools numbers them. */
  readonly allInterfaces: readonly Interface[];
  /** Every type, named and anonymous, in the order in which wasm-tools numbers them. */
  readonly types: readonly TypeDef[];
  /** Where the package is declared; null for one that came from a binary. */
  readonly span: Span | null;
}

export interface Interface {
  readonly kind: 'interface';
  /** Null for one written inline in a world. */
  readonly name: string | null;
  readonly package: Package;
  readonly types: ReadonlyMap<string, TypeDef>;
  /** Keyed by mangled name (`[method]r.m`). */
  readonly functions: ReadonlyMap<string, Func>;
  readonly docs: string | null;
  readonly stability: Stability | null;
  readonly span: Span | null;
  /** The inline interface of another world that `include` copied; absent otherwise. */
  readonly cloneOf?: Interface;
}

export interface World {
  readonly kind: 'world';
  readonly name: string;
  readonly package: Package;
  /** Elaborated: transitive imports and included worlds are in it, in wasm-tools' order. */
  readonly imports: readonly WorldItem[];
  readonly exports: readonly WorldItem[];
  readonly docs: string | null;
  readonly stability: Stability | null;
  readonly span: Span | null;
}

export type WorldItem = WorldInterface | WorldFunc | WorldType;

/** An interface that a world imports or exports; `label` is null when it goes by its own qualified name. */
export interface WorldInterface {
  readonly kind: 'world-interface';
  readonly label: string | null;
  readonly interface: Interface;
  readonly docs: string | null;
  readonly stability: Stability | null;
  readonly externalId: string | null;
  readonly span: Span | null;
}

export interface WorldFunc {
  readonly kind: 'world-func';
  readonly name: string;
  readonly func: Func;
}

/** A type that a world defines or uses; always among the imports. */
export interface WorldType {
  readonly kind: 'world-type';
  readonly name: string;
  readonly type: TypeDef;
}

export type FuncKind =
  | 'freestanding' | 'async-freestanding' | 'getter' | 'setter'
  | 'method' | 'async-method' | 'static' | 'async-static' | 'constructor'
  | 'method-getter' | 'method-setter' | 'static-getter' | 'static-setter'; // prettier-ignore

export interface Func {
  readonly kind: FuncKind;
  /** Mangled: `f`, `[method]r.m`, `[static][set]r.p`, … */
  readonly name: string;
  /** The resource of a method, static, constructor or accessor of one; else null. */
  readonly resource: TypeDef | null;
  /** With `self` first for methods. */
  readonly params: readonly FuncParam[];
  readonly result: Type | null;
  readonly docs: string | null;
  readonly stability: Stability | null;
  readonly externalId: string | null;
  readonly span: Span | null;
}

export interface FuncParam {
  readonly name: string;
  readonly type: Type;
  readonly span: Span | null;
}

/** A primitive by its name, or a definition by reference. */
export type Type = PrimitiveName | TypeDef;

export type TypeDef =
  | RecordType
  | VariantType
  | EnumType
  | FlagsType
  | ResourceType
  | HandleType
  | TupleType
  | OptionType
  | ResultType
  | ListType
  | FixedLengthListType
  | MapType
  | FutureType
  | StreamType
  | AliasType;

export interface TypeDefBase {
  /** Null for an anonymous type, such as a `list<u8>` in a parameter. */
  readonly name: string | null;
  /** Null for anonymous types. */
  readonly owner: Interface | World | null;
  readonly package: Package;
  readonly docs: string | null;
  readonly stability: Stability | null;
  readonly externalId: string | null;
  readonly span: Span | null;
}

/** A field, a case without payload, or a flag shares name, docs and place. */
export interface Member {
  readonly name: string;
  readonly docs: string | null;
  readonly span: Span | null;
}

export interface RecordType extends TypeDefBase {
  readonly kind: 'record';
  readonly fields: readonly (Member & { readonly type: Type })[];
}

export interface VariantType extends TypeDefBase {
  readonly kind: 'variant';
  readonly cases: readonly (Member & { readonly type: Type | null })[];
}

export interface EnumType extends TypeDefBase {
  readonly kind: 'enum';
  readonly cases: readonly Member[];
}

export interface FlagsType extends TypeDefBase {
  readonly kind: 'flags';
  readonly flags: readonly Member[];
}

export interface ResourceType extends TypeDefBase {
  readonly kind: 'resource';
}

export interface HandleType extends TypeDefBase {
  readonly kind: 'own' | 'borrow';
  readonly resource: TypeDef;
}

export interface TupleType extends TypeDefBase {
  readonly kind: 'tuple';
  readonly types: readonly Type[];
}

export interface OptionType extends TypeDefBase {
  readonly kind: 'option';
  readonly type: Type;
}

export interface ResultType extends TypeDefBase {
  readonly kind: 'result';
  readonly ok: Type | null;
  readonly err: Type | null;
}

export interface ListType extends TypeDefBase {
  readonly kind: 'list';
  readonly element: Type;
}

export interface FixedLengthListType extends TypeDefBase {
  readonly kind: 'fixed-length-list';
  readonly element: Type;
  readonly length: number;
}

export interface MapType extends TypeDefBase {
  readonly kind: 'map';
  readonly key: Type;
  readonly value: Type;
}

export interface FutureType extends TypeDefBase {
  readonly kind: 'future';
  readonly type: Type | null;
}

export interface StreamType extends TypeDefBase {
  readonly kind: 'stream';
  readonly type: Type | null;
}

/** `type a = b;`, and what `use` brings in. */
export interface AliasType extends TypeDefBase {
  readonly kind: 'alias';
  readonly type: Type;
}

export type Stability =
  | { readonly kind: 'stable'; readonly since: string; readonly deprecated: string | null }
  | { readonly kind: 'unstable'; readonly feature: string; readonly deprecated: string | null };
