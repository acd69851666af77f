import type { Diagnostic, Label } from '../../base/index.js';
import type { PackageName, Stability } from '../model.js';
import { packageId } from '../query.js';
import type { InterfaceDecl, WorldDecl } from '../syntax/tree.js';
import type {
  BoundInterface,
  BoundItem,
  BoundPackage,
  BoundType,
  BoundUse,
  BoundWorld,
  DeferredDiagnostic,
} from './bound.js';
import { type FileScope, type PackageBuilder, type PackagePart } from './builder.js';
import { docsBefore } from './docs.js';
import { readAttributes } from './gates.js';
import { bindInterfaceItems, createInterface } from './interfaces.js';
import { ANYTHING_LOST } from './lost-names.js';
import { resolveMessages } from './messages.js';
import type { PackageOutline } from './outline.js';
import { boundOf, itemOrder, type DeclaredItem } from './item-order.js';
import { createReport, report } from './report.js';
import { bindTopLevelUses } from './top-level-use.js';
import { bindWorldItems, createWorld } from './world-items.js';

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
  const order = itemOrder(builder, declared.items);
  for (const item of order) place(builder, item);
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
    lost: options.incomplete ? ANYTHING_LOST : outline.lost,
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
  return node.kind === 'interface'
    ? { kind: 'interface', node, scope, shell: createInterface(builder, scope.file, name, node) }
    : { kind: 'world', node, scope, shell: createWorld(builder, scope.file, name, node) };
}

function reportDuplicateItem(builder: PackageBuilder, item: BoundItem, earlier: BoundItem): void {
  const secondary: Label[] = [{ at: earlier.span, label: `this ${earlier.kind} has it already` }];
  const details = { label: `this ${item.kind}`, secondary };
  report(builder.report, resolveMessages.duplicateName.at(item.span, { name: item.name ?? '' }, details));
}

/** Gives an item its number. */
function place(builder: PackageBuilder, item: DeclaredItem): void {
  if (item.kind === 'interface') {
    item.shell.interface.index = builder.interfaces.length;
    builder.interfaces.push(item.shell.interface);
  } else {
    item.shell.world.index = builder.worlds.length;
    builder.worlds.push(item.shell.world);
  }
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
