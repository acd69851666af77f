import { InternalError } from '../../base/index.js';
import {
  externName,
  worldId,
  type Func,
  type Interface,
  type ResourceType,
  type TypeDef,
  type World,
} from '../../wit-parser/index.js';
import { pascalCase } from '../js-names/index.js';
import type { ModuleWriter } from '../writer/index.js';
import { declareNames } from './declared-names.js';
import { createDirectionalTest, roleOf, type DirectionalTest } from './flow.js';
import { createNullableTest, type NullableTest } from './nullable.js';
import { createSharedTypes, type SharedTypes } from './shared-types.js';
import type { DeclaringModule, Space } from './space.js';
import { planUnits, type Direction, type InterfaceUnit, type Side, type WorldUnits } from './units.js';

/** All that is decided about a world before a line is written: files, names, roles. */
export interface Target {
  readonly world: World;
  readonly side: Side;
  readonly units: WorldUnits;
  readonly interfaces: ReadonlyMap<InterfaceUnit, InterfacePlan>;
  readonly worldPlan: WorldPlan;
  readonly shared: SharedTypes;
  readonly isDirectional: DirectionalTest;
  readonly nullable: NullableTest;
}

export interface InterfacePlan {
  readonly unit: InterfaceUnit;
  readonly declaring: DeclaringModule;
  /** The name of the type of the object that stands for the interface, in the file that declares it. */
  readonly objectName: string;
}

export interface WorldPlan {
  readonly declaring: DeclaringModule;
  readonly types: readonly TypeDef[];
  /** Functions that the world imports, those of its own resources included. */
  readonly importedFuncs: readonly Func[];
  readonly exportedFuncs: readonly Func[];
  readonly importsName: string;
  readonly unversionedName: string;
  readonly exportsName: string;
}

/** Decides on the files and names for one side of `world`. */
export function planTarget(world: World, side: Side): Target {
  const units = planUnits(world, side);
  const isDirectional = createDirectionalTest();
  return {
    world,
    side,
    units,
    interfaces: new Map(units.interfaces.map((unit) => [unit, planInterface(unit, side, isDirectional)])),
    worldPlan: planWorld(world, side, units, isDirectional),
    shared: createSharedTypes(world, side),
    isDirectional,
    nullable: createNullableTest(),
  };
}

function planInterface(unit: InterfaceUnit, side: Side, isDirectional: DirectionalTest): InterfacePlan {
  const { item, direction, module } = unit;
  const role = roleOf(side, direction);
  const names = declareNames([...item.interface.types.values()], role, isDirectional);
  return {
    unit,
    declaring: { owner: item.interface, role, module, names, id: externName(item) },
    objectName: names.added(unit.objectName),
  };
}

function planWorld(world: World, side: Side, units: WorldUnits, isDirectional: DirectionalTest): WorldPlan {
  const types = world.imports.flatMap((item) => (item.kind === 'world-type' ? [item.type] : []));
  const role = roleOf(side, 'import');
  const names = declareNames(types, role, isDirectional);
  const name = pascalCase(world.name);
  const funcs = (items: World['imports']): readonly Func[] =>
    items.flatMap((item) => (item.kind === 'world-func' ? [item.func] : []));
  return {
    declaring: { owner: world, role, module: units.worldModule, names, id: worldId(world) },
    types,
    importedFuncs: funcs(world.imports),
    exportedFuncs: funcs(world.exports),
    importsName: names.added(`${name}Imports`),
    unversionedName: names.added(`${name}UnversionedImports`),
    exportsName: names.added(`${name}Exports`),
  };
}

/** What a module needs while it is written. `own` is what it declares; `direction` decides where used types come from. */
export function spaceOf(
  target: Target,
  writer: ModuleWriter,
  own: DeclaringModule | null,
  direction: Direction,
  hasValues = false,
): Space {
  return {
    writer,
    shared: target.shared,
    isDirectional: target.isDirectional,
    nullable: target.nullable,
    hasValues,
    own,
    declaring: (owner) =>
      owner.kind === 'world' ? target.worldPlan.declaring : declaringInterface(target, owner, direction),
  };
}

function declaringInterface(target: Target, iface: Interface, direction: Direction): DeclaringModule {
  const unit = target.units.source(iface, direction);
  const plan = unit === undefined ? undefined : target.interfaces.get(unit);
  if (plan === undefined)
    throw new InternalError(`the world does not have the interface ${iface.name ?? ''}`);
  return plan.declaring;
}

/** The resources that an interface itself defines. */
export function resourcesOf(types: Iterable<TypeDef>): readonly ResourceType[] {
  return [...types].filter((type) => type.kind === 'resource');
}

/** The functions that hang on the object of an interface or world, not on one of its classes. */
export function freeFunctions(funcs: Iterable<Func>): readonly Func[] {
  return [...funcs].filter((func) => func.resource === null);
}

/** Whether anything of an interface exists at run time. If not, nobody imports or exports an object for it. */
export function hasMembers(iface: Interface): boolean {
  return iface.functions.size > 0 || resourcesOf(iface.types.values()).length > 0;
}

/** The functions of each resource of an interface or world. */
export function resourceFunctions(funcs: Iterable<Func>): (resource: TypeDef) => readonly Func[] {
  const byResource = new Map<TypeDef, Func[]>();
  for (const func of funcs) {
    if (func.resource === null) continue;
    const group = byResource.get(func.resource) ?? [];
    byResource.set(func.resource, group);
    group.push(func);
  }
  return (resource) => byResource.get(resource) ?? [];
}
