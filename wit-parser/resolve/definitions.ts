import type { Label } from '../../base/index.js';
import type { Stability } from '../model.js';
import type {
  CaseDecl,
  FieldDecl,
  FlagDecl,
  Id,
  InterfaceItem,
  Name,
  TypeItem,
  TypeNode,
  UseDecl,
} from '../syntax/tree.js';
import type { BoundCase, BoundField, BoundMember, BoundShape } from './bound.js';
import { addType, spanIn } from './builder.js';
import { docsBefore } from './docs.js';
import { readAttributes } from './gates.js';
import { resolveMessages } from './messages.js';
import { defineName, reportClash, type NameScope } from './names.js';
import { report } from './report.js';
import { findCycles, topologicalOrder } from './topological-order.js';
import { bindOptionalType, bindShape, bindType, newNameOf, type TypeScope } from './types.js';
import { bindUse } from './use.js';

/**
 * Binds the types of an interface or a world: first what `use` brings in, then the definitions, each after those it
 * refers to. Definitions that contain themselves become error types.
 * @spec WIT.md#types
 */
export function bindDefinitions(scope: TypeScope, items: readonly (UseDecl | TypeItem)[]): void {
  for (const item of items) if (item.kind === 'use') bindUse(scope, item);
  const nodes = collectNodes(scope, items);
  const edges = nodes.list.map(({ definition }) => (definition === null ? [] : edgesOf(definition, nodes)));
  const order = topologicalOrder(edges);
  if (order.length < nodes.list.length) {
    for (const index of handleCycles(scope, nodes.list, edges, order)) order.push(index);
  }
  for (const index of order) {
    const definition = nodes.list[index]?.definition;
    if (definition !== undefined && definition !== null) bindDefinition(scope, definition);
  }
}

function edgesOf(definition: TypeItem, nodes: TypeNodes): number[] {
  const edges: number[] = [];
  for (const { name } of dependenciesOf(definition)) {
    const index = nodes.indexOf.get(name);
    if (index !== undefined) edges.push(index);
  }
  return edges;
}

/** Lists the names of the types that `items` define or use, when it is first asked for them. */
export function typeNamesIn(items: readonly (InterfaceItem | UseDecl | TypeItem)[]): () => readonly string[] {
  let known: string[] | null = null;
  return () => {
    if (known !== null) return known;
    known = [];
    for (const item of items) {
      if (item.kind === 'func-item' || item.kind === 'error') continue;
      const names = item.kind === 'use' ? item.names.map(newNameOf) : [item.name];
      for (const name of names) if (name.kind === 'id') known.push(name.name);
    }
    return known;
  };
}

interface TypeNodes {
  /** In text order. A `use` is a node without a definition: what depends on it waits for its turn, as in wasm-tools. */
  readonly list: { readonly name: string; readonly definition: TypeItem | null }[];
  readonly indexOf: Map<string, number>;
}

function collectNodes(scope: TypeScope, items: readonly (UseDecl | TypeItem)[]): TypeNodes {
  const nodes: TypeNodes = { list: [], indexOf: new Map() };
  const definedAt = new Map<string, Id>();
  for (const item of items) {
    if (item.kind === 'use') {
      for (const renamed of item.names) addNode(nodes, newNameOf(renamed), null);
      continue;
    }
    const { name } = item;
    if (name.kind !== 'id') continue;
    const earlier = definedAt.get(name.name);
    const at = earlier === undefined ? scope.types.get(name.name)?.span : spanIn(scope.file.file, earlier);
    if (at !== undefined) {
      const defined = { name: name.name, what: 'type', span: spanIn(scope.file.file, name) };
      reportClash(defined, { name: name.name, what: 'type', span: at }, scope.builder.report);
      continue;
    }
    definedAt.set(name.name, name);
    addNode(nodes, name, item);
  }
  return nodes;
}

function addNode(nodes: TypeNodes, name: Name, definition: TypeItem | null): void {
  if (name.kind !== 'id' || nodes.indexOf.has(name.name)) return;
  nodes.indexOf.set(name.name, nodes.list.length);
  nodes.list.push({ name: name.name, definition });
}

/** Reports the cycles and answers what is left to bind: all that was not in the order and is in no cycle. */
function handleCycles(
  scope: TypeScope,
  list: TypeNodes['list'],
  edges: readonly (readonly number[])[],
  order: readonly number[],
): number[] {
  const left = new Set(list.keys());
  for (const index of order) left.delete(index);
  for (const cycle of findCycles(edges)) {
    reportCycle(
      scope,
      cycle.flatMap((index) => list[index]?.definition ?? []),
    );
    for (const index of cycle) {
      const definition = list[index]?.definition;
      if (definition?.name.kind === 'id') defineError(scope, definition.name);
    }
    for (const index of cycle) left.delete(index);
  }
  const open = topologicalOrder(
    edges.map((targets, from) => (left.has(from) ? targets.filter((to) => left.has(to)) : [])),
  );
  return open.filter((index) => left.has(index));
}

/** Of a long cycle, not all steps are shown. */
const MAX_LABELS = 20;

function reportCycle(scope: TypeScope, cycle: readonly TypeItem[]): void {
  const { file } = scope.file;
  const labels: Label[] = cycle.flatMap((definition, index) => {
    const next = cycle[(index + 1) % cycle.length]?.name;
    if (next?.kind !== 'id' || definition.name.kind !== 'id') return [];
    const reference = dependenciesOf(definition).find((id) => id.name === next.name);
    return reference === undefined
      ? []
      : [{ at: spanIn(file, reference), label: `\`${definition.name.name}\` contains \`${next.name}\`` }];
  });
  const [first, ...secondary] = labels;
  if (first === undefined) return;
  const path = cycle.flatMap((definition) => (definition.name.kind === 'id' ? [definition.name.name] : []));
  const details = {
    label: first.label,
    secondary: secondary.slice(0, MAX_LABELS),
    help: ['refer to the value by an index into a list, or put a resource in between'],
  };
  const args = { path: [...path, ...path.slice(0, 1)] };
  report(scope.builder.report, resolveMessages.typeCycle.at(first.at, args, details));
}

function defineError(scope: TypeScope, name: Id): void {
  if (scope.types.has(name.name)) return;
  const span = spanIn(scope.file.file, name);
  scope.types.set(name.name, { type: scope.builder.errorType, span });
}

function bindDefinition(scope: TypeScope, definition: TypeItem): void {
  const { name } = definition;
  if (name.kind !== 'id' || scope.types.has(name.name)) return;
  const { file } = scope.file;
  const { stability, externalId } = readAttributes(file, definition.attributes, scope.builder.report);
  const docs = docsBefore(file, definition.start);
  const shape = shapeOfDefinition(scope, definition, stability);
  const span = spanIn(file, name);
  const type = addType(scope.builder, { name, owner: scope.owner, docs, stability, externalId, span, shape });
  scope.types.set(name.name, { type, span });
}

function shapeOfDefinition(scope: TypeScope, definition: TypeItem, stability: Stability | null): BoundShape {
  switch (definition.kind) {
    case 'record':
      return { kind: 'record', fields: bindFields(scope, definition.fields, stability) };
    case 'variant':
      return { kind: 'variant', cases: bindCases(scope, definition.cases, stability) };
    case 'enum':
      return { kind: 'enum', cases: bindMembers(scope, definition.cases, 'case') };
    case 'flags':
      return { kind: 'flags', flags: bindMembers(scope, definition.flags, 'flag') };
    case 'resource':
      return { kind: 'resource' };
    case 'type-alias':
      return bindShape(scope, definition.type, stability);
  }
}

function bindFields(
  scope: TypeScope,
  nodes: readonly FieldDecl[],
  stability: Stability | null,
): BoundField[] {
  const names: NameScope = new Map();
  const fields: BoundField[] = [];
  for (const node of nodes) {
    const member = bindMember(scope, node, 'field', names);
    const type = bindType(scope, node.type, stability);
    if (member !== null) fields.push({ ...member, type });
  }
  return fields;
}

function bindCases(scope: TypeScope, nodes: readonly CaseDecl[], stability: Stability | null): BoundCase[] {
  const names: NameScope = new Map();
  const cases: BoundCase[] = [];
  for (const node of nodes) {
    const member = bindMember(scope, node, 'case', names);
    const type = bindOptionalType(scope, node.type, stability);
    if (member !== null) cases.push({ ...member, type });
  }
  return cases;
}

function bindMembers(scope: TypeScope, nodes: readonly (CaseDecl | FlagDecl)[], what: string): BoundMember[] {
  const names: NameScope = new Map();
  const members: BoundMember[] = [];
  for (const node of nodes) {
    const member = bindMember(scope, node, what, names);
    if (member !== null) members.push(member);
  }
  return members;
}

function bindMember(
  scope: TypeScope,
  node: FieldDecl | CaseDecl | FlagDecl,
  what: string,
  names: NameScope,
): BoundMember | null {
  if (node.name.kind !== 'id') return null;
  const { file } = scope.file;
  const span = spanIn(file, node.name);
  defineName(names, { name: node.name.name, what, span }, scope.builder.report);
  return { name: node.name.name, docs: docsBefore(file, node.start), span };
}

/** The names that a definition mentions, in text order. */
function dependenciesOf(definition: TypeItem): Id[] {
  const found: Id[] = [];
  switch (definition.kind) {
    case 'record':
      for (const field of definition.fields) collectNames(field.type, found);
      break;
    case 'variant':
      for (const one of definition.cases) if (one.type !== null) collectNames(one.type, found);
      break;
    case 'type-alias':
      collectNames(definition.type, found);
      break;
    default:
  }
  return found;
}

function collectNames(node: TypeNode, into: Id[]): void {
  switch (node.kind) {
    case 'named-type':
      into.push(node.name);
      break;
    case 'own':
    case 'borrow':
      if (node.resource.kind === 'id') into.push(node.resource);
      break;
    case 'list':
      collectNames(node.element, into);
      break;
    case 'map':
      collectNames(node.key, into);
      collectNames(node.value, into);
      break;
    case 'option':
      collectNames(node.type, into);
      break;
    case 'result':
      if (node.ok !== null) collectNames(node.ok, into);
      if (node.err !== null) collectNames(node.err, into);
      break;
    case 'tuple':
      for (const type of node.types) collectNames(type, into);
      break;
    case 'future':
    case 'stream':
      if (node.type !== null) collectNames(node.type, into);
      break;
    default:
  }
}
