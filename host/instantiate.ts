import { at, InternalError } from '../base/index.js';
import { ComponentInstance, type ResourceValues, Store } from '../canonical-abi/index.js';
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
  const instantiation = new Instantiation(compiled, imports, options);
  return instantiation.exportsOf(await runLinkAsync(compiled.prepared, instantiation.parts)) as Exports;
}

/** The same at once. */
export function instantiateSync<Exports extends object = ComponentExports, Imports extends object = object>(
  component: CompiledComponent | ComponentSource,
  imports: Imports,
  options: InstantiateOptions = {},
): Exports {
  const compiled = component instanceof CompiledComponent ? component : compileSync(component, options);
  const instantiation = new Instantiation(compiled, imports, options);
  return instantiation.exportsOf(runLink(compiled.prepared, instantiation.parts)) as Exports;
}

/** Exports of which nothing is known. */
export type ComponentExports = Readonly<Record<string, unknown>>;

/** What one instance is made of, and then its exports. */
class Instantiation {
  readonly parts: LinkParts;
  readonly #component: CompiledComponent;
  readonly #store = new Store();
  readonly #imports: ReturnType<typeof matchImports>;
  readonly #guestResources = new Map<number, GuestResource>();
  #linked: LinkedInstance | null = null;

  constructor(component: CompiledComponent, imports: object, options: InstantiateOptions) {
    const { plan, modules } = component;
    const { overrides = {}, finalizers = true } = options;
    const maxHandles = options.limits?.handles;
    this.#component = component;
    this.#imports = matchImports(plan, {
      given: imports as GivenImports,
      overrides: overrides as GivenImports,
      mayWait: (name) => importMayWait(options.jspi, name),
    });
    this.parts = {
      modules,
      glue: glueFor(options),
      imports: this.#imports,
      newInstance: (position) => {
        const { path } = at(plan.instances, position);
        return new ComponentInstance({
          store: this.#store,
          path,
          ...(maxHandles === undefined ? {} : { maxHandles }),
        });
      },
      resourceValues: (position) => this.#guestResource(position, finalizers),
    };
  }

  /** No object of a resource exists before the instance does: imports cannot mention what the component defines. */
  get #instance(): LinkedInstance {
    if (this.#linked === null) throw new InternalError('a resource is used before its instance exists');
    return this.#linked;
  }

  exportsOf(linked: LinkedInstance): object {
    this.#linked = linked;
    const objects = new ExportObjects({
      linked,
      guestResource: (position) => this.#guestResources.get(position) ?? null,
      hostClass: (position) => this.#imports.hostClass(position),
    });
    return objects.world(this.#component.members);
  }

  #guestResource(position: number, finalizers: boolean): ResourceValues {
    const { plan, classNames } = this.#component;
    const resource = new GuestResource({
      name: at(classNames, position),
      origin: plan,
      type: () => this.#instance.resource(position),
      isLockedDown: () => this.#store.isLockedDown,
      finalizers,
    });
    this.#guestResources.set(position, resource);
    return resource;
  }
}
