import type { Span } from '../../base/index.js';
import type { FuncKind } from '../model.js';
import type {
  AccessorSignature,
  Attribute,
  ConstructorItem,
  FuncSignature,
  Name,
  NodeBase,
  Param,
  ResourceDecl,
  Signature,
  TypeNode,
} from '../syntax/tree.js';
import { isErrorType, isUnknown, type BoundFunc, type BoundRef, type BoundType } from './bound.js';
import { spanIn } from './builder.js';
import { docsBefore } from './docs.js';
import { readAttributes } from './gates.js';
import { resolveMessages } from './messages.js';
import { defineName, type NameScope } from './names.js';
import { report } from './report.js';
import { bindOptionalType, bindType, borrowOf, type TypeScope } from './types.js';

/** Where docs and attributes of a function stand, and what it is a part of. */
export interface FuncSite {
  /** The node that begins with the attributes: the function itself, or `import` or `export`. */
  readonly node: NodeBase & { readonly attributes: readonly Attribute[] };
  readonly name: Name;
  readonly signature: Signature;
  readonly resource: BoundType | null;
}

/**
 * Binds the functions of a resource. Those that lack a name or a signature are passed over.
 * @spec WIT.md#item-resource
 */
export function bindResourceFuncs(scope: TypeScope, declaration: ResourceDecl): BoundFunc[] {
  if (declaration.items === null || declaration.name.kind !== 'id') return [];
  const resource = scope.types.get(declaration.name.name)?.type;
  if (resource === undefined || isErrorType(resource)) return [];
  const functions: BoundFunc[] = [];
  for (const item of declaration.items) {
    if (item.kind === 'error') continue;
    const func =
      item.kind === 'constructor'
        ? bindConstructor(scope, item, resource)
        : bindFunc(scope, { node: item, name: item.name, signature: item.signature, resource });
    if (func !== null) functions.push(func);
  }
  return functions;
}

/** Binds a function that is no constructor; null if its name or signature is missing. */
export function bindFunc(scope: TypeScope, site: FuncSite): BoundFunc | null {
  const { name, signature, resource } = site;
  if (name.kind !== 'id' || signature.kind === 'missing') return null;
  const { file } = scope.file;
  const { stability, externalId } = readAttributes(file, site.node.attributes, scope.builder.report);
  const span = spanIn(file, name);
  const params = bindParams(scope, signature.params, takesSelf(signature, resource) ? resource : null, span);
  const result =
    signature.kind === 'accessor'
      ? accessorResult(scope, name.name, signature)
      : bindOptionalType(scope, signature.result, null);
  return {
    kind: kindOf(signature, resource !== null),
    name: mangle(signature, name.name, resource),
    resource,
    params,
    result,
    docs: docsBefore(file, site.node.start),
    stability,
    externalId,
    span,
  };
}

function takesSelf(signature: FuncSignature | AccessorSignature, resource: BoundType | null): boolean {
  return resource !== null && !signature.static;
}

function kindOf(signature: FuncSignature | AccessorSignature, ofResource: boolean): FuncKind {
  if (signature.kind === 'accessor') {
    const accessor = signature.accessor === 'get' ? 'getter' : 'setter';
    if (!ofResource) return accessor;
    return signature.static ? `static-${accessor}` : `method-${accessor}`;
  }
  if (!ofResource) return signature.async ? 'async-freestanding' : 'freestanding';
  if (signature.static) return signature.async ? 'async-static' : 'static';
  return signature.async ? 'async-method' : 'method';
}

/** @spec Explainer.md#import-and-export-definitions */
function mangle(
  signature: FuncSignature | AccessorSignature,
  name: string,
  resource: BoundType | null,
): string {
  const accessor = signature.kind === 'accessor' ? `[${signature.accessor}]` : '';
  if (resource === null) return `${accessor}${name}`;
  return `[${signature.static ? 'static' : 'method'}]${accessor}${resource.name ?? ''}.${name}`;
}

type BoundParam = BoundFunc['params'][number];

function bindParams(
  scope: TypeScope,
  nodes: readonly Param[],
  self: BoundType | null,
  span: Span,
): BoundParam[] {
  const params: BoundParam[] = self === null ? [] : [selfParam(scope, self, span)];
  if (nodes.length === 0) return params;
  const names: NameScope = new Map();
  if (self !== null) defineName(names, { name: 'self', what: 'parameter', span }, scope.builder.report);
  for (const node of nodes) {
    const type = bindType(scope, node.type, null);
    if (node.name.kind !== 'id') continue;
    const { name } = node.name;
    const nameSpan = spanIn(scope.file.file, node.name);
    defineName(names, { name, what: 'parameter', span: nameSpan }, scope.builder.report);
    params.push({ name, type, span: nameSpan });
  }
  return params;
}

function selfParam(scope: TypeScope, self: BoundType, span: Span): BoundParam {
  return { name: 'self', type: borrowOf(scope.builder, self, span), span };
}

/**
 * Checks the shape of a getter or a setter and binds its result.
 * @spec WIT.md#item-func
 */
function accessorResult(scope: TypeScope, name: string, signature: AccessorSignature): BoundRef | null {
  const to = scope.builder.report;
  const { file } = scope.file;
  const keyword = accessorKeyword(scope, signature);
  const result = bindOptionalType(scope, signature.result, null);
  if (signature.accessor === 'get') {
    const [first] = signature.params;
    if (first !== undefined) report(to, resolveMessages.getterParams.at(spanIn(file, first), { name }));
    if (signature.result === null) {
      report(to, resolveMessages.getterResult.at(keyword, { name }, { help: [`write \`get() -> …\``] }));
    }
    return result;
  }
  if (signature.params.length !== 1) {
    const second = signature.params[1];
    const span = second === undefined ? keyword : spanIn(file, second);
    report(to, resolveMessages.setterParams.at(span, { name, count: signature.params.length }));
  }
  if (signature.result !== null && result !== null && !isSetterResult(result)) {
    const help = ['leave the result out, or write `-> result` or `-> result<_, …>`'];
    report(to, resolveMessages.setterResult.at(spanIn(file, signature.result), { name }, { help }));
  }
  return result;
}

function isSetterResult(type: BoundRef): boolean {
  if (typeof type === 'string') return false;
  return isUnknown(type) || (type.shape.kind === 'result' && type.shape.ok === null);
}

/** The word `get` or `set`, behind `static` if that is there. */
function accessorKeyword(scope: TypeScope, signature: AccessorSignature): Span {
  const { source } = scope.file.file;
  const start = signature.static
    ? source.text.indexOf(signature.accessor, signature.start + 'static'.length)
    : signature.start;
  return { file: source, start, end: start + signature.accessor.length };
}

function bindConstructor(scope: TypeScope, item: ConstructorItem, resource: BoundType): BoundFunc {
  const { file } = scope.file;
  const { stability, externalId } = readAttributes(file, item.attributes, scope.builder.report);
  const start = file.source.text.indexOf('constructor', attributesEnd(item));
  const span = { file: file.source, start, end: start + 'constructor'.length };
  return {
    kind: 'constructor',
    name: `[constructor]${resource.name ?? ''}`,
    resource,
    params: bindParams(scope, item.params, null, span),
    result: item.result === null ? resource : constructorResult(scope, item.result, resource),
    docs: docsBefore(file, item.start),
    stability,
    externalId,
    span,
  };
}

function attributesEnd(item: ConstructorItem): number {
  return item.attributes.at(-1)?.end ?? item.start;
}

/** A constructor that can fail returns `result<r, e>`. */
function constructorResult(scope: TypeScope, node: TypeNode, resource: BoundType): BoundRef {
  const result = bindType(scope, node, null);
  if (isUnknown(result)) return result;
  const shape = typeof result === 'string' ? null : result.shape;
  if (shape?.kind === 'result' && (shape.ok === resource || isUnknown(shape.ok))) return result;
  const culprit = shape?.kind === 'result' && node.kind === 'result' && node.ok !== null ? node.ok : node;
  const name = resource.name ?? '';
  const help = [`leave the result out, or write \`-> result<${name}, …>\``];
  const span = spanIn(scope.file.file, culprit);
  report(scope.builder.report, resolveMessages.constructorResult.at(span, { resource: name }, { help }));
  return result;
}
