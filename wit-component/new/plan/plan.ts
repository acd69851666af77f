import type { Diagnostic, Result } from '../../../base/index.js';
import type { TypeDef } from '../../../wit-parser/index.js';
import type { RoledLift } from '../../names/module-roles.js';
import { placeIn, type Part, type Parts } from '../part.js';
import type { CoreItem, Options, Shim } from './core-item.js';
import { liftNeeds } from './needs.js';
import { planImport } from './plan-import.js';
import { Planner } from './planner.js';
import { planTls, type TlsType } from './tls.js';

/** What a core module imports under one name. */
export interface Supply {
  readonly name: string;
  readonly item: CoreItem;
}

export interface PlannedLift {
  readonly lift: RoledLift;
  readonly options: Options;
}

/** How the core modules of a component are connected: everything but indexes. */
export interface Plan {
  /** In the order of their numbers. */
  readonly shims: readonly Shim[];
  /** What each part imports, by the names of modules, in order. */
  readonly supplies: ReadonlyMap<Part, ReadonlyMap<string, readonly Supply[]>>;
  /** By the resources of exported interfaces: what stands in for their destructors. */
  readonly destructors: ReadonlyMap<TypeDef, Shim>;
  readonly lifts: ReadonlyMap<Part, readonly PlannedLift[]>;
  /** The type of the global of the shim module that thread-local storage is based on; null if there is none. */
  readonly tlsGlobal: TlsType | null;
}

/**
 * Decides what satisfies each import of the core modules, which options each lift and lower needs, and which of them must
 * go through a shim, as they can only be made when the module that imports them is there.
 */
export function planComponent(parts: Parts): Result<Plan | null> {
  const tls = planTls(parts);
  const planner = new Planner(parts, tls.value);
  const all = [parts.main, ...parts.adapters];
  const supplies = new Map(all.map((part) => [part, planSupplies(planner, part)]));
  const lifts = new Map(all.map((part) => [part, planLifts(planner, part)]));
  const diagnostics: readonly Diagnostic[] = [...tls.diagnostics, ...planner.diagnostics];
  if (diagnostics.length > 0) return { value: null, diagnostics };
  const tlsGlobal = tls.value.kind === 'global' ? tls.value.type : null;
  return {
    value: { shims: planner.shims, supplies, destructors: planner.destructors, lifts, tlsGlobal },
    diagnostics: [],
  };
}

/** What satisfies the imports of `part`, by the names of modules; and the shims for its destructors. */
function planSupplies(planner: Planner, part: Part): ReadonlyMap<string, readonly Supply[]> {
  const modules = new Map<string, Supply[]>();
  for (const roled of part.roles.imports) {
    const supplies = modules.get(roled.import.module) ?? [];
    modules.set(roled.import.module, supplies);
    const item = planImport(planner, { ...roled, part });
    const name = part.importNames.get(roled.index) ?? roled.import.name;
    if (item !== null) supplies.push({ name, item });
  }
  planner.planDestructors(part);
  return modules;
}

function planLifts(planner: Planner, part: Part): readonly PlannedLift[] {
  return part.roles.lifts.map((lift) => {
    const { func, lifting, name } = lift;
    const item = part.roles.exports.get(name)?.export;
    const user = { name, place: item === undefined ? null : placeIn(part, item) };
    const encoding = planner.encoding(part, lift, user) ?? 'utf8';
    const source = { part, encoding, async: lifting !== 'sync', realloc: 'export', site: 'lift' } as const;
    return { lift, options: planner.options(liftNeeds(func, lifting), source, user) };
  });
}
