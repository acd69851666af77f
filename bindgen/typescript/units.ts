import {
  externName,
  qualifiedName,
  worldId,
  type Interface,
  type World,
  type WorldInterface,
} from '../../wit-parser/index.js';
import type { ModuleRef } from '../code/index.js';
import { fileStem, firstFree, interfaceStem, pascalCase } from '../js-names/index.js';

/** Whose code the declarations are for: the JavaScript around a component, or the JavaScript in it. */
export type Side = 'host' | 'guest';

export type Direction = 'import' | 'export';

/** An interface that the world imports or exports, and the file that declares it. */
export interface InterfaceUnit {
  readonly item: WorldInterface;
  readonly direction: Direction;
  /** The name of the type of the object that stands for the interface. */
  readonly objectName: string;
  readonly module: ModuleRef;
}

/** The files of a world. */
export interface WorldUnits {
  readonly interfaces: readonly InterfaceUnit[];
  /** Stem of the file of the world itself. */
  readonly stem: string;
  /** Where the types that the world itself has are declared. */
  readonly worldModule: ModuleRef;
  /** The unit that types `used` from `iface` come from, seen from the imports or the exports. */
  source(iface: Interface, direction: Direction): InterfaceUnit | undefined;
}

/** Names the files of `world` and the objects that they declare, the same way each time. */
export function planUnits(world: World, side: Side): WorldUnits {
  const stem = firstFree(fileStem(world.name), '-', (name) => name === SHARED_STEM);
  const interfaces = planInterfaces(world, side);
  const sources = {
    import: unitsByInterface(interfaces, 'import'),
    export: unitsByInterface(interfaces, 'export'),
  };
  return {
    interfaces,
    stem,
    worldModule:
      side === 'host'
        ? { kind: 'file', stem }
        : { kind: 'ambient', specifier: worldId(world), stem: `${stem}.imports` },
    // What an exported interface uses is exported too, or else imported.
    source: (iface, direction) => sources[direction].get(iface) ?? sources.import.get(iface),
  };
}

/** The units of the interfaces that go by their own names: only those can be used from. */
function unitsByInterface(
  interfaces: readonly InterfaceUnit[],
  direction: Direction,
): ReadonlyMap<Interface, InterfaceUnit> {
  const own = interfaces.filter((unit) => unit.direction === direction && unit.item.label === null);
  return new Map(own.map((unit) => [unit.item.interface, unit]));
}

/** The file with the types that all others share. */
export const SHARED_STEM = 'wit-types';

function planInterfaces(world: World, side: Side): readonly InterfaceUnit[] {
  const twice = interfacesOfTwoVersions(world);
  const imported = new Set(world.imports.map(externName));
  const stems = new Set<string>();
  const names = new Set<string>();
  const plan = (item: WorldInterface, direction: Direction): InterfaceUnit => {
    const both = direction === 'export' && imported.has(externName(item));
    const withVersion = twice.has(versionless(item.interface));
    const stem = firstFree(
      (item.label === null ? interfaceStem(item.interface, withVersion) : fileStem(item.label)) +
        (both ? '.exports' : ''),
      '-',
      (candidate) => stems.has(candidate),
    );
    stems.add(stem);
    const objectName = firstFree(
      objectNameOf(world, item, withVersion) + (both ? 'Exports' : ''),
      '$',
      (candidate) => names.has(candidate),
    );
    names.add(objectName);
    return { item, direction, objectName, module: unitModule(item, direction, side, `interfaces/${stem}`) };
  };
  return [
    ...world.imports.filter(isInterface).map((item) => plan(item, 'import')),
    ...world.exports.filter(isInterface).map((item) => plan(item, 'export')),
  ];
}

/** What a guest imports exists at run time as a module of that name; everything else is a file of the output. */
function unitModule(item: WorldInterface, direction: Direction, side: Side, stem: string): ModuleRef {
  return side === 'guest' && direction === 'import'
    ? { kind: 'ambient', specifier: externName(item), stem }
    : { kind: 'file', stem };
}

function objectNameOf(world: World, item: WorldInterface, withVersion: boolean): string {
  if (item.label !== null) return pascalCase(world.name) + pascalCase(item.label);
  const { namespace, name, version } = item.interface.package.name;
  const words = [namespace, name, item.interface.name ?? ''].map(pascalCase).join('');
  return withVersion && version !== null ? words + version.replace(/[^0-9A-Za-z]/g, '_') : words;
}

function interfacesOfTwoVersions(world: World): ReadonlySet<string> {
  const seen = new Map<string, Interface>();
  const twice = new Set<string>();
  for (const item of [...world.imports, ...world.exports].filter(isInterface)) {
    if (item.label !== null) continue;
    const key = versionless(item.interface);
    if ((seen.get(key) ?? item.interface) !== item.interface) twice.add(key);
    seen.set(key, item.interface);
  }
  return twice;
}

function versionless(iface: Interface): string {
  return qualifiedName({ ...iface.package.name, version: null }, iface.name ?? '');
}

function isInterface(item: World['imports'][number]): item is WorldInterface {
  return item.kind === 'world-interface';
}
