import type { Diagnostic, Result } from '../../base/index.js';
import { freezePackage } from '../freeze.js';
import type { Interface, Package, Resolve } from '../model.js';
import { modelMessages } from '../model-messages.js';
import { findCycle } from '../postorder.js';
import {
  interfaceDependencies,
  interfaceId,
  packageDependencies,
  packageId,
  topologicalPackages,
  worldId,
} from '../query.js';
import { elaborateWorld } from './elaborate.js';
import { matchModels } from './match.js';
import { type Rebuilt, rebuild } from './rebuild.js';

/**
 * One model with all that is in `into` and `from`. Packages of one name become one package, interfaces of one name one
 * interface: each copy may be pruned to what its user needs, and the result is their union. Worlds of one name must be
 * the same. In which order the two are given decides on nothing but the order of items.
 *
 * Neither is changed. The main package is that of `into`.
 *
 * @returns `into` itself, with an error for each disagreement that labels both places, if the two cannot be merged.
 */
export function merge(into: Resolve, from: Resolve): Result<Resolve> {
  const { counterparts, diagnostics } = matchModels(into, from);
  if (diagnostics.length > 0) return { value: into, diagnostics };
  const rebuilt = rebuild({
    sources: [into, from],
    counterparts,
    retargeted: new Map(),
    itemsOf: (world) => world,
  });
  return finishModel(rebuilt, into);
}

/** Orders the packages of a new model, elaborates its worlds and freezes it; gives `original` where that fails. */
export function finishModel(rebuilt: Rebuilt, original: Resolve): Result<Resolve> {
  const cycle = checkCycles(rebuilt.packages);
  if (cycle !== null) return { value: original, diagnostics: [cycle] };
  const diagnostics: Diagnostic[] = [];
  for (const world of rebuilt.worlds) {
    const { imports, exports, conflict } = elaborateWorld(world);
    world.imports = imports;
    world.exports = exports;
    if (conflict === null) continue;
    const facts = { world: worldId(world), dependency: interfaceId(conflict) ?? '' };
    diagnostics.push(modelMessages.incompatibleDependency.at(world.span, facts));
  }
  if (diagnostics.length > 0) return { value: original, diagnostics };
  const packages = topologicalPackages(rebuilt.packages);
  packages.forEach(freezePackage);
  const main = rebuilt.copyOf(original.main);
  return { value: Object.freeze({ packages: Object.freeze(packages), main }), diagnostics: [] };
}

/** Two models without a cycle may have one together. */
function checkCycles(packages: readonly Package[]): Diagnostic | null {
  const interfaces = packages.flatMap((pkg) => pkg.allInterfaces);
  const cycle: readonly (Package | Interface)[] | null =
    findCycle(interfaces, interfaceDependencies) ?? findCycle(packages, packageDependencies);
  if (cycle === null) return null;
  const path = cycle.map((node) =>
    node.kind === 'package' ? packageId(node.name) : (interfaceId(node) ?? ''),
  );
  const labels = cycle
    .slice(1, -1)
    .flatMap(({ span }) => (span === null ? [] : [{ at: span, label: 'by way of this' }]));
  return modelMessages.cycle.at(cycle[0]?.span ?? null, { path }, { secondary: labels });
}
