import { at, InternalError } from '../base/index.js';
import { ComponentInstance, type ResourceType, Store } from '../canonical-abi/index.js';
import {
  type CompileLimits,
  compile,
  CompiledComponent,
  type CompileOptions,
  type ComponentSource,
  compileSync,
} from './compile.js';
import { type EngineOptions, glueFor } from './engine.js';
import { ExportObjects } from './exports/export-objects.js';
import type { GivenImports } from './imports/find-import.js';
import { matchImports } from './imports/match-imports.js';
import { type LinkedInstance, type LinkParts, runLink, runLinkAsync } from './link/index.js';
import { importMayWait } from './waiting/jspi.js';
import { GuestResource } from './resources/guest-resource.js';

export interface InstantiateOptions extends CompileOptions, EngineOptions {
  /** Whether objects of a guest's resources that are collected without `[Symbol.dispose]` are destructed; they are. */
  readonly finalizers?: boolean;
  readonly limits?: InstanceLimits;
  /** What replaces imports: by the name of the import, functions of an interface by `interface#function`. */
  readonly overrides?: object;
}

export interface InstanceLimits extends CompileLimits {
  /** How many handles each component instance may have at once. */
  readonly handles?: number;
}

/**
 * Instantiates a component, compiled or not.
 * @returns its exports, as the declarations of `witwright types` describe them
 * @throws LinkError that names all imports which are missing or do not fit; Trap; what `compile` throws
 */
export async function instantiate<Exports extends object = ComponentExports, Imports extends object = object>(
  component: CompiledComponent | ComponentSource,
  imports: Imports,
  options: InstantiateOptions = {},
): Promise<Exports> {
  const compiled = component instanceof CompiledComponent ? component : await compile(component, options);
  const { parts, exportsOf } = begin(compiled, imports, options);
  return exportsOf(await runLinkAsync(compiled.prepared, parts)) as Exports;
}

/** The same at once. */
export function instantiateSync<Exports extends object = ComponentExports, Imports extends object = object>(
  component: CompiledComponent | ComponentSource,
  imports: Imports,
  options: InstantiateOptions = {},
): Exports {
  const compiled = component instanceof CompiledComponent ? component : compileSync(component, options);
  const { parts, exportsOf } = begin(compiled, imports, options);
  return exportsOf(runLink(compiled.prepared, parts)) as Exports;
}

/** Exports of which nothing is known. */
export type ComponentExports = Readonly<Record<string, unknown>>;

/** What an instance is made of, and how its exports are made when it exists. */
interface Beginning {
  readonly parts: LinkParts;
  exportsOf(linked: LinkedInstance): object;
}

/** Kept for good: an engine forgets what objects of a class look like when none is left, and takes long to learn it again. */
let shapes: readonly object[] | null = null;

/** Begins an instance: no class, as objects with private fields that live as short as this cost more than what they do. */
function begin(component: CompiledComponent, given: object, options: InstantiateOptions): Beginning {
  shapes ??= shapesOfInstances();
  const { plan, modules, wanted, members, classNames } = component;
  const { overrides, finalizers = true } = options;
  const maxHandles = options.limits?.handles;
  const store = new Store();
  const imports = matchImports({
    plan,
    wanted,
    given: given as GivenImports,
    overrides: overrides as GivenImports | undefined,
    mayWait: (name) => importMayWait(options.jspi, name),
  });
  const guestResources: (GuestResource | undefined)[] = [];
  let instance: LinkedInstance | null = null;

  /** No object of a resource exists before the instance does: imports cannot mention what the component defines. */
  const typeAt = (position: number): ResourceType => {
    if (instance === null) throw new InternalError('a resource is used before its instance exists');
    return instance.resource(position);
  };
  return {
    parts: {
      modules,
      glue: glueFor(options),
      imports,
      newInstance: (position) => {
        const { path } = at(plan.instances, position);
        // No spread, for which engines take their time.
        return new ComponentInstance(
          maxHandles === undefined ? { store, path } : { store, path, maxHandles },
        );
      },
      resourceValues: (position) =>
        (guestResources[position] = new GuestResource({
          name: at(classNames, position),
          origin: plan,
          type: () => typeAt(position),
          isLockedDown: () => store.isLockedDown,
          finalizers,
        })),
    },
    exportsOf(linked) {
      instance = linked;
      const objects = new ExportObjects({
        linked,
        guestResource: (position) => guestResources[position] ?? null,
        hostClass: imports.hostClass,
      });
      return objects.world(members);
    },
  };
}

/** An object of each class that instances are made of, besides those of their link. */
function shapesOfInstances(): readonly object[] {
  const unused = (): never => {
    throw new InternalError('an instance of nothing is used');
  };
  const nothing = { name: '', origin: {}, finalizers: false };
  return [
    new Store(),
    new GuestResource({ ...nothing, type: unused, isLockedDown: () => false }),
    new ExportObjects({ linked: { func: unused, module: unused }, guestResource: unused, hostClass: unused }),
  ];
}
