import { assertNever, at, InternalError } from '../../base/index.js';
import {
  type ComponentInstance,
  type CoreEnd,
  type CoreFunction,
  type Glue,
  type JsFunction,
  createBuiltin,
  type FunctionTable,
  lockDown,
  MemInst,
  type MemoryLike,
  REPRESENTATIONS,
  ResourceType,
  type ResourceValues,
} from '../../canonical-abi/index.js';
import type {
  CanonOptions,
  CoreItem,
  LinkPlan,
  LinkStep,
  PlannedFunc,
  PlannedModule,
  PlannedResource,
} from '../../component/index.js';
import { scanAscii } from '../fused/ascii-scan.js';
import type { CompiledModules } from './compile-modules.js';
import { type LinkedExports, linkedExports } from './linked-exports.js';
import type { InstantiateStep, LowerStep, PreparedCall, PreparedLink } from './prepare-link.js';
import type { WasmExports, WasmImports, WasmModule } from '../web-assembly.js';

/** What comes from outside. Each is asked for once in an instance, when the component needs it. */
export interface LinkImports {
  func(path: readonly string[], func: PlannedFunc, position: number): JsFunction;
  resource(path: readonly string[], resource: PlannedResource, position: number): ResourceType;
  module(path: readonly string[], module: PlannedModule, position: number): WasmModule;
}

export interface LinkParts {
  readonly modules: CompiledModules;
  readonly glue: Glue;
  readonly imports: LinkImports;
  /** Makes the state of the component instance at `position`; all are of one store, and without limits, if not given. */
  readonly newInstance?: (position: number) => ComponentInstance;
  /** How JavaScript sees the handles of a resource that the component defines; as representations, if not given. */
  readonly resourceValues?: (position: number, resource: PlannedResource) => ResourceValues;
}

/** A component that is instantiated. Positions are those of the plan. */
export interface LinkedInstance {
  readonly exports: LinkedExports;
  readonly instances: readonly ComponentInstance[];
  /**
   * The function as JavaScript calls it: the glue is made when it is first asked for. One that is imported, and exported
   * again, is the host's own.
   */
  func(position: number): JsFunction;
  resource(position: number): ResourceType;
  module(position: number): WasmModule;
}

type BuiltinStep = Extract<LinkStep, { readonly kind: 'builtin' }>;
type DefiningStep = Exclude<LinkStep, { readonly kind: 'instantiate' }>;

/** One instance while the steps are taken, and then what is left of it. Numbers are positions in the plan. */
export class LinkRun implements LinkedInstance {
  readonly instances: readonly ComponentInstance[];
  readonly #prepared: PreparedLink;
  readonly #plan: LinkPlan;
  readonly #parts: LinkParts;
  readonly #coreInstances: WasmExports[] = [];
  readonly #coreFuncs: CoreFunction[] = [];
  readonly #resources: (ResourceType | undefined)[] = [];
  readonly #memories: (MemInst | undefined)[] = [];
  readonly #imported: (JsFunction | undefined)[] = [];
  readonly #lifted: (CoreEnd | undefined)[] = [];
  readonly #functions: (JsFunction | undefined)[] = [];
  #exports: LinkedExports | null = null;

  constructor(prepared: PreparedLink, parts: LinkParts, instances: readonly ComponentInstance[]) {
    this.instances = instances;
    this.#prepared = prepared;
    this.#plan = prepared.plan;
    this.#parts = parts;
  }

  get exports(): LinkedExports {
    return (this.#exports ??= linkedExports(this.#plan.functions, this.#plan.exports, this));
  }

  take(step: DefiningStep): void {
    switch (step.kind) {
      case 'resource':
        this.#defineResource(step.resource, step.dtor);
        return;
      case 'lower':
        this.#coreFuncs[step.coreFunc] = this.#lower(step);
        return;
      case 'builtin':
        this.#coreFuncs[step.coreFunc] = this.#builtin(step);
        return;
      default:
        assertNever(step);
    }
  }

  importsOf(step: InstantiateStep): WasmImports {
    const imports = emptyRecord<Record<string, unknown>>();
    for (const { module, items } of this.#prepared.argumentsOf(step)) {
      const values = emptyRecord();
      for (const { name, item } of items) values[name] = this.#coreItem(item);
      imports[module] = values;
    }
    return imports;
  }

  instantiated({ coreInstance }: InstantiateStep, exports: WasmExports): void {
    this.#coreInstances[coreInstance] = exports;
  }

  /** What to throw for an `error` that came of starting a core module. */
  failed({ instance, module }: InstantiateStep, error: unknown): unknown {
    const planned = at(this.#plan.modules, module);
    const name = planned.kind === 'inside' ? planned.path.split(' › ').at(-1) : planned.path.join('#');
    return lockDown(error, at(this.instances, instance), `start of ${name}`);
  }

  resource(position: number): ResourceType {
    const known = this.#resources[position];
    if (known !== undefined) return known;
    const resource = at(this.#plan.resources, position);
    if (resource.origin.kind !== 'import') throw new InternalError('a resource is used before it is defined');
    const found = this.#parts.imports.resource(resource.origin.path, resource, position);
    this.#resources[position] = found;
    return found;
  }

  module(position: number): WasmModule {
    const module = at(this.#plan.modules, position);
    const found = this.#parts.modules[position] ?? null;
    if (found !== null) return found;
    if (module.kind === 'import') return this.#parts.imports.module(module.path, module, position);
    throw new InternalError('the compiled modules are those of another component');
  }

  func(position: number): JsFunction {
    return (this.#functions[position] ??= this.#callable(position));
  }

  #callable(position: number): JsFunction {
    const { origin } = at(this.#plan.functions, position);
    if (origin.kind === 'import') return this.#hostFunction(position);
    const { plan, resources } = this.#prepared.lifted(position);
    const callee = this.#coreFunction(origin.coreFunc);
    return this.#parts.glue.exported(plan, this.#liftedEnd(position), callee, this.#resourcesOf(resources));
  }

  #defineResource(position: number, dtor: CoreItem | null): void {
    const planned = at(this.#plan.resources, position);
    if (planned.origin.kind !== 'defined') throw new InternalError('an imported resource is defined');
    const inst = at(this.instances, planned.origin.instance);
    const destructor = dtor === null ? null : this.#destructor(position, inst, dtor);
    const values = this.#parts.resourceValues?.(position, planned) ?? REPRESENTATIONS;
    this.#resources[position] = new ResourceType(inst, destructor, values);
  }

  /**
   * The destructor as a call into the instance that defines the resource.
   * @spec CanonicalABI.md#canon-resourcedrop
   */
  #destructor(position: number, inst: ComponentInstance, dtor: CoreItem): (rep: number) => void {
    let lifted: JsFunction | null = null;
    return (rep) => {
      if (lifted === null) {
        const end: CoreEnd = { inst, memory: null, realloc: null, postReturn: null, callback: null };
        const callee = this.#coreFunction(dtor);
        lifted = this.#parts.glue.exported(this.#prepared.dropped(position), end, callee, []);
      }
      lifted(rep);
    };
  }

  #lower(step: LowerStep): CoreFunction {
    const { glue } = this.#parts;
    const { origin } = at(this.#plan.functions, step.func);
    const { plan, resources }: PreparedCall = this.#prepared.lowered(step);
    const caller = this.#end(step.instance, step.options);
    const types = this.#resourcesOf(resources);
    if (origin.kind === 'import') return glue.imported(plan, caller, this.#hostFunction(step.func), types);
    const callee = this.#coreFunction(origin.coreFunc);
    return glue.fused(plan, caller, this.#liftedEnd(step.func), callee, types);
  }

  #builtin({ instance, builtin }: BuiltinStep): CoreFunction {
    const { name, resource, type, resources, options, slot, slotType, table } = builtin;
    return createBuiltin({
      name,
      end: this.#end(instance, options),
      resource: resource === null ? null : this.resource(resource),
      type,
      resources: (each) => this.resource(found(resources.get(each), 'the resource of a handle')),
      encoding: options.encoding,
      async: options.async,
      slot,
      slotType,
      table: table === null ? null : (this.#coreItem(table) as FunctionTable),
    });
  }

  #hostFunction(position: number): JsFunction {
    const known = this.#imported[position];
    if (known !== undefined) return known;
    const func = at(this.#plan.functions, position);
    if (func.origin.kind !== 'import') throw new InternalError(`the function ${func.name} is not imported`);
    const found = this.#parts.imports.func(func.origin.path, func, position);
    this.#imported[position] = found;
    return found;
  }

  #resourcesOf(positions: readonly number[]): readonly ResourceType[] {
    return positions.map((position) => this.resource(position));
  }

  #liftedEnd(position: number): CoreEnd {
    const known = this.#lifted[position];
    if (known !== undefined) return known;
    const { origin, name } = at(this.#plan.functions, position);
    if (origin.kind !== 'lift') throw new InternalError(`the function ${name} is not lifted`);
    const end = this.#end(origin.instance, origin.options);
    this.#lifted[position] = end;
    return end;
  }

  #end(instance: number, { memory, realloc, postReturn, callback }: CanonOptions): CoreEnd {
    return {
      inst: at(this.instances, instance),
      memory: memory === null ? null : this.#memory(memory),
      realloc: realloc === null ? null : this.#coreFunction(realloc),
      postReturn: postReturn === null ? null : this.#coreFunction(postReturn),
      callback: callback === null ? null : this.#coreFunction(callback),
    };
  }

  /** Modules that re-export a memory make it one under several names. */
  #memory(position: number): MemInst {
    const known = this.#memories[position];
    if (known !== undefined) return known;
    const { item, pointer } = at(this.#plan.memories, position);
    const memory = this.#coreItem(item) as MemoryLike;
    const same = this.#memories.find((other) => other?.memory === memory);
    const found = same ?? new MemInst(memory, pointer, scanAscii);
    this.#memories[position] = found;
    return found;
  }

  #coreFunction(item: CoreItem): CoreFunction {
    return this.#coreItem(item) as CoreFunction;
  }

  #coreItem(item: CoreItem): unknown {
    return item.kind === 'core func'
      ? at(this.#coreFuncs, item.coreFunc)
      : at(this.#coreInstances, item.coreInstance)[item.name];
  }
}

/** An object in which any name is a plain one, `__proto__` too. */
function emptyRecord<T>(): Record<string, T> {
  return Object.create(null) as Record<string, T>;
}

/** What the plan knows to be there. */
function found<T>(value: T | undefined, what: string): T {
  if (value === undefined) throw new InternalError(`the plan has no ${what}`);
  return value;
}
