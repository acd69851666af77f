import {
  interfaceDependencies,
  liveTypes,
  type Func,
  type Interface,
  type Type,
  type TypeDef,
  type WorldItem,
} from '../../../wit-parser/index.js';
import type { ImportRole } from '../../names/roles.js';
import type { Parts } from '../part.js';

/** What the component imports of the world: what its modules ask for, and the types that this and the exports need. */
export interface ImportedContent {
  /** The types to import from each interface, in an order to declare them in. */
  readonly types: ReadonlyMap<Interface, ReadonlySet<TypeDef>>;
  readonly functions: ReadonlySet<Func>;
  /** By exported interface: the exported interfaces that it uses types of, also by way of others. */
  readonly exportsUsed: ReadonlyMap<Interface, ReadonlySet<Interface>>;
}

export function importedContent({ world, main, adapters }: Parts): ImportedContent {
  const functions = new Set<Func>();
  const roots: Type[] = [];
  for (const part of [main, ...adapters]) {
    for (const item of world.imports) if (item.kind === 'world-type') roots.push(item.type);
    for (const { role } of part.roles.imports) {
      roots.push(...typesOf(role));
      if (role.kind === 'lower') functions.add(role.func);
    }
  }
  const exportsUsed = usedExports(world.exports);
  for (const item of world.exports) {
    for (const type of typesForExport(item, exportsUsed)) roots.push(type);
  }
  return { types: byInterface(liveTypes(roots)), functions, exportsUsed };
}

/** The types that an import of a core module needs. */
function typesOf(role: ImportRole): readonly Type[] {
  switch (role.kind) {
    case 'lower':
      return typesOfFunc(role.func);
    case 'resource.drop':
    case 'resource.new':
    case 'resource.rep':
      return [role.resource];
    case 'future':
    case 'stream':
      return role.payload.type === null ? [] : [role.payload.type];
    case 'task.return':
      return role.func.result === null ? [] : [role.func.result];
    default:
      return [];
  }
}

/** The resource of a static function need not be in its signature. */
function typesOfFunc({ kind, resource, params, result }: Func): readonly Type[] {
  const isStatic = kind.startsWith('static') || kind === 'async-static';
  return [
    ...(isStatic && resource !== null ? [resource] : []),
    ...params.map((param) => param.type),
    ...(result === null ? [] : [result]),
  ];
}

/** The types that an export needs of imports. */
function typesForExport(
  item: WorldItem,
  exportsUsed: ReadonlyMap<Interface, ReadonlySet<Interface>>,
): readonly Type[] {
  if (item.kind === 'world-func') return typesOfFunc(item.func);
  if (item.kind === 'world-type') return [item.type];
  const { interface: iface } = item;
  const used = exportsUsed.get(iface);
  return [...interfaceTypes(iface)].filter(({ owner }) => {
    return owner?.kind === 'interface' && owner !== iface && used?.has(owner) !== true;
  });
}

/** The types of `iface` and of its functions, with all that they need. */
export function interfaceTypes(iface: Interface): ReadonlySet<TypeDef> {
  return liveTypes([...iface.types.values(), ...[...iface.functions.values()].flatMap(typesOfFunc)]);
}

function usedExports(exports: readonly WorldItem[]): ReadonlyMap<Interface, ReadonlySet<Interface>> {
  const interfaces = exports.filter((item) => item.kind === 'world-interface');
  const unlabelled = new Set(interfaces.filter(({ label }) => label === null).map((item) => item.interface));
  const used = new Map<Interface, ReadonlySet<Interface>>();
  for (const { interface: iface } of interfaces) {
    const direct = interfaceDependencies(iface).filter((dependency) => unlabelled.has(dependency));
    used.set(iface, new Set(direct.flatMap((dependency) => [dependency, ...(used.get(dependency) ?? [])])));
  }
  return used;
}

function byInterface(types: ReadonlySet<TypeDef>): ReadonlyMap<Interface, ReadonlySet<TypeDef>> {
  const interfaces = new Map<Interface, Set<TypeDef>>();
  for (const type of types) {
    const { owner } = type;
    if (owner?.kind !== 'interface') continue;
    const known = interfaces.get(owner);
    if (known === undefined) interfaces.set(owner, new Set([type]));
    else known.add(type);
  }
  return interfaces;
}
