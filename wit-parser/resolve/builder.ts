import type { Diagnostic, Span } from '../../base/index.js';
import type { PackageName, Stability } from '../model.js';
import { packageId } from '../query.js';
import type { FileItem, Id, NodeBase, PackageNameNode, WitFile } from '../syntax/tree.js';
import type {
  BoundInterface,
  BoundItem,
  BoundPackage,
  BoundRef,
  BoundShape,
  BoundType,
  BoundUse,
  BoundWorld,
  DeferredDiagnostic,
} from './bound.js';
import { report, type Report } from './report.js';

/** The declarations that one file, or one nested package, gives to a package. */
export interface PackagePart {
  readonly file: WitFile;
  readonly items: readonly FileItem[];
}

/** A package while it is being bound. Its arrays and maps are those of `package`. */
export interface PackageBuilder {
  readonly package: BoundPackage;
  readonly report: Report;
  readonly items: Map<string, BoundItem>;
  readonly interfaces: BoundInterface[];
  readonly worlds: BoundWorld[];
  readonly types: BoundType[];
  readonly uses: BoundUse[];
  readonly deferred: DeferredDiagnostic[];
  /** Anonymous types by their structure: equal ones are one, as in wasm-tools. */
  readonly interned: Map<string, BoundType>;
  /** What stands for a type that could not be looked up. */
  readonly errorType: BoundType;
  /** The packages that this one mentions, by the id it writes; null for one that is not known (which has been reported). */
  readonly dependencies: ReadonlyMap<string, BoundPackage | null>;
}

/** A file, with the names that it alone can see: those of its `use` at the top. */
export interface FileScope {
  readonly file: WitFile;
  /** Null for a name whose path could not be looked up. */
  readonly names: Map<string, BoundItem | null>;
}

/** `T` while it is being made. */
export type Mutable<T> = { -readonly [K in keyof T]: T[K] };

export function spanIn(file: WitFile, node: NodeBase): Span {
  return { file: file.source, start: node.start, end: node.end };
}

/** Reports a finding about another package: at once, or if it stands behind a gate, when that is found open. */
export function reportForeign(
  builder: PackageBuilder,
  stability: Stability | null,
  diagnostic: Diagnostic | null,
): void {
  if (diagnostic === null) return;
  if (stability?.kind === 'unstable') builder.deferred.push({ stability, diagnostic });
  else report(builder.report, diagnostic);
}

/** The name of a package as written; null if a part of it is missing, or if it is in the nested form `a:b:c`. */
export function packageNameOf(node: PackageNameNode): PackageName | null {
  if (node.namespaces.length > 1 || node.names.length > 1) return null;
  const namespace = node.namespaces[0];
  const name = node.names[0];
  if (namespace?.kind !== 'id' || name?.kind !== 'id') return null;
  return { namespace: namespace.name, name: name.name, version: node.version?.text ?? null };
}

/** The id under which a mention of a package is looked up. */
export function mentionedPackage(node: PackageNameNode): string | null {
  const name = packageNameOf(node);
  return name === null ? null : packageId(name);
}

interface NewType {
  readonly name: Id | null;
  readonly owner: BoundItem | null;
  readonly docs: string | null;
  readonly stability: Stability | null;
  readonly externalId: string | null;
  readonly span: Span;
  readonly shape: BoundShape;
}

/** Adds a type to the package. Types come after those they refer to, so what is known of these is known here. */
export function addType(builder: PackageBuilder, type: NewType): BoundType {
  const { shape } = type;
  const added: Mutable<BoundType> = {
    index: builder.types.length,
    package: builder.package,
    name: type.name?.name ?? null,
    owner: type.owner,
    docs: type.docs,
    stability: type.stability,
    externalId: type.externalId,
    span: type.span,
    shape,
    resource: null,
    containsBorrow: shape.kind === 'borrow' || someRef(shape, containsBorrow),
  };
  if (shape.kind === 'resource') added.resource = added;
  else if (shape.kind === 'alias' && typeof shape.type !== 'string') added.resource = shape.type.resource;
  builder.types.push(added);
  return added;
}

export function containsBorrow(ref: BoundRef): boolean {
  return typeof ref !== 'string' && ref.containsBorrow;
}

/** Whether `test` holds for one of the types that a shape is made of. Asked of every type, so it makes no list. */
export function someRef(shape: BoundShape, test: (ref: BoundRef) => boolean): boolean {
  switch (shape.kind) {
    case 'alias':
    case 'option':
      return test(shape.type);
    case 'list':
      return test(shape.element);
    case 'result':
      return (shape.ok !== null && test(shape.ok)) || (shape.err !== null && test(shape.err));
    default:
      return refsOf(shape).some(test);
  }
}

/** The types that a shape is made of; not the resource of a handle. */
export function refsOf(shape: BoundShape): readonly BoundRef[] {
  switch (shape.kind) {
    case 'alias':
    case 'option':
      return [shape.type];
    case 'record':
      return shape.fields.map((field) => field.type);
    case 'variant':
      return shape.cases.flatMap((one) => (one.type === null ? [] : [one.type]));
    case 'tuple':
      return shape.types;
    case 'list':
    case 'fixed-length-list':
      return [shape.element];
    case 'map':
      return [shape.key, shape.value];
    case 'result':
      return [shape.ok, shape.err].filter((ref) => ref !== null);
    case 'future':
    case 'stream':
      return shape.type === null ? [] : [shape.type];
    default:
      return [];
  }
}
