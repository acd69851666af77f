import { assertNever } from '../base/index.js';
import type { Func, Interface, Type, TypeDef, World, WorldItem } from './model.js';
import { postorder } from './postorder.js';

/** The types that the definition of `type` mentions, one level deep, in order. */
export function childTypes(type: TypeDef): readonly Type[] {
  switch (type.kind) {
    case 'record':
      return type.fields.map((field) => field.type);
    case 'variant':
      return type.cases.flatMap((item) => (item.type === null ? [] : [item.type]));
    case 'enum':
    case 'flags':
    case 'resource':
      return [];
    case 'own':
    case 'borrow':
      return [type.resource];
    case 'tuple':
      return type.types;
    case 'result':
      return [type.ok, type.err].filter((part) => part !== null);
    case 'list':
    case 'fixed-length-list':
      return [type.element];
    case 'map':
      return [type.key, type.value];
    case 'option':
    case 'alias':
      return [type.type];
    case 'future':
    case 'stream':
      return type.type === null ? [] : [type.type];
    default:
      return assertNever(type);
  }
}

/** The types of the parameters and the result of `func`, in order. */
export function signatureTypes(func: Func): readonly Type[] {
  const params = func.params.map((param) => param.type);
  return func.result === null ? params : [...params, func.result];
}

/** Every definition that `roots` reach, each after those that it mentions: an order to declare them in. */
export function liveTypes(roots: Iterable<Type>): ReadonlySet<TypeDef> {
  return postorder(definitionsOf(roots), (type) => definitionsOf(childTypes(type)));
}

function definitionsOf(types: Iterable<Type>): readonly TypeDef[] {
  return [...types].filter((type) => typeof type !== 'string');
}

/** The definitions that a function, an interface, a world item or a world needs, in an order to declare them in. */
export function liveTypesOf(node: Func | Interface | World | WorldItem): ReadonlySet<TypeDef> {
  return liveTypes(rootTypes(node));
}

function rootTypes(node: Func | Interface | World | WorldItem): readonly Type[] {
  switch (node.kind) {
    case 'interface':
      return [...node.types.values(), ...[...node.functions.values()].flatMap(rootTypes)];
    case 'world':
      return [...node.imports, ...node.exports].flatMap(rootTypes);
    case 'world-interface':
      return rootTypes(node.interface);
    case 'world-func':
      return rootTypes(node.func);
    case 'world-type':
      return [node.type];
    default:
      // The resource of a static function need not be in its signature.
      return node.resource === null ? signatureTypes(node) : [node.resource, ...signatureTypes(node)];
  }
}

/** Whether a value of `type` holds a `borrow` handle. */
export function containsBorrow(type: Type): boolean {
  return someType(type, (part) => part.kind === 'borrow');
}

/** Whether a value of `type` holds an `own` or `borrow` handle. */
export function containsHandle(type: Type): boolean {
  return someType(type, (part) => part.kind === 'own' || part.kind === 'borrow');
}

/** Whether a value of `type` holds a stream or a future. */
export function containsStreamOrFuture(type: Type): boolean {
  return someType(type, (part) => part.kind === 'stream' || part.kind === 'future');
}

function someType(type: Type, test: (part: TypeDef) => boolean): boolean {
  const live = liveTypes([type]);
  for (const part of live) if (test(part)) return true;
  return false;
}
