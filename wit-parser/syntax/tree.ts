import type { SourceFile } from '../../base/index.js';

/**
 * The lossless syntax tree of one `.wit` file.
 *
 * A node holds only its kind, its children and its offsets (UTF-16, half-open). Tokens and comments live once, in
 * order, in the `WitFile`: `elementsOf` gives those of a node, so that its tokens and children cover its text exactly,
 * also under errors. Text that fits no rule is an `error` node; a required thing that is not there is a `missing` node
 * of no width, so every consumer accepts every tree.
 */
export interface NodeBase {
  /** Offset of the first token; comments and blanks before it belong to the parent. */
  readonly start: number;
  /** Offset just behind the last token. */
  readonly end: number;
}

/** Fixed spellings are their own kind (`'record'`, `'->'`); the others are named. */
export type TokenKind =
  | Keyword
  | Punctuation
  | 'id' // also `%id`
  | 'integer'
  | 'string-literal'
  | 'error' // characters that begin no token
  | 'eof';

export type Keyword =
  | 'as' | 'async' | 'bool' | 'borrow' | 'char' | 'constructor' | 'enum' | 'error-context' | 'export'
  | 'f32' | 'f64' | 'flags' | 'from' | 'func' | 'future' | 'import' | 'include' | 'interface' | 'list' | 'map'
  | 'option' | 'own' | 'package' | 'record' | 'resource' | 'result' | 's8' | 's16' | 's32' | 's64' | 'static'
  | 'stream' | 'string' | 'tuple' | 'type' | 'u8' | 'u16' | 'u32' | 'u64' | 'use' | 'variant' | 'with'
  | 'world'; // prettier-ignore

export type Punctuation =
  | '=' | ',' | ':' | '/' | ';' | '(' | ')' | '{' | '}' | '<' | '>' | '*' | '->' | '.' | '@' | '+' | '-' | '_'; // prettier-ignore

export interface Token extends NodeBase {
  readonly kind: TokenKind;
  readonly text: string;
}

export type CommentKind = 'line' | 'doc-line' | 'block' | 'doc-block';

/** `//`, `///`, and block comments; `text` includes the comment marks, and no line end. */
export interface Comment extends NodeBase {
  readonly kind: CommentKind;
  readonly text: string;
}

export interface WitFile extends NodeBase {
  readonly kind: 'file';
  readonly source: SourceFile;
  /** All tokens but comments, in order; the last is `eof`. */
  readonly tokens: readonly Token[];
  /** All comments, in order. */
  readonly comments: readonly Comment[];
  /** Where the comments stand, for who wants no objects. */
  readonly commentRanges: Ranges;
  readonly items: readonly FileItem[];
}

/** Stretches of text in order, as columns. The arrays may be longer than `count`. */
export interface Ranges {
  readonly count: number;
  readonly starts: Uint32Array;
  readonly ends: Uint32Array;
  /** The index of the first range that starts at or after `offset`. */
  firstFrom(offset: number): number;
}

export type FileItem = PackageDecl | NestedPackage | TopLevelUse | InterfaceDecl | WorldDecl | ErrorNode;

/** Text that the grammar has no place for, as one node. Its tokens are in the file; the error has been reported. */
export interface ErrorNode extends NodeBase {
  readonly kind: 'error';
}

/** A required identifier, type, name or body that is not there. `start === end`. The error has been reported. */
export interface MissingNode extends NodeBase {
  readonly kind: 'missing';
}

export interface Id extends NodeBase {
  readonly kind: 'id';
  /** Without the `%`. */
  readonly name: string;
  readonly escaped: boolean;
}

export type Name = Id | MissingNode;

/** `@1.2.3-rc.1+build`; the offsets leave the `@` out. */
export interface Version extends NodeBase {
  readonly kind: 'version';
  readonly text: string;
}

/** `ns:pkg@1.0.0`; more than one namespace or name is the gated form `a:b:c/d`. */
export interface PackageNameNode extends NodeBase {
  readonly kind: 'package-name';
  readonly namespaces: readonly Name[];
  readonly names: readonly Name[];
  readonly version: Version | null;
}

/** `package ns:pkg@1.0.0;` */
export interface PackageDecl extends NodeBase {
  readonly kind: 'package-decl';
  readonly attributes: readonly Attribute[];
  readonly name: PackageNameNode;
}

/** `package ns:pkg { … }` */
export interface NestedPackage extends NodeBase {
  readonly kind: 'nested-package';
  readonly attributes: readonly Attribute[];
  readonly name: PackageNameNode;
  readonly items: readonly FileItem[];
}

/** `use ns:pkg/iface as name;` at the top of a file or nested package */
export interface TopLevelUse extends NodeBase {
  readonly kind: 'top-level-use';
  readonly attributes: readonly Attribute[];
  readonly path: UsePath;
  readonly alias: Name | null;
}

export interface InterfaceDecl extends NodeBase {
  readonly kind: 'interface';
  readonly attributes: readonly Attribute[];
  readonly name: Name;
  readonly items: readonly InterfaceItem[];
}

export interface WorldDecl extends NodeBase {
  readonly kind: 'world';
  readonly attributes: readonly Attribute[];
  readonly name: Name;
  readonly items: readonly WorldItemNode[];
}

export type InterfaceItem = UseDecl | TypeItem | FuncItem | ErrorNode;
export type WorldItemNode = ExternDecl | UseDecl | TypeItem | IncludeDecl | ErrorNode;
export type TypeItem = RecordDecl | VariantDecl | EnumDecl | FlagsDecl | ResourceDecl | TypeAlias;

/** `name`, or `ns:pkg/name@1.0.0` when `package` is there. */
export interface UsePath extends NodeBase {
  readonly kind: 'use-path';
  readonly package: PackageNameNode | null;
  readonly name: Name;
}

/** `use path.{a, b as c};` */
export interface UseDecl extends NodeBase {
  readonly kind: 'use';
  readonly attributes: readonly Attribute[];
  readonly path: UsePath;
  readonly names: readonly RenamedName[];
}

/** `a as b` of `use` and `include … with`; `alias` is null for a plain `a`. */
export interface RenamedName extends NodeBase {
  readonly kind: 'renamed-name';
  readonly name: Name;
  readonly alias: Name | null;
}

/** `include path with { a as b };` */
export interface IncludeDecl extends NodeBase {
  readonly kind: 'include';
  readonly attributes: readonly Attribute[];
  readonly path: UsePath;
  readonly with: readonly RenamedName[];
}

/** `import …;` or `export …;` of a world */
export interface ExternDecl extends NodeBase {
  readonly kind: 'import' | 'export';
  readonly attributes: readonly Attribute[];
  readonly item: ExternItem;
}

export type ExternItem = ExternPath | ExternInterface | ExternFunc | MissingNode;

/** `import ns:pkg/iface;` (`label` null), or `import label: ns:pkg/iface;` */
export interface ExternPath extends NodeBase {
  readonly kind: 'extern-path';
  readonly label: Name | null;
  readonly path: UsePath;
}

/** `import name: interface { … }` */
export interface ExternInterface extends NodeBase {
  readonly kind: 'extern-interface';
  readonly name: Name;
  readonly items: readonly InterfaceItem[];
}

/** `import name: func(…);`, also accessors */
export interface ExternFunc extends NodeBase {
  readonly kind: 'extern-func';
  readonly name: Name;
  readonly signature: Signature;
}

/** `name: func(…) -> T;` of an interface, also accessors */
export interface FuncItem extends NodeBase {
  readonly kind: 'func-item';
  readonly attributes: readonly Attribute[];
  readonly name: Name;
  readonly signature: Signature;
}

export type Signature = FuncSignature | AccessorSignature | MissingNode;

/** `static? async? func(params) -> result`; `static` only in a resource */
export interface FuncSignature extends NodeBase {
  readonly kind: 'func';
  readonly static: boolean;
  readonly async: boolean;
  readonly params: readonly Param[];
  readonly result: TypeNode | null;
}

/** `static? get() -> T` or `static? set(value: T)`. The shape rules are the resolver's. */
export interface AccessorSignature extends NodeBase {
  readonly kind: 'accessor';
  readonly accessor: 'get' | 'set';
  readonly static: boolean;
  readonly params: readonly Param[];
  readonly result: TypeNode | null;
}

export interface Param extends NodeBase {
  readonly kind: 'param';
  readonly name: Name;
  readonly type: TypeNode;
}

export interface RecordDecl extends NodeBase {
  readonly kind: 'record';
  readonly attributes: readonly Attribute[];
  readonly name: Name;
  readonly fields: readonly FieldDecl[];
}

export interface FieldDecl extends NodeBase {
  readonly kind: 'field';
  readonly name: Name;
  readonly type: TypeNode;
}

export interface VariantDecl extends NodeBase {
  readonly kind: 'variant';
  readonly attributes: readonly Attribute[];
  readonly name: Name;
  readonly cases: readonly CaseDecl[];
}

export interface EnumDecl extends NodeBase {
  readonly kind: 'enum';
  readonly attributes: readonly Attribute[];
  readonly name: Name;
  readonly cases: readonly CaseDecl[];
}

/** A case of a variant or an enum (there `type` is null). */
export interface CaseDecl extends NodeBase {
  readonly kind: 'case';
  readonly name: Name;
  readonly type: TypeNode | null;
}

export interface FlagsDecl extends NodeBase {
  readonly kind: 'flags';
  readonly attributes: readonly Attribute[];
  readonly name: Name;
  readonly flags: readonly FlagDecl[];
}

export interface FlagDecl extends NodeBase {
  readonly kind: 'flag';
  readonly name: Name;
}

export interface ResourceDecl extends NodeBase {
  readonly kind: 'resource';
  readonly attributes: readonly Attribute[];
  readonly name: Name;
  /** Null for `resource r;` */
  readonly items: readonly ResourceItem[] | null;
}

export type ResourceItem = ConstructorItem | FuncItem | ErrorNode;

/** `constructor(params);` or `constructor(params) -> result<r, e>;` */
export interface ConstructorItem extends NodeBase {
  readonly kind: 'constructor';
  readonly attributes: readonly Attribute[];
  readonly params: readonly Param[];
  readonly result: TypeNode | null;
}

/** `type a = b;` */
export interface TypeAlias extends NodeBase {
  readonly kind: 'type-alias';
  readonly attributes: readonly Attribute[];
  readonly name: Name;
  readonly type: TypeNode;
}

export type TypeNode =
  | PrimitiveNode
  | NamedTypeNode
  | HandleNode
  | ListNode
  | MapNode
  | OptionNode
  | ResultNode
  | TupleNode
  | StreamNode
  | FutureNode
  | ErrorNode
  | MissingNode;

export type PrimitiveName =
  | 'bool' | 's8' | 'u8' | 's16' | 'u16' | 's32' | 'u32' | 's64' | 'u64' | 'f32' | 'f64' | 'char' | 'string'
  | 'error-context'; // prettier-ignore

export interface PrimitiveNode extends NodeBase {
  readonly kind: 'primitive';
  readonly name: PrimitiveName;
}

export interface NamedTypeNode extends NodeBase {
  readonly kind: 'named-type';
  readonly name: Id;
}

/** `own<r>` or `borrow<r>` */
export interface HandleNode extends NodeBase {
  readonly kind: 'own' | 'borrow';
  readonly resource: Name;
}

/** `list<T>`, or `list<T, N>` when `length` is there */
export interface ListNode extends NodeBase {
  readonly kind: 'list';
  readonly element: TypeNode;
  readonly length: IntegerNode | null;
}

export interface IntegerNode extends NodeBase {
  readonly kind: 'integer';
  readonly text: string;
}

export interface MapNode extends NodeBase {
  readonly kind: 'map';
  readonly key: TypeNode;
  readonly value: TypeNode;
}

export interface OptionNode extends NodeBase {
  readonly kind: 'option';
  readonly type: TypeNode;
}

/** `result`, `result<T>`, `result<_, E>`, `result<T, E>` */
export interface ResultNode extends NodeBase {
  readonly kind: 'result';
  readonly ok: TypeNode | null;
  readonly err: TypeNode | null;
}

export interface TupleNode extends NodeBase {
  readonly kind: 'tuple';
  readonly types: readonly TypeNode[];
}

export interface StreamNode extends NodeBase {
  readonly kind: 'stream';
  readonly type: TypeNode | null;
}

export interface FutureNode extends NodeBase {
  readonly kind: 'future';
  readonly type: TypeNode | null;
}

export type Attribute =
  SinceAttribute | UnstableAttribute | DeprecatedAttribute | ExternalIdAttribute | ErrorNode;

/** `@since(version = 1.0.0)` */
export interface SinceAttribute extends NodeBase {
  readonly kind: 'since';
  readonly version: Version | MissingNode;
}

/** `@unstable(feature = name)` */
export interface UnstableAttribute extends NodeBase {
  readonly kind: 'unstable';
  readonly feature: Name;
}

/** `@deprecated(version = 1.0.0)` */
export interface DeprecatedAttribute extends NodeBase {
  readonly kind: 'deprecated';
  readonly version: Version | MissingNode;
}

/** `@external-id("text")` */
export interface ExternalIdAttribute extends NodeBase {
  readonly kind: 'external-id';
  /** The string literal as written, quotes included; `value` is what it means, null if it is malformed. */
  readonly text: string;
  readonly value: string | null;
}

export type Node =
  | WitFile
  | FileItem
  | InterfaceItem
  | WorldItemNode
  | ResourceItem
  | ExternItem
  | Signature
  | TypeNode
  | Attribute
  | Name
  | Version
  | PackageNameNode
  | UsePath
  | RenamedName
  | Param
  | FieldDecl
  | CaseDecl
  | FlagDecl
  | IntegerNode;
