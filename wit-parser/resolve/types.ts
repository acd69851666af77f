import { nearest, type Diagnostic, type Span } from '../../base/index.js';
import type { Stability } from '../model.js';
import type { Id, ListNode, MapNode, Name, NodeBase, RenamedName, TypeNode } from '../syntax/tree.js';
import {
  isErrorType,
  isUnknown,
  type BoundItem,
  type BoundRef,
  type BoundShape,
  type BoundType,
} from './bound.js';
import { addType, refsOf, someRef, spanIn, type FileScope, type PackageBuilder } from './builder.js';
import { mayBeLost, type LostNames } from './lost-names.js';
import { existingNames, resolveMessages } from './messages.js';
import { replacement } from './paths.js';
import { hasRoom, report, wantsHint } from './report.js';

/** An interface or a world whose types are being bound. */
export interface TypeScope {
  readonly builder: PackageBuilder;
  readonly file: FileScope;
  readonly owner: BoundItem;
  /** For messages, such as ``interface `i` ``. */
  readonly where: string;
  readonly types: Map<string, ScopeType>;
  /** The names of all its types, also of those that are not bound yet: what a misspelled one may have meant. */
  readonly typeNames: () => readonly string[];
  /** The names of functions, for which there is a better message than that they are not known. */
  readonly functions: () => ReadonlyMap<string, Span>;
  /** What syntax errors may have taken out of it. */
  readonly lost: LostNames;
}

export interface ScopeType {
  readonly type: BoundType;
  readonly span: Span;
}

/**
 * The type that `node` denotes. `stability` is that of the definition it stands in, which anonymous types inherit.
 * @spec WIT.md#types
 */
export function bindType(scope: TypeScope, node: TypeNode, stability: Stability | null): BoundRef {
  // Most types are a word, for which no shape has to be made.
  if (node.kind === 'primitive') return node.name;
  if (node.kind === 'named-type') {
    const type = lookUpType(scope, node.name);
    return isErrorType(type) ? scope.builder.errorType : type;
  }
  const shape = bindShape(scope, node, stability);
  switch (shape.kind) {
    case 'error':
      return scope.builder.errorType;
    case 'alias':
      return shape.type;
    case 'own':
      // `own<r>` without a name is the same as `r`: using a resource as a type means owning it.
      return shape.resource;
    default:
      return intern(scope.builder, shape, stability, spanIn(scope.file.file, node));
  }
}

export function bindOptionalType(
  scope: TypeScope,
  node: TypeNode | null,
  stability: Stability | null,
): BoundRef | null {
  return node === null ? null : bindType(scope, node, stability);
}

const ERROR_SHAPE: BoundShape = { kind: 'error' };

/** What `node` is made of; a primitive or a name is an alias. Something that contains an error is an error. */
export function bindShape(scope: TypeScope, node: TypeNode, stability: Stability | null): BoundShape {
  const shape = shapeOf(scope, node, stability);
  return someRef(shape, isErrorType) ? ERROR_SHAPE : shape;
}

function shapeOf(scope: TypeScope, node: TypeNode, stability: Stability | null): BoundShape {
  switch (node.kind) {
    case 'primitive':
      return { kind: 'alias', type: node.name };
    case 'named-type':
      return { kind: 'alias', type: lookUpType(scope, node.name) };
    case 'own':
    case 'borrow': {
      const resource = resourceNamed(scope, node.resource, node.kind);
      return resource === null ? ERROR_SHAPE : { kind: node.kind, resource };
    }
    case 'list':
      return listShape(node, bindType(scope, node.element, stability));
    case 'map':
      return mapShape(scope, node, stability);
    case 'option':
      return { kind: 'option', type: bindType(scope, node.type, stability) };
    case 'result':
      return {
        kind: 'result',
        ok: bindOptionalType(scope, node.ok, stability),
        err: bindOptionalType(scope, node.err, stability),
      };
    case 'tuple':
      // The parser has reported a tuple without types.
      if (node.types.length === 0) return ERROR_SHAPE;
      return { kind: 'tuple', types: node.types.map((type) => bindType(scope, type, stability)) };
    case 'future':
    case 'stream':
      return { kind: node.kind, type: bindOptionalType(scope, node.type, stability) };
    case 'error':
    case 'missing':
      return ERROR_SHAPE;
  }
}

/** The type called `name` in `scope`; the error type if there is none, which has been reported. */
export function lookUpType(scope: TypeScope, name: Id): BoundRef {
  const found = scope.types.get(name.name);
  if (found !== undefined) return found.type;
  const span = spanIn(scope.file.file, name);
  const func = scope.functions().get(name.name);
  if (func !== undefined) {
    const secondary = [{ at: func, label: 'declared as a function' }];
    report(scope.builder.report, resolveMessages.notAType.at(span, { name: name.name }, { secondary }));
  } else if (hasRoom(scope.builder.report) && !mayBeLost(scope.lost, name.name)) {
    report(
      scope.builder.report,
      unknownType(
        span,
        name.name,
        scope.where,
        wantsHint(scope.builder.report) ? scope.typeNames() : [],
        BUILT_IN_TYPES,
      ),
    );
  }
  return scope.builder.errorType;
}

/** Types of the first versions of WIT, which have other names today. */
const RENAMED_TYPES: ReadonlyMap<string, string> = new Map([
  ['float32', 'f32'],
  ['float64', 'f64'],
]);

/** Things that other languages have as types, and what WIT calls them. */
const FOREIGN_TYPES: ReadonlyMap<string, string> = new Map([
  ['i8', 's8'],
  ['i16', 's16'],
  ['i32', 's32'],
  ['i64', 's64'],
  ['int', 's32'],
  ['uint', 'u32'],
  ['long', 's64'],
  ['byte', 'u8'],
  ['float', 'f32'],
  ['double', 'f64'],
  ['boolean', 'bool'],
  ['str', 'string'],
]);

/** What may be misspelled where any type can stand. The shortest are left out: too many words are like `u8`. */
const BUILT_IN_TYPES: readonly string[] = [
  'bool',
  'char',
  'string',
  'list',
  'map',
  'option',
  'result',
  'tuple',
  'future',
  'stream',
  'borrow',
  'error-context',
];

/** The finding that there is no such type, with the name that was meant, or those that exist. */
export function unknownType(
  span: Span,
  name: string,
  where: string,
  candidates: readonly string[],
  builtIn: readonly string[] = [],
): Diagnostic {
  const renamed = RENAMED_TYPES.get(name) ?? FOREIGN_TYPES.get(name);
  const close = renamed ?? nearest(name, [...candidates, ...builtIn]);
  const existing = existingNames('the types that can be used here are', candidates);
  const help = RENAMED_TYPES.has(name)
    ? [`the type \`${name}\` is called \`${renamed}\` today`]
    : close !== null
      ? [`did you mean \`${close}\`?`]
      : existing !== null
        ? [existing]
        : [];
  const fixes = close === null ? [] : [replacement(span, close)];
  return resolveMessages.unknownType.at(span, { name, where }, { label: 'not found', help, fixes });
}

function resourceNamed(scope: TypeScope, name: Name, handle: 'own' | 'borrow'): BoundType | null {
  if (name.kind !== 'id') return null;
  const type = lookUpType(scope, name);
  if (isUnknown(type)) return null;
  if (typeof type !== 'string' && type.resource !== null) return type;
  const span = spanIn(scope.file.file, name);
  const args = { name: name.name, handle, found: describeType(type) };
  const secondary = typeof type === 'string' ? [] : [{ at: type.span, label: 'this is not a resource' }];
  const help = [`write \`${name.name}\` for the value itself, or make it a \`resource\``];
  report(scope.builder.report, resolveMessages.notAResource.at(span, args, { secondary, help }));
  return null;
}

/** The parser has reported a length that is no number below 2^32. */
const MAX_LIST_LENGTH = 0xffff_ffff;

function listShape(node: ListNode, element: BoundRef): BoundShape {
  if (node.length === null) return { kind: 'list', element };
  const length = Number(node.length.text);
  return length <= MAX_LIST_LENGTH ? { kind: 'fixed-length-list', element, length } : ERROR_SHAPE;
}

const MAP_KEYS: ReadonlySet<BoundRef> = new Set<BoundRef>([
  ...(['bool', 'u8', 'u16', 'u32', 'u64', 's8', 's16', 's32', 's64', 'char', 'string'] as const),
]);

/** @spec WIT.md#maps */
function mapShape(scope: TypeScope, node: MapNode, stability: Stability | null): BoundShape {
  const key = bindType(scope, node.key, stability);
  const value = bindType(scope, node.value, stability);
  if (!MAP_KEYS.has(key) && !isUnknown(key)) {
    // The place that wasm-tools names is the word `map`, which may be on another line than the key.
    const secondary = [{ at: keywordSpan(scope, node, 'map'), label: 'of this map' }];
    const found = typeof key === 'string' ? `\`${key}\`` : describeType(key);
    report(
      scope.builder.report,
      resolveMessages.invalidMapKey.at(spanIn(scope.file.file, node.key), { found }, { secondary }),
    );
    return ERROR_SHAPE;
  }
  return { kind: 'map', key, value };
}

function keywordSpan(scope: TypeScope, node: NodeBase, keyword: string): Span {
  return { file: scope.file.file.source, start: node.start, end: node.start + keyword.length };
}

/** The one definition for all anonymous types of this structure. */
function intern(
  builder: PackageBuilder,
  shape: BoundShape,
  stability: Stability | null,
  span: Span,
): BoundRef {
  const key = structureOf(shape);
  const known = builder.interned.get(key);
  if (known !== undefined) return known;
  const added = addType(builder, {
    name: null,
    owner: null,
    docs: null,
    stability: stability ?? inheritedStability(shape),
    externalId: null,
    span,
    shape,
  });
  builder.interned.set(key, added);
  return added;
}

/** Makes the anonymous `borrow<resource>` that is the type of `self`. */
export function borrowOf(builder: PackageBuilder, resource: BoundType, span: Span): BoundRef {
  return intern(builder, { kind: 'borrow', resource }, null, span);
}

function structureOf(shape: BoundShape): string {
  if (shape.kind === 'borrow' || shape.kind === 'own') return `${shape.kind}:${shape.resource.index}`;
  if (shape.kind === 'option') return `option:${refKey(shape.type)}`;
  if (shape.kind === 'list') return `list:${refKey(shape.element)}`;
  if (shape.kind === 'result') return `result:${refKey(shape.ok)},${refKey(shape.err)}`;
  if (shape.kind === 'fixed-length-list') return `list:${refKey(shape.element)},${shape.length}`;
  return `${shape.kind}:${refsOf(shape).map(refKey).join()}`;
}

/** The types of an anonymous type are all of its own package, so their place in it tells them apart. */
function refKey(ref: BoundRef | null): string | number {
  return ref === null ? '_' : typeof ref === 'string' ? ref : ref.index;
}

/** `option<t>` is gated as `t` is; of several parts, the first that is gated decides. */
function inheritedStability(shape: BoundShape): Stability | null {
  if (shape.kind === 'own' || shape.kind === 'borrow') return shape.resource.stability;
  for (const ref of refsOf(shape))
    if (typeof ref !== 'string' && ref.stability !== null) return ref.stability;
  return null;
}

const ARTICLES: Readonly<Record<BoundShape['kind'], string>> = {
  error: 'a type',
  alias: 'another name of a type',
  resource: 'a resource',
  own: 'a handle',
  borrow: 'a handle',
  record: 'a record',
  variant: 'a variant',
  enum: 'an enum',
  flags: 'flags',
  tuple: 'a tuple',
  option: 'an option',
  list: 'a list',
  'fixed-length-list': 'a list of fixed length',
  map: 'a map',
  result: 'a result',
  future: 'a future',
  stream: 'a stream',
};

function describeType(type: BoundRef): string {
  return typeof type === 'string' ? `\`${type}\`` : ARTICLES[type.shape.kind];
}

/** The name by which a `use` or an `include … with` makes something known. */
export function newNameOf(renamed: RenamedName): Name {
  return renamed.alias ?? renamed.name;
}
