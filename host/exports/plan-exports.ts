import { assertNever, at } from '../../base/index.js';
import {
  camelCase,
  type FunctionParts,
  functionKey,
  functionParts,
  interfaceParts,
  pascalCase,
  shareShortNames,
} from '../../bindgen/js-names/index.js';
import type { LinkPlan, PlannedExport } from '../../component/index.js';
import { writtenName } from '../imports/find-import.js';

/** A member of the object of a component's exports, or of an interface: under each of its keys, the same. */
export interface ExportMember {
  readonly keys: readonly string[];
  readonly value: ExportValue;
}

/** Numbers are positions in the plan of the link. */
export type ExportValue =
  | { readonly kind: 'func'; readonly func: number }
  | { readonly kind: 'accessor'; readonly half: 'get' | 'set'; readonly func: number }
  | { readonly kind: 'interface'; readonly members: readonly ExportMember[] }
  | { readonly kind: 'class'; readonly resource: number; readonly functions: readonly ResourceFunction[] }
  | { readonly kind: 'module'; readonly module: number };

/** A function of a resource. */
export interface ResourceFunction {
  readonly parts: FunctionParts;
  readonly func: number;
}

/** Plans the object of a component's exports, once for all its instances. */
export function planExports(plan: LinkPlan): readonly ExportMember[] {
  const withFunctions = new Set<number>();
  collectClasses(plan.exports, withFunctions);
  return new ExportPlanner(plan, withFunctions).members(plan.exports, true);
}

/** Finds the resources that have functions somewhere: elsewhere they are only used. */
function collectClasses(exports: readonly PlannedExport[], found: Set<number>): void {
  const functions = functionsByResource(exports);
  for (const { name, item } of exports) {
    if (item.kind === 'resource' && functions.has(name.name)) found.add(item.resource);
    if (item.kind === 'instance') collectClasses(item.exports, found);
  }
}

function functionsByResource(exports: readonly PlannedExport[]): ReadonlyMap<string, ResourceFunction[]> {
  const functions = new Map<string, ResourceFunction[]>();
  for (const { name, item } of exports) {
    if (item.kind !== 'func') continue;
    const parts = functionParts(name.name);
    if (parts.resource === null) continue;
    const others = functions.get(parts.resource) ?? [];
    others.push({ parts, func: item.func });
    functions.set(parts.resource, others);
  }
  return functions;
}

class ExportPlanner {
  readonly #plan: LinkPlan;
  /** Resources whose class has its place. */
  readonly #placed: Set<number>;

  constructor(plan: LinkPlan, placed: Set<number>) {
    this.#plan = plan;
    this.#placed = placed;
  }

  members(exports: readonly PlannedExport[], isWorld: boolean): readonly ExportMember[] {
    const functions = functionsByResource(exports);
    const values = exports.flatMap((planned) => {
      const value = this.#value(planned, functions.get(planned.name.name) ?? []);
      return value === null ? [] : [{ planned, value }];
    });
    const names = values.map(({ planned, value }) => exportNames(planned, value));
    const keys = shareShortNames(names);
    return values.map(({ value }, index) => ({
      // In an interface all are labels, and a getter and its setter share one.
      keys: isWorld && value.kind !== 'accessor' ? at(keys, index) : [at(names, index).short],
      value,
    }));
  }

  #value({ name, item }: PlannedExport, functions: readonly ResourceFunction[]): ExportValue | null {
    switch (item.kind) {
      case 'func': {
        const { resource, accessor } = functionParts(name.name);
        if (resource !== null) return null;
        if (accessor === null) return item;
        return { kind: 'accessor', half: accessor, func: item.func };
      }
      case 'instance': {
        const members = this.members(item.exports, false);
        return members.length === 0 ? null : { kind: 'interface', members };
      }
      case 'resource':
        return this.#hasClass(item.resource, functions)
          ? { kind: 'class', resource: item.resource, functions }
          : null;
      case 'core module':
        return { kind: 'module', module: item.module };
      case 'component':
      case 'type':
        return null;
      default:
        return assertNever(item);
    }
  }

  /** An interface that only uses a resource of another one has no class for it. */
  #hasClass(resource: number, functions: readonly ResourceFunction[]): boolean {
    if (functions.length > 0) return true;
    if (at(this.#plan.resources, resource).origin.kind === 'import') return false;
    if (this.#placed.has(resource)) return false;
    this.#placed.add(resource);
    return true;
  }
}

function exportNames(
  { name }: PlannedExport,
  value: ExportValue,
): { short: string; qualified: string | null } {
  switch (value.kind) {
    case 'func':
    case 'accessor':
      return { short: functionKey(functionParts(name.name).label), qualified: null };
    case 'class':
      return { short: pascalCase(name.name), qualified: null };
    case 'interface':
    case 'module': {
      const parts = interfaceParts(name.name);
      if (parts === null) return { short: camelCase(name.name), qualified: null };
      return { short: camelCase(parts.label), qualified: writtenName(name) };
    }
    default:
      return assertNever(value);
  }
}
