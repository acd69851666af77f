import { assertNever } from '../../base/index.js';
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

/** The child nodes of `node`, in text order. Tokens are no nodes: `elementsOf` has both. */
export function childrenOf(node: Node): readonly Node[] {
  switch (node.kind) {
    case 'file':
      return node.items;
    case 'package-decl':
      return [...node.attributes, node.name];
    case 'nested-package':
      return [...node.attributes, node.name, ...node.items];
    case 'top-level-use':
      return present(...node.attributes, node.path, node.alias);
    case 'interface':
    case 'world':
      return [...node.attributes, node.name, ...node.items];
    case 'resource':
      return [...node.attributes, node.name, ...(node.items ?? [])];
    case 'use':
      return [...node.attributes, node.path, ...node.names];
    case 'include':
      return [...node.attributes, node.path, ...node.with];
    case 'import':
    case 'export':
      return [...node.attributes, node.item];
    case 'extern-path':
      return present(node.label, node.path);
    case 'extern-interface':
      return [node.name, ...node.items];
    case 'extern-func':
      return [node.name, node.signature];
    case 'func-item':
      return [...node.attributes, node.name, node.signature];
    case 'constructor':
      return present(...node.attributes, ...node.params, node.result);
    case 'func':
    case 'accessor':
      return present(...node.params, node.result);
    case 'record':
      return [...node.attributes, node.name, ...node.fields];
    case 'variant':
    case 'enum':
      return [...node.attributes, node.name, ...node.cases];
    case 'flags':
      return [...node.attributes, node.name, ...node.flags];
    case 'type-alias':
      return [...node.attributes, node.name, node.type];
    case 'param':
    case 'field':
      return [node.name, node.type];
    case 'case':
      return present(node.name, node.type);
    case 'flag':
    case 'named-type':
      return [node.name];
    case 'renamed-name':
      return present(node.name, node.alias);
    case 'own':
    case 'borrow':
      return [node.resource];
    case 'list':
      return present(node.element, node.length);
    case 'map':
      return [node.key, node.value];
    case 'option':
      return [node.type];
    case 'stream':
    case 'future':
      return present(node.type);
    case 'result':
      return present(node.ok, node.err);
    case 'tuple':
      return node.types;
    case 'since':
    case 'deprecated':
      return [node.version];
    case 'unstable':
      return [node.feature];
    case 'package-name':
      return packageNameChildren(node);
    case 'use-path':
      return usePathChildren(node);
    case 'id':
    case 'version':
    case 'primitive':
    case 'integer':
    case 'external-id':
    case 'error':
    case 'missing':
      return [];
    default:
      return assertNever(node);
  }
}

/** Calls `visit` with `node` and all nodes below it, in text order, parents first. */
export function walk(node: Node, visit: (node: Node) => void): void {
  visit(node);
  for (const child of childrenOf(node)) walk(child, visit);
}
