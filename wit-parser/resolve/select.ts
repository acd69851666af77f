import type { Interface, TypeDef, World } from '../model.js';
import type { BoundInterface, BoundPackage } from './bound.js';
import { createGateKeeper, isIncluded, isOpen, type Gates } from './gates.js';
import { createReport, report } from './report.js';
import { selectTypes } from './select-types.js';
import {
  reportExcludedItem,
  selectFunc,
  selectedInterface,
  type InterfaceParts,
  type SelectedPackage,
  type Selector,
} from './selector.js';
import { selectWorlds } from './worlds.js';

/**
 * Makes the model of a package: leaves out what its gates close, elaborates its worlds, freezes the result.
 *
 * @param dependencies for every package that `bound` refers to, what it is now, selected with the same gates
 * @spec WIT.md#feature-gates
 */
export function select(
  bound: BoundPackage,
  gates: Gates,
  dependencies: ReadonlyMap<BoundPackage, SelectedPackage>,
): SelectedPackage {
  const selector = createSelector(bound, gates, dependencies);
  createInterfaces(selector);
  createWorlds(selector);
  reportExcludedUses(selector);
  for (const { stability, diagnostic } of bound.deferred) {
    if (isOpen(selector.keeper, stability)) report(selector.report, diagnostic);
  }
  selectTypes(selector);
  for (const iface of bound.interfaces) fillInterface(selector, iface);
  selectWorlds(selector);
  freezePackage(selector);
  return {
    bound,
    package: selector.package,
    types: selector.types,
    interfaces: selector.interfaces,
    worlds: selector.worlds,
    faultyWorlds: selector.faultyWorlds,
    diagnostics: selector.report.diagnostics,
  };
}

function createSelector(
  bound: BoundPackage,
  gates: Gates,
  dependencies: ReadonlyMap<BoundPackage, SelectedPackage>,
): Selector {
  const packageTypes: TypeDef[] = [];
  const packageInterfaces: Interface[] = [];
  const namedInterfaces = new Map<string, Interface>();
  const namedWorlds = new Map<string, World>();
  const to = createReport();
  return {
    bound,
    package: {
      kind: 'package',
      name: bound.name,
      docs: bound.docs,
      interfaces: namedInterfaces,
      worlds: namedWorlds,
      allInterfaces: packageInterfaces,
      types: packageTypes,
      span: bound.span,
    },
    keeper: createGateKeeper(gates, bound, to),
    report: to,
    dependencies,
    types: [],
    interfaces: [],
    worlds: [],
    interfaceParts: new Map(),
    faultyWorlds: new Set(),
    toldInterfaces: new Set(),
    packageTypes,
    packageInterfaces,
    namedInterfaces,
    namedWorlds,
    ownHandles: new Map(),
    spent: 0,
  };
}

function createInterfaces(selector: Selector): void {
  for (const bound of selector.bound.interfaces) {
    if (!isIncluded(selector.keeper, bound.stability, bound.span)) {
      selector.interfaces.push('excluded');
      continue;
    }
    const parts: InterfaceParts = { types: new Map(), functions: new Map() };
    const made: Interface = {
      kind: 'interface',
      name: bound.name,
      package: selector.package,
      types: parts.types,
      functions: parts.functions,
      docs: bound.docs,
      stability: bound.stability,
      span: bound.span,
    };
    selector.interfaces.push(made);
    selector.interfaceParts.set(made, parts);
    selector.packageInterfaces.push(made);
    if (bound.name !== null) selector.namedInterfaces.set(bound.name, made);
  }
}

function createWorlds(selector: Selector): void {
  for (const bound of selector.bound.worlds) {
    if (!isIncluded(selector.keeper, bound.stability, bound.span)) {
      selector.worlds.push('excluded');
      continue;
    }
    const made: World = {
      kind: 'world',
      name: bound.name,
      package: selector.package,
      imports: [],
      exports: [],
      docs: bound.docs,
      stability: bound.stability,
      span: bound.span,
    };
    selector.worlds.push(made);
    selector.namedWorlds.set(bound.name, made);
  }
}

/** Reports a `use` of an interface that is left out, once for each interface. */
function reportExcludedUses(selector: Selector): void {
  for (const use of selector.bound.uses) {
    const { interface: target, span } = use;
    if (!isIncluded(selector.keeper, use.stability, span) || selector.toldInterfaces.has(target)) continue;
    if (selectedInterface(selector, target) !== 'excluded') continue;
    selector.toldInterfaces.add(target);
    reportExcludedItem(selector, target, span);
  }
}

function fillInterface(selector: Selector, bound: BoundInterface): void {
  const iface = selector.interfaces[bound.index];
  const parts = typeof iface === 'object' ? selector.interfaceParts.get(iface) : undefined;
  if (parts === undefined) return;
  for (const [name, type] of bound.types) {
    const selected = selector.types[type.index];
    if (typeof selected === 'object') parts.types.set(name, selected);
  }
  for (const func of bound.functions) {
    if (!isIncluded(selector.keeper, func.stability, func.span)) continue;
    const selected = selectFunc(selector, func);
    if (selected !== null) parts.functions.set(selected.name, selected);
  }
}

/** Freezes what `select` made. Maps cannot be frozen: they are read-only by their type. */
function freezePackage(selector: Selector): void {
  for (const type of selector.packageTypes) Object.freeze(type);
  for (const iface of selector.packageInterfaces) {
    for (const func of iface.functions.values()) Object.freeze(func);
    Object.freeze(iface);
  }
  for (const world of selector.namedWorlds.values()) Object.freeze(world);
  Object.freeze(selector.packageTypes);
  Object.freeze(selector.packageInterfaces);
  Object.freeze(selector.package);
}
