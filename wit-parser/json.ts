import { InternalError } from '../base/index.js';
import type {
  Func,
  FuncKind,
  Interface,
  Member,
  Package,
  Resolve,
  Stability,
  Type,
  TypeDef,
  World,
  WorldItem,
} from './model.js';
import { packageId } from './query.js';

/**
 * The model as JSON, byte for byte what `wasm-tools component wit --json` prints: two spaces of indentation, no newline
 * at the end. Things refer to each other by their places in four arrays.
 */
export function toJson(resolve: Resolve): string {
  const ids = numberAll(resolve);
  const document = {
    worlds: [...ids.worlds.keys()].map((world) => worldJson(ids, world)),
    interfaces: [...ids.interfaces.keys()].map((iface) => interfaceJson(ids, iface)),
    types: [...ids.types.keys()].map((type) => typeDefJson(ids, type)),
    packages: resolve.packages.map((pkg) => packageJson(ids, pkg)),
  };
  return JSON.stringify(document, null, 2);
}

/** The place of each thing in its array. */
interface Ids {
  readonly worlds: ReadonlyMap<World, number>;
  readonly interfaces: ReadonlyMap<Interface, number>;
  readonly types: ReadonlyMap<TypeDef, number>;
  readonly packages: ReadonlyMap<Package, number>;
}

function numberAll({ packages, numbering }: Resolve): Ids {
  const number = <T>(things: readonly T[]): ReadonlyMap<T, number> =>
    new Map(things.map((thing, id) => [thing, id]));
  return {
    worlds: number(packages.flatMap((pkg) => [...pkg.worlds.values()])),
    interfaces: number(numbering?.interfaces ?? packages.flatMap((pkg) => pkg.allInterfaces)),
    types: number(numbering?.types ?? packages.flatMap((pkg) => pkg.types)),
    packages: number(packages),
  };
}

type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json | undefined };

function worldJson(ids: Ids, world: World): Json {
  return {
    name: world.name,
    imports: itemsJson(ids, world.imports),
    exports: itemsJson(ids, world.exports),
    package: idOf(ids.packages, world.package),
    ...docsJson(world.docs),
    ...stabilityJson(world.stability),
  };
}

function itemsJson(ids: Ids, items: readonly WorldItem[]): Json {
  return Object.fromEntries(items.map((item) => [itemKey(ids, item), itemJson(ids, item)]));
}

function itemKey(ids: Ids, item: WorldItem): string {
  if (item.kind !== 'world-interface') return item.name;
  return item.label ?? `interface-${idOf(ids.interfaces, item.interface)}`;
}

function itemJson(ids: Ids, item: WorldItem): Json {
  switch (item.kind) {
    case 'world-interface':
      return {
        interface: {
          id: idOf(ids.interfaces, item.interface),
          ...stabilityJson(item.stability),
          ...externalIdJson(item.externalId),
          ...docsJson(item.docs),
        },
      };
    case 'world-func':
      return { function: funcJson(ids, item.func) };
    case 'world-type':
      return { type: idOf(ids.types, item.type) };
  }
}

function interfaceJson(ids: Ids, iface: Interface): Json {
  return {
    name: iface.name,
    types: Object.fromEntries([...iface.types].map(([name, type]) => [name, idOf(ids.types, type)])),
    functions: Object.fromEntries([...iface.functions].map(([name, func]) => [name, funcJson(ids, func)])),
    ...docsJson(iface.docs),
    ...stabilityJson(iface.stability),
    package: idOf(ids.packages, iface.package),
    ...(iface.cloneOf === undefined ? {} : { clone_of: idOf(ids.interfaces, iface.cloneOf) }),
  };
}

function funcJson(ids: Ids, func: Func): Json {
  return {
    name: func.name,
    kind: funcKindJson(ids, func.kind, func.resource),
    params: func.params.map((param) => ({ name: param.name, type: typeJson(ids, param.type) })),
    ...(func.result === null ? {} : { result: typeJson(ids, func.result) }),
    ...docsJson(func.docs),
    ...stabilityJson(func.stability),
    ...externalIdJson(func.externalId),
  };
}

function funcKindJson(ids: Ids, kind: FuncKind, resource: TypeDef | null): Json {
  return resource === null ? kind : { [kind]: idOf(ids.types, resource) };
}

function typeDefJson(ids: Ids, type: TypeDef): Json {
  return {
    name: type.name,
    kind: kindJson(ids, type),
    owner: ownerJson(ids, type),
    ...docsJson(type.docs),
    ...stabilityJson(type.stability),
    ...externalIdJson(type.externalId),
  };
}

function ownerJson(ids: Ids, { owner }: TypeDef): Json {
  if (owner === null) return null;
  return owner.kind === 'world'
    ? { world: idOf(ids.worlds, owner) }
    : { interface: idOf(ids.interfaces, owner) };
}

function kindJson(ids: Ids, type: TypeDef): Json {
  switch (type.kind) {
    case 'record':
      return { record: { fields: type.fields.map((field) => typedMemberJson(ids, field)) } };
    case 'resource':
      return 'resource';
    case 'own':
    case 'borrow':
      return { handle: { [type.kind]: idOf(ids.types, type.resource) } };
    case 'flags':
      return { flags: { flags: type.flags.map(memberJson) } };
    case 'tuple':
      return { tuple: { types: type.types.map((part) => typeJson(ids, part)) } };
    case 'variant':
      return { variant: { cases: type.cases.map((one) => typedMemberJson(ids, one)) } };
    case 'enum':
      return { enum: { cases: type.cases.map(memberJson) } };
    case 'option':
      return { option: typeJson(ids, type.type) };
    case 'result':
      return { result: { ok: optionalTypeJson(ids, type.ok), err: optionalTypeJson(ids, type.err) } };
    case 'list':
      return { list: typeJson(ids, type.element) };
    case 'map':
      return { map: [typeJson(ids, type.key), typeJson(ids, type.value)] };
    case 'fixed-length-list':
      return { 'fixed-length-list': [typeJson(ids, type.element), type.length] };
    case 'future':
    case 'stream':
      return { [type.kind]: optionalTypeJson(ids, type.type) };
    case 'alias':
      return { type: typeJson(ids, type.type) };
  }
}

function memberJson(member: Member): Json {
  return { name: member.name, ...docsJson(member.docs) };
}

function typedMemberJson(ids: Ids, member: Member & { readonly type: Type | null }): Json {
  return { name: member.name, type: optionalTypeJson(ids, member.type), ...docsJson(member.docs) };
}

function typeJson(ids: Ids, type: Type): Json {
  return typeof type === 'string' ? type : idOf(ids.types, type);
}

function optionalTypeJson(ids: Ids, type: Type | null): Json {
  return type === null ? null : typeJson(ids, type);
}

function packageJson(ids: Ids, pkg: Package): Json {
  return {
    name: packageId(pkg.name),
    ...docsJson(pkg.docs),
    interfaces: Object.fromEntries(
      [...pkg.interfaces].map(([name, iface]) => [name, idOf(ids.interfaces, iface)]),
    ),
    worlds: Object.fromEntries([...pkg.worlds].map(([name, world]) => [name, idOf(ids.worlds, world)])),
  };
}

function docsJson(docs: string | null): { docs?: Json } {
  return docs === null ? {} : { docs: { contents: docs } };
}

function stabilityJson(stability: Stability | null): { stability?: Json } {
  if (stability === null) return {};
  const deprecated = stability.deprecated === null ? {} : { deprecated: stability.deprecated };
  return stability.kind === 'stable'
    ? { stability: { stable: { since: stability.since, ...deprecated } } }
    : { stability: { unstable: { feature: stability.feature, ...deprecated } } };
}

function externalIdJson(externalId: string | null): { external_id?: Json } {
  return externalId === null ? {} : { external_id: externalId };
}

function idOf<T>(ids: ReadonlyMap<T, number>, thing: T): number {
  const id = ids.get(thing);
  if (id === undefined) throw new InternalError('a thing is not in its package');
  return id;
}
