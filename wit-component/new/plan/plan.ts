import type { Diagnostic, Result } from '../../../base/index.js';
import type { TypeDef } from '../../../wit-parser/index.js';
import type { RoledLift } from '../../names/module-roles.js';
import type { Part, Parts } from '../part.js';
import type { CoreItem, Options, Shim } from './core-item.js';
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
  const supplies = new Map(all.map((part) => [part, planner.supplies(part)]));
  const lifts = new Map(all.map((part) => [part, planner.lifts(part)]));
  const diagnostics: readonly Diagnostic[] = [...tls.diagnostics, ...planner.diagnostics];
  if (diagnostics.length > 0) return { value: null, diagnostics };
  const tlsGlobal = tls.value.kind === 'global' ? tls.value.type : null;
  return {
    value: { shims: planner.shims, supplies, destructors: planner.destructors, lifts, tlsGlobal },
    diagnostics: [],
  };
}
