import {
  externName,
  type Func,
  type Interface,
  type Member,
  type Package,
  type Stability,
  type TypeDef,
  type World,
  type WorldInterface,
  type WorldItem,
} from '../../wit-parser/index.js';
import type {
  FuncDocs,
  InterfaceDocs,
  PackageDocs,
  StabilityJson,
  TypeDocs,
  WorldDocs,
} from './package-docs.js';

/** What `package-docs` says of `pkg`. */
export function packageDocs(pkg: Package): PackageDocs {
  return withoutEmpty({
    docs: pkg.docs,
    worlds: tableOf(pkg.worlds.values(), (world) => [world.name, worldDocs(world)]),
    interfaces: tableOf(pkg.interfaces, ([name, iface]) => [name, interfaceDocs(iface)]),
  });
}

/** The docs and gates of an interface, its types and its functions. */
export function interfaceDocs(iface: Interface): InterfaceDocs {
  return withoutEmpty({
    ...itemDocs(iface),
    funcs: tableOf(iface.functions.values(), (func) => [func.name, funcDocs(func)]),
    types: tableOf(iface.types, ([name, type]) => [name, typeDocs(type)]),
  });
}

function worldDocs(world: World): WorldDocs {
  const [imports, exports] = [splitItems(world.imports), splitItems(world.exports)];
  return withoutEmpty({
    ...itemDocs(world),
    interfaces: inlineDocs(imports.inline),
    types: tableOf(imports.types, (type) => [type.name ?? '', typeDocs(type)]),
    funcs: tableOf(imports.functions, (func) => [func.name, funcDocs(func)]),
    interface_exports: inlineDocs(exports.inline),
    func_exports: tableOf(exports.functions, (func) => [func.name, funcDocs(func)]),
    interface_import_stability: stabilities(imports.named),
    interface_export_stability: stabilities(exports.named),
    interface_import_docs: tableOf(imports.named, (item) => [externName(item), item.docs]),
    interface_export_docs: tableOf(exports.named, (item) => [externName(item), item.docs]),
  });
}

interface SplitItems {
  readonly inline: readonly WorldInterface[];
  readonly named: readonly WorldInterface[];
  readonly types: readonly TypeDef[];
  readonly functions: readonly Func[];
}

function splitItems(items: readonly WorldItem[]): SplitItems {
  const interfaces = items.filter((item) => item.kind === 'world-interface');
  return {
    inline: interfaces.filter((item) => item.interface.name === null),
    named: interfaces.filter((item) => item.interface.name !== null),
    types: items.flatMap((item) => (item.kind === 'world-type' ? [item.type] : [])),
    functions: items.flatMap((item) => (item.kind === 'world-func' ? [item.func] : [])),
  };
}

function inlineDocs(items: readonly WorldInterface[]): Table<InterfaceDocs> {
  return tableOf(items, (item) => [externName(item), interfaceDocs(item.interface)]);
}

function stabilities(items: readonly WorldInterface[]): Table<StabilityJson> {
  return tableOf(items, (item) => [externName(item), stabilityJson(item.stability)]);
}

function funcDocs(func: Func): FuncDocs {
  return withoutEmpty(itemDocs(func));
}

function typeDocs(type: TypeDef): TypeDocs {
  const items = tableOf(membersOf(type), ({ name, docs }) => [name, docs]);
  return withoutEmpty({ ...itemDocs(type), items });
}

/** Fields, cases or flags. */
export function membersOf(type: TypeDef): readonly Member[] {
  switch (type.kind) {
    case 'record':
      return type.fields;
    case 'variant':
    case 'enum':
      return type.cases;
    case 'flags':
      return type.flags;
    default:
      return [];
  }
}

function itemDocs({ docs, stability }: { docs: string | null; stability: Stability | null }): {
  docs: string | null;
  stability: StabilityJson | null;
} {
  return { docs, stability: stabilityJson(stability) };
}

function stabilityJson(stability: Stability | null): StabilityJson | null {
  if (stability === null) return null;
  const deprecated = stability.deprecated === null ? {} : { deprecated: stability.deprecated };
  return stability.kind === 'stable'
    ? { stable: { since: stability.since, ...deprecated } }
    : { unstable: { feature: stability.feature, ...deprecated } };
}

type Table<T> = Readonly<Record<string, T>>;

function tableOf<Item, T extends object | string>(
  items: Iterable<Item>,
  entryOf: (item: Item) => readonly [string, T | null],
): Table<T> {
  const entries = [...items].map(entryOf).filter(([, value]) => !isEmpty(value));
  return Object.fromEntries(entries) as Table<T>;
}

type Present<T> = { -readonly [Key in keyof T]?: Exclude<T[Key], null> };

/** `record` without nulls and empty tables. */
function withoutEmpty<T extends object>(record: T): Present<T> {
  return Object.fromEntries(Object.entries(record).filter(([, value]) => !isEmpty(value))) as Present<T>;
}

function isEmpty(value: unknown): boolean {
  return value === null || (typeof value === 'object' && Object.keys(value).length === 0);
}
