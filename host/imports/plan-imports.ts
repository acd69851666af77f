import { assertNever, at } from '../../base/index.js';
import {
  type FunctionParts,
  functionKey,
  functionParts,
  interfaceParts,
  pascalCase,
} from '../../bindgen/js-names/index.js';
import type { LinkPlan, PlannedFunc, PlannedImport, PlannedModule } from '../../component/index.js';
import { type ImportName, writtenName } from './find-import.js';

/** An import as it is looked for, with all that does not depend on what is given. */
export type WantedImport = WantedInstance | WantedFunc | WantedResource | WantedModule;

export interface WantedInstance {
  readonly kind: 'instance';
  readonly planned: PlannedImport;
  readonly name: ImportName;
  readonly members: readonly WantedImport[];
  /** Names in WIT of the members for which something must be given: an interface of types alone has none. */
  readonly needed: readonly string[];
}

export interface WantedFunc {
  readonly kind: 'func';
  readonly planned: PlannedImport;
  readonly func: PlannedFunc;
  /** In the plan. */
  readonly position: number;
  readonly parts: FunctionParts;
  /** Of the function, or of the class that it belongs to. */
  readonly name: ImportName;
  /** The property that the function is where it hangs. */
  readonly key: string;
}

export interface WantedResource {
  readonly kind: 'resource';
  readonly label: string;
  /** Of its class. */
  readonly name: ImportName;
  readonly position: number;
}

export interface WantedModule {
  readonly kind: 'core module';
  readonly planned: PlannedImport;
  readonly name: ImportName;
  readonly module: PlannedModule;
  readonly position: number;
}

/** Plans what an instance looks for among what it is given, once for all instances. */
export function planImports(plan: LinkPlan): readonly WantedImport[] {
  return wantedOf(plan, plan.imports, []);
}

function wantedOf(
  plan: LinkPlan,
  imports: readonly PlannedImport[],
  path: readonly string[],
): readonly WantedImport[] {
  return imports.flatMap((planned) => wanted(plan, planned, path) ?? []);
}

/** @param path names of the imports around it; empty for one of the world */
function wanted(plan: LinkPlan, planned: PlannedImport, path: readonly string[]): WantedImport | null {
  const { name, item } = planned;
  const isOfWorld = path.length === 0;
  const named = (written: string): ImportName => ({
    written,
    parts: isOfWorld ? interfaceParts(written) : null,
  });
  switch (item.kind) {
    case 'func': {
      const parts = functionParts(name.name);
      const { resource, label } = parts;
      const key = isOfWorld && resource === null ? label : functionKey(label);
      // Imports of the world have their names in WIT, what is in them those of JavaScript.
      const classKey = resource === null || isOfWorld ? resource : pascalCase(resource);
      const func = at(plan.functions, item.func);
      const position = item.func;
      return { kind: 'func', planned, func, position, parts, name: named(classKey ?? key), key };
    }
    case 'instance': {
      const members = wantedOf(plan, item.exports, [...path, name.name]);
      const needed = item.exports.filter(isNeeded).map((inner) => inner.name.name);
      return { kind: 'instance', planned, name: named(writtenName(name)), members, needed };
    }
    case 'resource': {
      const { origin } = at(plan.resources, item.resource);
      // Another import may have given it its name.
      if (origin.kind !== 'import' || !samePath(origin.path, [...path, name.name])) return null;
      const key = isOfWorld ? name.name : pascalCase(name.name);
      return { kind: 'resource', label: name.name, name: named(key), position: item.resource };
    }
    case 'core module':
      return {
        kind: 'core module',
        planned,
        name: named(writtenName(name)),
        module: at(plan.modules, item.module),
        position: item.module,
      };
    case 'component':
    case 'type':
      return null;
    default:
      return assertNever(item);
  }
}

/** An interface that has nothing but types need not be given. */
function isNeeded({ item }: PlannedImport): boolean {
  if (item.kind === 'instance') return item.exports.some(isNeeded);
  return item.kind === 'func' || item.kind === 'core module';
}

function samePath(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((part, index) => part === b[index]);
}
