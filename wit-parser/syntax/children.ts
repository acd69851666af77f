import type { Node, PackageNameNode, UsePath } from './tree.js';

function present(...nodes: readonly (Node | null)[]): readonly Node[] {
  return nodes.filter((node) => node !== null);
}

/** The version of a path stands behind the interface's name: it is the path's child then, not the package name's. */
function packageNameChildren(node: PackageNameNode): readonly Node[] {
  const parts = [...node.namespaces, ...node.names];
  return node.version !== null && node.version.end <= node.end ? [...parts, node.version] : parts;
}

function usePathChildren(node: UsePath): readonly Node[] {
  if (node.package === null) return [node.name];
  return present(node.package, node.name, node.package.version);
}

/** The member of the union `Node` that has kind `K`. */
type NodeOf<K, N = Node> = N extends { readonly kind: infer Kind } ? (K extends Kind ? N : never) : never;

const noChildren = (): readonly Node[] => [];
const withItems = (node: NodeOf<'interface' | 'world'> | NodeOf<'nested-package'>): readonly Node[] => [
  ...node.attributes,
  node.name,
  ...node.items,
];
const extern = (node: NodeOf<'import'>): readonly Node[] => [...node.attributes, node.item];
const func = (node: NodeOf<'func'> | NodeOf<'accessor'>): readonly Node[] =>
  present(...node.params, node.result);
const withCases = (node: NodeOf<'variant'> | NodeOf<'enum'>): readonly Node[] => [
  ...node.attributes,
  node.name,
  ...node.cases,
];
const typed = (node: NodeOf<'param'> | NodeOf<'field'>): readonly Node[] => [node.name, node.type];
const named = (node: NodeOf<'flag'> | NodeOf<'named-type'>): readonly Node[] => [node.name];
const handle = (node: NodeOf<'own'>): readonly Node[] => [node.resource];
const wrapper = (node: NodeOf<'stream'> | NodeOf<'future'>): readonly Node[] => present(node.type);
const gate = (node: NodeOf<'since'> | NodeOf<'deprecated'>): readonly Node[] => [node.version];

const CHILDREN: { readonly [K in Node['kind']]: (node: NodeOf<K>) => readonly Node[] } = {
  file: (node) => node.items,
  'package-decl': (node) => [...node.attributes, node.name],
  'nested-package': withItems,
  'top-level-use': (node) => present(...node.attributes, node.path, node.alias),
  interface: withItems,
  world: withItems,
  resource: (node) => [...node.attributes, node.name, ...(node.items ?? [])],
  use: (node) => [...node.attributes, node.path, ...node.names],
  include: (node) => [...node.attributes, node.path, ...node.with],
  import: extern,
  export: extern,
  'extern-path': (node) => present(node.label, node.path),
  'extern-interface': (node) => [node.name, ...node.items],
  'extern-func': (node) => [node.name, node.signature],
  'func-item': (node) => [...node.attributes, node.name, node.signature],
  constructor: (node) => present(...node.attributes, ...node.params, node.result),
  func,
  accessor: func,
  record: (node) => [...node.attributes, node.name, ...node.fields],
  variant: withCases,
  enum: withCases,
  flags: (node) => [...node.attributes, node.name, ...node.flags],
  'type-alias': (node) => [...node.attributes, node.name, node.type],
  param: typed,
  field: typed,
  case: (node) => present(node.name, node.type),
  flag: named,
  'named-type': named,
  'renamed-name': (node) => present(node.name, node.alias),
  own: handle,
  borrow: handle,
  list: (node) => present(node.element, node.length),
  map: (node) => [node.key, node.value],
  option: (node) => [node.type],
  stream: wrapper,
  future: wrapper,
  result: (node) => present(node.ok, node.err),
  tuple: (node) => node.types,
  since: gate,
  deprecated: gate,
  unstable: (node) => [node.feature],
  'package-name': packageNameChildren,
  'use-path': usePathChildren,
  id: noChildren,
  version: noChildren,
  primitive: noChildren,
  integer: noChildren,
  'external-id': noChildren,
  error: noChildren,
  missing: noChildren,
};

/** The child nodes of `node`, in text order. Tokens are no nodes: `elementsOf` has both. */
export function childrenOf(node: Node): readonly Node[] {
  // The table has a function of the right kind at each kind, which the type of a lookup cannot say.
  const children = CHILDREN[node.kind] as (node: Node) => readonly Node[];
  return children(node);
}

/** Calls `visit` with `node` and all nodes below it, in text order, parents first. */
export function walk(node: Node, visit: (node: Node) => void): void {
  visit(node);
  for (const child of childrenOf(node)) walk(child, visit);
}
