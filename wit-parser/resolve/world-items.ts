import type { Span } from '../../base/index.js';
import { packageId } from '../query.js';
import type { ExternDecl, Name, WitFile, WorldItemNode } from '../syntax/tree.js';
import type { BoundFunc, BoundInclude, BoundInterface, BoundWorld, BoundWorldItem } from './bound.js';
import { spanIn, type FileScope, type Mutable, type PackageBuilder } from './builder.js';
import { bindDefinitions, typeNamesIn } from './definitions.js';
import { docsBefore } from './docs.js';
import { bindFunc, bindResourceFuncs } from './functions.js';
import { readAttributes } from './gates.js';
import { bindInterfaceItems, createInterface, describeFunc } from './interfaces.js';
import { ANYTHING_LOST, lostNames } from './lost-names.js';
import { resolveMessages } from './messages.js';
import { defineName, type DefinedName, type NameScope } from './names.js';
import { interfaceAt, worldAt } from './paths.js';
import { report } from './report.js';
import type { ScopeType, TypeScope } from './types.js';

/** A world whose items are about to be bound. */
export interface WorldShell {
  readonly world: Mutable<BoundWorld>;
  readonly includes: BoundInclude[];
  readonly imports: BoundWorldItem[];
  readonly exports: BoundWorldItem[];
}

/** Makes a world without items, which other items can refer to. */
export function createWorld(
  builder: PackageBuilder,
  file: WitFile,
  name: string,
  { name: at, items }: { readonly name: Name; readonly items: readonly WorldItemNode[] },
): WorldShell {
  const includes: BoundInclude[] = [];
  const imports: BoundWorldItem[] = [];
  const exports: BoundWorldItem[] = [];
  const world: Mutable<BoundWorld> = {
    kind: 'world',
    name,
    package: builder.package,
    index: -1,
    includes,
    imports,
    exports,
    docs: null,
    stability: null,
    span: spanIn(file, at),
    lost: items.some(isBrokenExtern) ? ANYTHING_LOST : lostNames(file, items),
    bound: false,
  };
  return { world, includes, imports, exports };
}

/** Whether it is unknown what an import or export is called. */
function isBrokenExtern(item: WorldItemNode): boolean {
  if (item.kind !== 'import' && item.kind !== 'export') return false;
  switch (item.item.kind) {
    case 'missing':
      return true;
    case 'extern-path':
      return item.item.path.name.kind === 'missing' || item.item.label?.kind === 'missing';
    case 'extern-interface':
    case 'extern-func':
      return item.item.name.kind === 'missing';
  }
}

/** The names of one side of a world, and where each interface that goes by its own name came in. */
interface Side {
  readonly verb: 'import' | 'export';
  readonly items: BoundWorldItem[];
  readonly names: NameScope;
  readonly interfaces: Map<BoundInterface, Span>;
}

/**
 * Binds the items of a world: types, includes, then imports and exports in text order.
 * @spec WIT.md#item-world
 */
export function bindWorldItems(
  builder: PackageBuilder,
  file: FileScope,
  shell: WorldShell,
  items: readonly WorldItemNode[],
): void {
  const { world } = shell;
  const where = `world \`${world.name}\``;
  const types = new Map<string, ScopeType>();
  const scope: TypeScope = {
    builder,
    file,
    owner: world,
    where,
    types,
    typeNames: typeNamesIn(items.filter(isTypeSource)),
    functions: () => NO_FUNCTIONS,
    lost: world.lost,
  };
  bindDefinitions(scope, items.filter(isTypeSource));
  for (const item of items) if (item.kind === 'include') bindInclude(builder, file, shell, item);
  const imports: Side = { verb: 'import', items: shell.imports, names: new Map(), interfaces: new Map() };
  const exports: Side = { verb: 'export', items: shell.exports, names: new Map(), interfaces: new Map() };
  for (const [name, { type, span }] of types) {
    defineName(imports.names, { name, what: 'type', span }, builder.report);
    if (type.shape.kind !== 'error') shell.imports.push({ kind: 'type', name, type });
  }
  for (const item of items) {
    if (item.kind === 'resource') {
      for (const func of bindResourceFuncs(scope, item)) addFunc(builder, imports, func);
    } else if (item.kind === 'import') bindExtern(scope, imports, item);
    else if (item.kind === 'export') bindExtern(scope, exports, item);
  }
  world.bound = true;
}

const NO_FUNCTIONS: ReadonlyMap<string, Span> = new Map();

type TypeSource = Exclude<WorldItemNode, { kind: 'import' | 'export' | 'include' | 'error' }>;

function isTypeSource(item: WorldItemNode): item is TypeSource {
  return item.kind !== 'import' && item.kind !== 'export' && item.kind !== 'include' && item.kind !== 'error';
}

/** @spec WIT.md#union-of-worlds-with-include */
function bindInclude(
  builder: PackageBuilder,
  file: FileScope,
  shell: WorldShell,
  node: Extract<WorldItemNode, { kind: 'include' }>,
): void {
  const { stability } = readAttributes(file.file, node.attributes, builder.report);
  const world = worldAt(builder, file, node.path, stability);
  if (world === null || !world.bound) {
    // What the world would have brought in is not known, so nothing can be said about names that are not there.
    shell.world.lost = ANYTHING_LOST;
    return;
  }
  const renames = node.with.flatMap(({ name, alias, ...at }) =>
    name.kind === 'id' && alias?.kind === 'id'
      ? [{ from: name.name, to: alias.name, span: spanIn(file.file, at) }]
      : [],
  );
  shell.includes.push({ world, stability, renames, span: spanIn(file.file, node.path) });
}

function bindExtern(scope: TypeScope, side: Side, node: ExternDecl): void {
  const { item } = node;
  switch (item.kind) {
    case 'missing':
      return;
    case 'extern-func': {
      const func = bindFunc(scope, { node, name: item.name, signature: item.signature, resource: null });
      if (func !== null) addFunc(scope.builder, side, func);
      return;
    }
    case 'extern-interface':
      bindInlineInterface(scope, side, node, item);
      return;
    case 'extern-path':
      bindExternPath(scope, side, node, item);
  }
}

function addFunc(builder: PackageBuilder, side: Side, func: BoundFunc): void {
  if (defineName(side.names, describeFunc(func), builder.report)) side.items.push({ kind: 'func', func });
}

function bindInlineInterface(
  scope: TypeScope,
  side: Side,
  node: ExternDecl,
  item: Extract<ExternDecl['item'], { kind: 'extern-interface' }>,
): void {
  const { builder, file } = scope;
  const label = item.name.kind === 'id' ? item.name.name : null;
  const span = spanIn(file.file, item.name);
  const { stability, externalId } = readAttributes(file.file, node.attributes, builder.report);
  const shell = createInterface(builder, file.file, null, item);
  shell.interface.index = builder.interfaces.length;
  shell.interface.docs = docsBefore(file.file, node.start);
  shell.interface.stability = stability;
  builder.interfaces.push(shell.interface);
  bindInterfaceItems(builder, file, shell, item.items);
  if (label === null) return;
  const name: DefinedName = { name: label, what: 'interface', span };
  if (!defineName(side.names, name, builder.report)) return;
  side.items.push({
    kind: 'interface',
    label,
    interface: shell.interface,
    docs: null,
    stability,
    externalId,
    span,
  });
}

function bindExternPath(
  scope: TypeScope,
  side: Side,
  node: ExternDecl,
  item: Extract<ExternDecl['item'], { kind: 'extern-path' }>,
): void {
  const { builder, file } = scope;
  const { stability, externalId } = readAttributes(file.file, node.attributes, builder.report);
  const target = interfaceAt(builder, file, item.path, stability);
  const docs = docsBefore(file.file, node.start);
  if (item.label === null) {
    const span = spanIn(file.file, item.path.name);
    if (target === null || !claimInterface(builder, side, target, span)) return;
    side.items.push({ kind: 'interface', label: null, interface: target, docs, stability, externalId, span });
    return;
  }
  if (item.label.kind !== 'id') return;
  const label = item.label.name;
  const span = spanIn(file.file, item.label);
  if (!defineName(side.names, { name: label, what: 'interface', span }, builder.report) || target === null)
    return;
  side.items.push({ kind: 'interface', label, interface: target, docs, stability, externalId, span });
}

/** Notes that a world imports or exports an interface by its own name, which it may do once. */
function claimInterface(builder: PackageBuilder, side: Side, target: BoundInterface, span: Span): boolean {
  const earlier = side.interfaces.get(target);
  if (earlier === undefined) {
    side.interfaces.set(target, span);
    return true;
  }
  const name = `${packageId(target.package.name)}/${target.name ?? ''}`;
  const details = {
    secondary: [{ at: earlier, label: `first ${side.verb}ed here` }],
    help: [
      `to have two independent copies, give one a name of its own: \`${side.verb} my-name: ${target.name ?? ''};\``,
    ],
  };
  report(builder.report, resolveMessages.duplicateInterface.at(span, { name, verb: side.verb }, details));
  return false;
}
