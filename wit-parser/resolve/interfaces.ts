import type { Span } from '../../base/index.js';
import type { InterfaceItem, Name, WitFile } from '../syntax/tree.js';
import type { BoundFunc, BoundInterface } from './bound.js';
import { spanIn, type FileScope, type Mutable, type PackageBuilder } from './builder.js';
import { bindDefinitions, typeNamesIn } from './definitions.js';
import { bindFunc, bindResourceFuncs } from './functions.js';
import { isIncomplete, lostNames } from './lost-names.js';
import { resolveMessages } from './messages.js';
import { defineName, displayName, type DefinedName, type NameScope } from './names.js';
import { report } from './report.js';
import type { ScopeType, TypeScope } from './types.js';

/** An interface whose items are about to be bound. */
export interface InterfaceShell {
  readonly interface: Mutable<BoundInterface>;
  readonly types: Map<string, BoundInterface['types'] extends ReadonlyMap<string, infer T> ? T : never>;
  readonly functions: BoundFunc[];
}

/** Makes an interface without items, which other items can refer to. */
export function createInterface(
  builder: PackageBuilder,
  file: WitFile,
  name: string | null,
  node: { readonly name: Name; readonly items: readonly InterfaceItem[] },
): InterfaceShell {
  const types: InterfaceShell['types'] = new Map();
  const functions: BoundFunc[] = [];
  const shell: Mutable<BoundInterface> = {
    kind: 'interface',
    name,
    package: builder.package,
    index: -1,
    types,
    functions,
    docs: null,
    stability: null,
    span: spanIn(file, node.name),
    lost: lostNames(file, node.items),
    bound: false,
  };
  return { interface: shell, types, functions };
}

/**
 * Binds the items of an interface: types first, then functions.
 * @spec WIT.md#item-interface
 */
export function bindInterfaceItems(
  builder: PackageBuilder,
  file: FileScope,
  shell: InterfaceShell,
  items: readonly InterfaceItem[],
): void {
  const scope = interfaceScope(builder, file, shell, items);
  bindDefinitions(
    scope,
    items.filter((item) => item.kind !== 'func-item' && item.kind !== 'error'),
  );
  const names: NameScope = new Map();
  for (const [name, { type, span }] of scope.types) {
    defineName(names, { name, what: 'type', span }, builder.report);
    shell.types.set(name, type);
  }
  for (const func of functionsOf(scope, items)) {
    if (defineName(names, describeFunc(func), builder.report)) shell.functions.push(func);
  }
  if (shell.functions.some((func) => getterOfSetter(func.name) !== null)) {
    if (!isIncomplete(shell.interface.lost)) reportLonelySetters(builder, shell.functions);
    placeSettersAfterGetters(shell.functions, (func) => func);
  }
  shell.interface.bound = true;
}

function interfaceScope(
  builder: PackageBuilder,
  file: FileScope,
  shell: InterfaceShell,
  items: readonly InterfaceItem[],
): TypeScope {
  const { name, lost } = shell.interface;
  const where = name === null ? 'this interface' : `interface \`${name}\``;
  return {
    builder,
    file,
    owner: shell.interface,
    where,
    types: new Map<string, ScopeType>(),
    typeNames: typeNamesIn(items),
    functions: functionNamesIn(file.file, items),
    lost,
  };
}

/** Lists the names of the functions among `items`, when it is first asked for them. */
function functionNamesIn(file: WitFile, items: readonly InterfaceItem[]): () => ReadonlyMap<string, Span> {
  let known: Map<string, Span> | null = null;
  return () => {
    if (known !== null) return known;
    known = new Map();
    for (const item of items) {
      if (item.kind === 'func-item' && item.name.kind === 'id')
        known.set(item.name.name, spanIn(file, item.name));
    }
    return known;
  };
}

function functionsOf(scope: TypeScope, items: readonly InterfaceItem[]): BoundFunc[] {
  const functions: BoundFunc[] = [];
  for (const item of items) {
    if (item.kind === 'resource') {
      for (const func of bindResourceFuncs(scope, item)) functions.push(func);
    } else if (item.kind === 'func-item') {
      const { name, signature } = item;
      const func = bindFunc(scope, { node: item, name, signature, resource: null });
      if (func !== null) functions.push(func);
    }
  }
  return functions;
}

/** The name of a function for messages about names that clash. */
export function describeFunc(func: BoundFunc): DefinedName {
  const what = func.kind.includes('etter') ? (func.name.includes('[get]') ? 'getter' : 'setter') : 'function';
  return { name: func.name, what: func.kind === 'constructor' ? 'constructor' : what, span: func.span };
}

/** `[get]p` for `[set]p`; null for what is no setter. */
export function getterOfSetter(name: string): string | null {
  return name.startsWith('[set]') || name.includes('][set]') ? name.replace('[set]', '[get]') : null;
}

/** @spec Explainer.md#name-uniqueness */
function reportLonelySetters(builder: PackageBuilder, functions: readonly BoundFunc[]): void {
  const names = new Set(functions.map((func) => func.name));
  for (const func of functions) {
    const getter = getterOfSetter(func.name);
    if (getter === null || names.has(getter)) continue;
    reportLonelySetter(builder, func);
  }
}

function reportLonelySetter(builder: PackageBuilder, func: BoundFunc): void {
  const args = { name: displayName(func.name) };
  const help = ['a getter of the same name, and `static` if the setter is, has to be there: `get() -> …`'];
  report(builder.report, resolveMessages.setterWithoutGetter.at(func.span, args, { help }));
}

/**
 * Moves each setter that stands before its getter to just behind it, in place: binaries need the getter first.
 * Nothing else moves.
 */
export function placeSettersAfterGetters<T>(
  items: T[],
  funcOf: (item: T) => { readonly name: string } | null,
): void {
  const early = earlySetters(items, funcOf);
  if (early.size === 0) return;
  const moved = new Set(early.values());
  const sorted = items.flatMap((item) => {
    if (moved.has(item)) return [];
    const setter = early.get(item);
    return setter === undefined ? [item] : [item, setter];
  });
  items.length = 0;
  for (const item of sorted) items.push(item);
}

/** The setters that stand before their getters, by these. */
function earlySetters<T>(
  items: readonly T[],
  funcOf: (item: T) => { readonly name: string } | null,
): Map<T, T> {
  const waiting = new Map<string, T>();
  const early = new Map<T, T>();
  for (const item of items) {
    const name = funcOf(item)?.name;
    if (name === undefined) continue;
    const setter = waiting.get(name);
    if (setter !== undefined) early.set(item, setter);
    const getter = getterOfSetter(name);
    if (getter !== null) waiting.set(getter, item);
  }
  return early;
}
