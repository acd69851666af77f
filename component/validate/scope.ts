import {
  DIAGNOSTICS_SHOWN,
  type ByteSpan,
  type Check,
  type Diagnostic,
  type DiagnosticDefinition,
  type DiagnosticDetails,
} from '../../base/index.js';
import type { Budget } from '../binary/cursor.js';
import { featureDisabled, type FeatureName, type Features } from '../features.js';
import type { CoreModule } from '../core/module.js';
import { emptySpaces } from '../index-spaces.js';
import type { CoreValType } from '../model/core-types.js';
import type { ComponentDefinition, CoreModuleDefinition } from '../model/definitions.js';
import type { Located, Sort } from '../model/sort.js';
import type { Slice } from '../slice.js';
import type { CoreTypeTable } from './core-type-table.js';
import { validationMessages } from './messages.js';
import {
  ERROR,
  type CheckedComponent,
  type CheckedError,
  type CheckedExtern,
  type CheckedResourceType,
  type CheckedSpaces,
  type CheckedType,
  type Resource,
} from './types.js';
import { Visibility } from './visibility.js';

/** What all scopes of one run share. */
export interface Run {
  readonly features: Features;
  readonly diagnostics: Diagnostic[];
  readonly check: Check | null;
  /** Of what is decoded on the way. */
  readonly budget: Budget;
  /** Whether function bodies of core modules are validated too. */
  readonly bodies: boolean;
  readonly coreTypes: CoreTypeTable;
}

export type ScopeKind = 'component' | 'component type' | 'instance type';

/** A name that was given, and where. */
export interface GivenName {
  readonly name: string;
  readonly place: Located;
}

/** The imports or the exports of a scope. */
export interface Side {
  readonly externs: Map<string, CheckedExtern>;
  /** By `uniquenessKey`. */
  readonly names: Map<string, GivenName>;
  /** What counts as named for this side: the exports' has the imports' too. */
  readonly named: Set<CheckedType>;
  readonly visibility: Visibility;
  /** The names of the resources to which methods may be attached. */
  readonly resources: Map<CheckedResourceType, string>;
  readonly resourceNames: Set<string>;
}

/** A component, a component type or an instance type while it is looked through: its index spaces so far. */
export class Scope {
  readonly kind: ScopeKind;
  readonly parent: Scope | null;
  readonly slice: Slice;
  readonly run: Run;
  readonly spaces: CheckedSpaces = emptySpaces();
  readonly imports: Side = newSide();
  readonly exports: Side = newSide();
  readonly importedResources: Resource[] = [];
  /** Resources of the instantiations in it and its own, with the representation of the latter. */
  readonly definedResources = new Map<Resource, CoreValType | null>();
  /** How many values were used, by index. */
  readonly usedValues = new Set<number>();
  readonly modules = new Map<CoreModuleDefinition, CoreModule>();
  readonly components = new Map<ComponentDefinition, CheckedComponent>();
  hasStart = false;
  /** The type of the slots of `context.get` and `context.set`, from the first one on. */
  contextType: CoreValType | null = null;
  /** What the types of imports and exports take together of `LIMITS.typeWeight`. */
  weight = 1;
  /** How much work was put into looking for resources in types from outside. */
  outerWeight = 0;

  constructor(kind: ScopeKind, parent: Scope | null, slice: Slice, run: Run) {
    this.kind = kind;
    this.parent = parent;
    this.slice = slice;
    this.run = run;
  }

  span({ start, end }: Located): ByteSpan {
    return { file: this.slice.file, component: this.slice.path, start, end };
  }

  /** Reports a fault, and gives what takes the place of the faulty thing. */
  fault<Args>(
    definition: DiagnosticDefinition<Args>,
    place: Located,
    args: Args,
    details?: DiagnosticDetails,
  ): CheckedError {
    this.report(definition.at(this.span(place), args, details));
    return ERROR;
  }

  report(diagnostic: Diagnostic): void {
    if (!this.isFull) this.run.diagnostics.push(diagnostic);
  }

  /** Whether so much was found that the rest does not matter. */
  get isFull(): boolean {
    return this.run.diagnostics.length >= DIAGNOSTICS_SHOWN;
  }

  /** Whether `feature` is on; reports that `what`, the subject of a sentence, needs it otherwise. */
  requireFeature(place: Located, what: string, feature: FeatureName): boolean {
    if (this.run.features.has(feature)) return true;
    this.report(featureDisabled(this.span(place), what, feature));
    return false;
  }

  /** The entry at `index`; reports one that is out of bounds. */
  find<S extends Sort>(sort: S, index: number, place: Located): CheckedSpaces[S][number] | CheckedError {
    const space: readonly CheckedSpaces[S][number][] = this.spaces[sort];
    const entry = space[index];
    if (entry !== undefined) return entry;
    return this.fault(validationMessages.indexOutOfBounds, place, { sort, index, count: space.length });
  }

  /** The scope that is `count` scopes out, or null. */
  outer(count: number): Scope | null {
    return count === 0 ? this : (this.parent?.outer(count - 1) ?? null);
  }
}

/** Imports or exports before the first one. */
export function newSide(): Side {
  const named = new Set<CheckedType>();
  return {
    externs: new Map(),
    names: new Map(),
    named,
    visibility: new Visibility(named),
    resources: new Map(),
    resourceNames: new Set(),
  };
}
