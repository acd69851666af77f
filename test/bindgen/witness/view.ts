import type { Side } from '../../../bindgen/index.js';
import {
  exportKeys,
  fileStem,
  firstFree,
  importKey,
  pascalCase,
  typeName,
} from '../../../bindgen/js-names/index.js';
import {
  externName,
  worldId,
  type Func,
  type Interface,
  type ResourceType,
  type TypeDef,
  type World,
  type WorldInterface,
  type WorldItem,
} from '../../../wit-parser/index.js';
import type { Names } from './expected-types.js';
import type { Role } from './signature.js';
import type { Writing } from './writing.js';

export type Way = 'import' | 'export';

/** Functions and types that hang together: those of an interface, or those that the world has itself. */
export interface Group {
  readonly way: Way;
  readonly role: Role;
  /** Null for the world's own. */
  readonly item: WorldInterface | null;
  readonly resources: readonly ResourceType[];
  readonly funcs: readonly Func[];
  readonly names: Names;
}

/** One side of a world as a program sees it. */
export interface View {
  readonly world: World;
  readonly side: Side;
  /** `CommandImports` and `CommandExports` */
  readonly importsType: string;
  readonly exportsType: string;
  /** The groups that the program implements, or is provided with. Types alone make no group. */
  groups(role: Role): readonly Group[];
  /** The type of the class of a resource, as a value. */
  classType(resource: ResourceType, group: Group): string;
  /** The import statements for what was asked for. */
  readonly imports: ReadonlySet<string>;
  /** The name of a module that a guest imports. */
  module(specifier: string): string;
}

export function viewOf(world: World, side: Side, writing: Writing): View {
  const imports = new Set<string>();
  const modules = new Map<string, string>();
  // Names that the generator makes up give way to those of WIT.
  const taken = new Set(
    world.imports.flatMap((item) => (item.kind === 'world-type' ? [typeName(item.type)] : [])),
  );
  const addedName = (wish: string): string => firstFree(wish, '$', (name) => taken.has(name));
  const importsType = addedName(`${pascalCase(world.name)}Imports`);
  const exportsType = addedName(`${pascalCase(world.name)}Exports`);
  const types = side === 'host' ? [importsType, exportsType] : [exportsType];
  imports.add(`import type { ${types.join(', ')} } from './${fileStem(world.name)}.js';`);

  const module = (specifier: string): string => {
    const known = modules.get(specifier);
    if (known !== undefined) return known;
    const name = writing.fresh('M');
    modules.set(specifier, name);
    imports.add(`import * as ${name} from ${JSON.stringify(specifier)};`);
    return name;
  };

  const roleOf = (way: Way): Role => ((side === 'host') === (way === 'import') ? 'implemented' : 'provided');

  const keysOfExports = exportKeys(world);
  const classIn = (item: WorldInterface | null, way: Way, resource: ResourceType): string => {
    const name = pascalCase(resource.name ?? '');
    if (side === 'guest' && way === 'import') {
      return `typeof ${module(item === null ? worldId(world) : externName(item))}.${name}`;
    }
    if (item === null) return `${importsType}[${JSON.stringify(resource.name)}]`;
    const object =
      way === 'import'
        ? `${importsType}[${JSON.stringify(importKey(item))}]`
        : `${exportsType}[${JSON.stringify(keysOfExports.get(item)?.[0])}]`;
    return `${object}[${JSON.stringify(name)}]`;
  };
  const classSeenFrom = (here: WorldInterface | null, way: Way, resource: ResourceType): string => {
    const { owner } = resource;
    if (owner === null || owner.kind === 'world') return classIn(null, 'import', resource);
    if (here?.interface === owner) return classIn(here, way, resource);
    // What the world itself uses, also in functions that it exports, is imported.
    const exported = way === 'export' && here !== null ? itemOf(world.exports, owner) : undefined;
    if (exported !== undefined) return classIn(exported, 'export', resource);
    const imported = itemOf(world.imports, owner);
    if (imported === undefined) throw new Error(`nothing brings the resource ${resource.name} in`);
    return classIn(imported, 'import', resource);
  };

  const groupOf = (
    item: WorldInterface | null,
    way: Way,
    types: Iterable<TypeDef>,
    funcs: Iterable<Func>,
  ): Group => ({
    way,
    role: roleOf(way),
    item,
    resources: [...types].filter((type) => type.kind === 'resource'),
    funcs: [...funcs],
    names: {
      classOf: (resource) => `Instance<${classSeenFrom(item, way, resource)}>`,
      aliasOf: (type, direction) =>
        writing.aliasOf(`${way} ${item === null ? '' : externName(item)}`, type, direction),
    },
  });
  const groupsOf = (items: readonly WorldItem[], way: Way): readonly Group[] =>
    [
      ...items.flatMap((item) =>
        item.kind === 'world-interface'
          ? [groupOf(item, way, item.interface.types.values(), item.interface.functions.values())]
          : [],
      ),
      groupOf(
        null,
        way,
        items.flatMap((item) => (item.kind === 'world-type' ? [item.type] : [])),
        items.flatMap((item) => (item.kind === 'world-func' ? [item.func] : [])),
      ),
    ].filter(({ resources, funcs }) => resources.length > 0 || funcs.length > 0);

  return {
    world,
    side,
    importsType,
    exportsType,
    imports,
    module,
    classType: (resource, { item, way }) => classSeenFrom(item, way, resource),
    groups: (role) =>
      roleOf('import') === role ? groupsOf(world.imports, 'import') : groupsOf(world.exports, 'export'),
  };
}

function itemOf(items: readonly WorldItem[], iface: Interface): WorldInterface | undefined {
  return items.find(
    (item): item is WorldInterface =>
      item.kind === 'world-interface' && item.label === null && item.interface === iface,
  );
}
