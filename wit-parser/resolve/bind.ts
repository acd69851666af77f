import type { Diagnostic, Label } from '../../base/index.js';
import type { PackageName, Stability } from '../model.js';
import { packageId } from '../query.js';
import type { InterfaceDecl, TopLevelUse, UsePath, WorldDecl } from '../syntax/tree.js';
import type {
  BoundInterface,
  BoundItem,
  BoundPackage,
  BoundType,
  BoundUse,
  BoundWorld,
  DeferredDiagnostic,
} from './bound.js';
import { spanIn, type FileScope, type PackageBuilder, type PackagePart } from './builder.js';
import { docsBefore } from './docs.js';
import { readAttributes } from './gates.js';
import { bindInterfaceItems, createInterface, type InterfaceShell } from './interfaces.js';
import { resolveMessages } from './messages.js';
import type { PackageOutline } from './outline.js';
import { interfaceAt, reportUnknown } from './paths.js';
import { createReport, report } from './report.js';
import { findCycles, topologicalOrder } from './topological-order.js';
import { bindWorldItems, createWorld, type WorldShell } from './world-items.js';

export interface BindResult {
  readonly package: BoundPackage;
  readonly diagnostics: readonly Diagnostic[];
}

export interface BindOptions {
  /** Something of the package is not in the outline. */
  readonly incomplete: boolean;
}

/**
 * Binds a package: looks up every name in it, and keeps every item with its gate.
 *
 * @param outline the package's parts
 * @param name its name; another version than the outline's makes a view of it as that older version
 * @param dependencies the packages it mentions, by the ids it uses; null for one that is not known
 */
export function bind(
  outline: PackageOutline,
  name: PackageName,
  dependencies: ReadonlyMap<string, BoundPackage | null>,
  options: BindOptions = { incomplete: false },
): BindResult {
  const builder = createBuilder(outline, name, dependencies, options);
  const declared = declareItems(builder, outline.parts);
  for (const { scope, part } of declared.files) bindTopLevelUses(builder, scope, part);
  const order = itemOrder(builder, declared);
  for (const item of order) {
    if (item.kind === 'interface') numberInterface(builder, item.shell.interface);
    else numberWorld(builder, item.shell.world);
  }
  const inOrder = [...order, ...declared.hidden];
  for (const item of inOrder) if (item.kind === 'interface') bindInterface(builder, item);
  for (const item of inOrder) if (item.kind === 'world') bindWorld(builder, item);
  return { package: builder.package, diagnostics: builder.report.diagnostics };
}

function createBuilder(
  outline: PackageOutline,
  name: PackageName,
  dependencies: ReadonlyMap<string, BoundPackage | null>,
  options: BindOptions,
): PackageBuilder {
  const items = new Map<string, BoundItem>();
  const interfaces: BoundInterface[] = [];
  const worlds: BoundWorld[] = [];
  const types: BoundType[] = [];
  const uses: BoundUse[] = [];
  const deferred: DeferredDiagnostic[] = [];
  const bound: BoundPackage = {
    kind: 'package',
    name,
    docs: outline.docs,
    span: outline.span,
    items,
    interfaces,
    worlds,
    types,
    uses,
    deferred,
    olderView: packageId(name) !== packageId(outline.name),
    incomplete: outline.incomplete || options.incomplete,
  };
  const errorType: BoundType = {
    index: -1,
    package: bound,
    name: null,
    owner: null,
    docs: null,
    stability: null,
    externalId: null,
    span: outline.span,
    shape: { kind: 'error' },
    resource: null,
    containsBorrow: false,
  };
  return {
    package: bound,
    report: createReport(),
    items,
    interfaces,
    worlds,
    types,
    uses,
    deferred,
    interned: new Map(),
    errorType,
    dependencies,
  };
}

/** An interface or a world with its node and the file that it is in. */
type DeclaredItem =
  | {
      readonly kind: 'interface';
      readonly node: InterfaceDecl;
      readonly scope: FileScope;
      readonly shell: InterfaceShell;
    }
  | {
      readonly kind: 'world';
      readonly node: WorldDecl;
      readonly scope: FileScope;
      readonly shell: WorldShell;
    };

interface Declared {
  readonly files: { readonly scope: FileScope; readonly part: PackagePart }[];
  /** In text order. */
  readonly items: DeclaredItem[];
  /** Second declarations of a name: what is in them is checked, but nothing can refer to them. */
  readonly hidden: DeclaredItem[];
}

function declareItems(builder: PackageBuilder, parts: readonly PackagePart[]): Declared {
  const declared: Declared = { files: [], items: [], hidden: [] };
  for (const part of parts) {
    const scope: FileScope = { file: part.file, names: new Map() };
    declared.files.push({ scope, part });
    for (const node of part.items) {
      if (node.kind !== 'interface' && node.kind !== 'world') continue;
      const item = declareItem(builder, scope, node);
      const bound = boundOf(item);
      const earlier = node.name.kind === 'id' ? builder.items.get(node.name.name) : undefined;
      if (node.name.kind !== 'id' || earlier !== undefined) {
        declared.hidden.push(item);
        if (earlier !== undefined) reportDuplicateItem(builder, bound, earlier);
        continue;
      }
      builder.items.set(node.name.name, bound);
      declared.items.push(item);
    }
  }
  return declared;
}

function declareItem(
  builder: PackageBuilder,
  scope: FileScope,
  node: InterfaceDecl | WorldDecl,
): DeclaredItem {
  const name = node.name.kind === 'id' ? node.name.name : '';
  const span = spanIn(scope.file, node.name);
  return node.kind === 'interface'
    ? { kind: 'interface', node, scope, shell: createInterface(builder, name, span, node.items) }
    : { kind: 'world', node, scope, shell: createWorld(builder, name, span, node.items) };
}

function boundOf(item: DeclaredItem): BoundItem {
  return item.kind === 'interface' ? item.shell.interface : item.shell.world;
}

function reportDuplicateItem(builder: PackageBuilder, item: BoundItem, earlier: BoundItem): void {
  const secondary: Label[] = [{ at: earlier.span, label: `this ${earlier.kind} has it already` }];
  const details = { label: `this ${item.kind}`, secondary };
  report(builder.report, resolveMessages.duplicateName.at(item.span, { name: item.name ?? '' }, details));
}

/**
 * Enters the names that `use` at the top of a file brings into that file.
 * @spec WIT.md#interfaces-worlds-and-use
 */
function bindTopLevelUses(builder: PackageBuilder, scope: FileScope, part: PackagePart): void {
  const own = new Map<string, BoundItem>();
  for (const node of part.items) {
    if (node.kind !== 'interface' && node.kind !== 'world') continue;
    const item = node.name.kind === 'id' ? builder.items.get(node.name.name) : undefined;
    if (item !== undefined && item.span.file === part.file.source) own.set(item.name ?? '', item);
  }
  for (const node of part.items) {
    if (node.kind !== 'top-level-use') continue;
    reportAttributes(builder, scope, node);
    const name = node.alias ?? node.path.name;
    const item = topLevelTarget(builder, scope, part, node);
    if (name.kind !== 'id') continue;
    const earlier = scope.names.get(name.name) ?? own.get(name.name);
    if (earlier === undefined) {
      scope.names.set(name.name, item);
      continue;
    }
    const secondary: Label[] =
      earlier === null ? [] : [{ at: earlier.span, label: `this ${earlier.kind} has it already` }];
    const details = { label: 'brought in here', secondary, help: ['give it another name with `as`'] };
    report(
      builder.report,
      resolveMessages.duplicateName.at(spanIn(scope.file, name), { name: name.name }, details),
    );
  }
}

function reportAttributes(builder: PackageBuilder, scope: FileScope, node: TopLevelUse): void {
  const [first] = node.attributes;
  if (first === undefined || first.kind === 'error') return;
  const span = spanIn(scope.file, first);
  report(builder.report, resolveMessages.attributeOnUse.at(span, {}));
}

/** Of this package a `use` at the top can name an interface or a world, of another package an interface. */
function topLevelTarget(
  builder: PackageBuilder,
  scope: FileScope,
  part: PackagePart,
  node: TopLevelUse,
): BoundItem | null {
  const { path } = node;
  if (path.name.kind !== 'id') return null;
  if (path.package === null) {
    const item = builder.items.get(path.name.name);
    if (item !== undefined) return item;
    reportUnknown(
      builder,
      builder.package,
      spanIn(scope.file, path.name),
      path.name.name,
      'interface',
      null,
      [],
    );
    return null;
  }
  const before = builder.report.diagnostics.length;
  const target = interfaceAt(builder, scope, path, null);
  const [refused] = target === null ? builder.report.diagnostics.slice(before) : [];
  if (target !== null)
    builder.uses.push({ interface: target, stability: null, span: spanIn(scope.file, path.name) });
  if (refused?.code !== resolveMessages.notAnInterface.code) return target;
  const includes = part.items.flatMap((item) => (item.kind === 'world' ? item.items : []));
  const labels = includes.flatMap((item) =>
    item.kind === 'include' && isSamePath(scope, item.path, path)
      ? [{ at: spanIn(scope.file, item.path), label: 'a world can be included by its full path' }]
      : [],
  );
  if (labels.length > 0) {
    builder.report.diagnostics[before] = { ...refused, secondary: [...refused.secondary, ...labels] };
  }
  return null;
}

function isSamePath(scope: FileScope, a: UsePath, b: UsePath): boolean {
  const { text } = scope.file.source;
  return text.slice(a.start, a.end) === text.slice(b.start, b.end);
}

/** The items in dependency order. Those in a cycle, and what depends on them, come last in text order. */
function itemOrder(builder: PackageBuilder, declared: Declared): DeclaredItem[] {
  const indexOf = new Map(declared.items.map((item, index) => [boundOf(item), index]));
  const references = declared.items.map((item) => localReferences(builder, item, indexOf));
  const edges = references.map((of) => of.map((reference) => reference.target));
  const order = topologicalOrder(edges);
  if (order.length < edges.length) {
    for (const cycle of findCycles(edges)) reportItemCycle(builder, declared.items, references, cycle);
    const placed = new Set(order);
    for (const index of edges.keys()) if (!placed.has(index)) order.push(index);
  }
  return order.flatMap((index) => declared.items[index] ?? []);
}

interface Reference {
  readonly target: number;
  readonly path: UsePath;
}

/** The items of this package that an interface uses or a world includes. What a world imports does not count. */
function localReferences(
  builder: PackageBuilder,
  item: DeclaredItem,
  indexOf: ReadonlyMap<BoundItem, number>,
): Reference[] {
  const wanted = item.kind === 'interface' ? 'use' : 'include';
  const references: Reference[] = [];
  for (const child of item.node.items) {
    if (child.kind !== wanted || !('path' in child)) continue;
    const { path } = child;
    if (path.package !== null || path.name.kind !== 'id') continue;
    const inFile = item.scope.names.get(path.name.name);
    const target = inFile === undefined ? builder.items.get(path.name.name) : inFile;
    const index = target === null || target === undefined ? undefined : indexOf.get(target);
    if (index !== undefined) references.push({ target: index, path });
  }
  return references;
}

function reportItemCycle(
  builder: PackageBuilder,
  items: readonly DeclaredItem[],
  references: readonly (readonly Reference[])[],
  cycle: readonly number[],
): void {
  const labels: Label[] = [];
  const path: string[] = [];
  let worlds = 0;
  cycle.forEach((index, place) => {
    const item = items[index];
    const next = cycle[(place + 1) % cycle.length];
    const reference = references[index]?.find((one) => one.target === next);
    if (item === undefined || reference === undefined) return;
    const bound = boundOf(item);
    if (item.kind === 'world') worlds++;
    path.push(bound.name ?? '');
    const verb = item.kind === 'interface' ? 'uses' : 'includes';
    labels.push({ at: spanIn(item.scope.file, reference.path), label: `\`${bound.name}\` ${verb} this` });
    labels.push({ at: bound.span, label: `\`${bound.name}\` is here` });
  });
  const [first, ...secondary] = labels;
  if (first === undefined) return;
  const what = worlds === 0 ? 'interfaces' : worlds === cycle.length ? 'worlds' : 'interfaces and worlds';
  const args = { what, path: [...path, ...path.slice(0, 1)] };
  const help = worlds === 0 ? ['move the types that both need to an interface of their own'] : [];
  report(
    builder.report,
    resolveMessages.itemCycle.at(first.at, args, { label: first.label, secondary, help }),
  );
}

function numberInterface(builder: PackageBuilder, item: InterfaceShell['interface']): void {
  item.index = builder.interfaces.length;
  builder.interfaces.push(item);
}

function numberWorld(builder: PackageBuilder, item: WorldShell['world']): void {
  item.index = builder.worlds.length;
  builder.worlds.push(item);
}

function bindInterface(builder: PackageBuilder, item: Extract<DeclaredItem, { kind: 'interface' }>): void {
  const { node, scope, shell } = item;
  shell.interface.docs = docsBefore(scope.file, node.start);
  shell.interface.stability = gateOf(builder, scope, node);
  bindInterfaceItems(builder, scope, shell, node.items);
}

function bindWorld(builder: PackageBuilder, item: Extract<DeclaredItem, { kind: 'world' }>): void {
  const { node, scope, shell } = item;
  shell.world.docs = docsBefore(scope.file, node.start);
  shell.world.stability = gateOf(builder, scope, node);
  bindWorldItems(builder, scope, shell, node.items);
}

function gateOf(
  builder: PackageBuilder,
  scope: FileScope,
  node: InterfaceDecl | WorldDecl,
): Stability | null {
  return readAttributes(scope.file, node.attributes, builder.report).stability;
}
