import { type Diagnostic, type Label, type Span, uniquenessKey } from '../../base/index.js';
import type { Func, Interface, Package, TypeDef, WorldItem } from '../model.js';
import { modelMessages } from '../model-messages.js';
import { postorder } from '../postorder.js';
import { interfaceDependencies, interfaceId, packageId } from '../query.js';
import { allFunctions } from './scopes.js';

/** The longest string of a binary, in bytes. */
const MOST_BYTES = 100_000;

/**
 * The rules on names that hold in a binary and not in text: the names of a package are the exports of its binary, and
 * the names of interfaces those of imports.
 * @spec Explainer.md#name-uniqueness
 */
export function checkNames(pkg: Package): readonly Diagnostic[] {
  return [
    ...checkPackageName(pkg),
    ...checkPackageItems(pkg),
    ...checkInterfaceIds(pkg),
    ...checkLengths(pkg),
  ];
}

function checkPackageName(pkg: Package): readonly Diagnostic[] {
  const { namespace, name } = pkg.name;
  if (!/[A-Z]/.test(namespace + name)) return [];
  const help = [`call it \`${`${namespace}:${name}`.toLowerCase()}\``];
  return [modelMessages.uppercasePackageName.at(pkg.span, { package: packageId(pkg.name) }, { help })];
}

interface Item {
  readonly name: string;
  readonly span: Span | null;
}

function checkPackageItems(pkg: Package): readonly Diagnostic[] {
  const items = [...pkg.interfaces, ...pkg.worlds].map(([name, { span }]) => ({ name, span }));
  return conflicts(items, ({ name }) => uniquenessKey(name)).map(([item, previous]) => {
    const facts = { package: packageId(pkg.name), name: item.name, previous: previous.name };
    return modelMessages.packageItemConflict.at(item.span, facts, { secondary: labelOf(previous) });
  });
}

/** Interfaces that meet among the imports or exports of a world, or that one interface uses. */
function checkInterfaceIds(pkg: Package): readonly Diagnostic[] {
  const worlds = [...pkg.worlds.values()].flatMap((world) => [
    ...checkMeeting(`world \`${world.name}\``, 'import', importedInterfaces(world.imports)),
    ...checkMeeting(`world \`${world.name}\``, 'export', importedInterfaces(world.exports)),
  ]);
  const reached = reachedRivals(pkg);
  const interfaces = [...pkg.interfaces.values()].flatMap((iface) => {
    const used = [...(reached.get(iface) ?? [])].map((rival) => ({ iface: rival, span: iface.span }));
    return checkMeeting(`interface \`${iface.name ?? ''}\``, 'use', used);
  });
  return [...worlds, ...interfaces];
}

/**
 * Which rivals, interfaces of different packages whose names are the same in a binary, each interface of `pkg` uses,
 * directly or not. There are hardly ever any; keeping only them, a chain of many interfaces costs what its length is.
 */
function reachedRivals(pkg: Package): ReadonlyMap<Interface, ReadonlySet<Interface>> {
  const dependencies = new Map<Interface, readonly Interface[]>();
  const dependenciesOf = (iface: Interface): readonly Interface[] => {
    const known = dependencies.get(iface) ?? interfaceDependencies(iface);
    dependencies.set(iface, known);
    return known;
  };
  const order = postorder(pkg.interfaces.values(), dependenciesOf);
  const rivals = rivalsAmong(order);
  const reached = new Map<Interface, ReadonlySet<Interface>>();
  if (rivals.size === 0) return reached;
  for (const iface of order) {
    const own = new Set<Interface>();
    for (const dependency of dependenciesOf(iface)) {
      if (rivals.has(dependency)) own.add(dependency);
      for (const rival of reached.get(dependency) ?? []) own.add(rival);
    }
    reached.set(iface, own);
  }
  return reached;
}

function rivalsAmong(interfaces: Iterable<Interface>): ReadonlySet<Interface> {
  const first = new Map<string, Interface>();
  const rivals = new Set<Interface>();
  for (const iface of interfaces) {
    const other = first.get(binaryKey(iface));
    if (other === undefined) first.set(binaryKey(iface), iface);
    else if (other.package !== iface.package) rivals.add(other).add(iface);
  }
  return rivals;
}

interface MetInterface {
  readonly iface: Interface;
  readonly span: Span | null;
}

function importedInterfaces(items: readonly WorldItem[]): readonly MetInterface[] {
  return items.flatMap((item) => {
    return item.kind === 'world-interface' && item.label === null
      ? [{ iface: item.interface, span: item.span }]
      : [];
  });
}

/** What of an interface's name a binary compares. */
function binaryKey(iface: Interface): string {
  const { namespace, name, version } = iface.package.name;
  const parts = [namespace, name, iface.name ?? ''].map(uniquenessKey);
  return `${parts.join('/')}@${version ?? ''}`;
}

function checkMeeting(where: string, verb: string, met: readonly MetInterface[]): readonly Diagnostic[] {
  return conflicts(met, ({ iface }) => binaryKey(iface))
    .filter(([item, previous]) => item.iface.package !== previous.iface.package)
    .map(([item, previous]) => {
      const facts = {
        where,
        verb,
        name: interfaceId(item.iface) ?? '',
        previous: interfaceId(previous.iface) ?? '',
      };
      return modelMessages.interfaceIdConflict.at(item.span, facts, { secondary: labelOf(previous) });
    });
}

/** Each of `items` that has the key of an earlier one, with that. */
function conflicts<T>(items: readonly T[], keyOf: (item: T) => string): readonly (readonly [T, T])[] {
  const first = new Map<string, T>();
  return items.flatMap((item) => {
    const key = keyOf(item);
    const previous = first.get(key);
    if (previous !== undefined) return [[item, previous] as const];
    first.set(key, item);
    return [];
  });
}

function labelOf(item: { readonly span: Span | null }): readonly Label[] {
  return item.span === null ? [] : [{ at: item.span, label: 'the other is here' }];
}

function checkLengths(pkg: Package): readonly Diagnostic[] {
  const ids = [...pkg.interfaces, ...pkg.worlds].map(([name, { span }]) => ({
    name: `${packageId(pkg.name)}/${name}`,
    span,
  }));
  const labels = [...pkg.worlds.values()].flatMap((world) =>
    [...world.imports, ...world.exports].flatMap((item) =>
      item.kind === 'world-interface' && item.label !== null ? [{ name: item.label, span: item.span }] : [],
    ),
  );
  const items = [
    ...ids,
    ...labels,
    ...pkg.types.flatMap(namesOfType),
    ...allFunctions(pkg).flatMap(namesOfFunc),
  ];
  return items.flatMap(({ name, span }) => {
    const bytes = utf8Length(name);
    if (bytes <= MOST_BYTES) return [];
    const what = `\`${name.slice(0, 20)}…\``;
    return [modelMessages.nameTooLong.at(span, { what, bytes, most: MOST_BYTES })];
  });
}

function namesOfType(type: TypeDef): readonly Item[] {
  const own = [type.name, type.externalId].flatMap((name) =>
    name === null ? [] : [{ name, span: type.span }],
  );
  switch (type.kind) {
    case 'record':
      return [...own, ...type.fields];
    case 'variant':
    case 'enum':
      return [...own, ...type.cases];
    case 'flags':
      return [...own, ...type.flags];
    default:
      return own;
  }
}

function namesOfFunc(func: Func): readonly Item[] {
  const own = [func.name, func.externalId].flatMap((name) =>
    name === null ? [] : [{ name, span: func.span }],
  );
  return [...own, ...func.params];
}

function utf8Length(text: string): number {
  // No unit takes more than three bytes.
  if (text.length * 3 <= MOST_BYTES) return text.length;
  let bytes = 0;
  for (const char of text) {
    const code = char.codePointAt(0) ?? 0;
    if (code < 0x80) bytes += 1;
    else if (code < 0x800) bytes += 2;
    else bytes += code < 0x10000 ? 3 : 4;
  }
  return bytes;
}
