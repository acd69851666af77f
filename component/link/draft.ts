import type { ByteSpan, Diagnostic, DiagnosticDefinition } from '../../base/index.js';
import type { PtrType } from '../../canonical-abi/index.js';
import { componentMessages } from '../messages.js';
import type { CoreModuleDefinition } from '../model/definitions.js';
import type { CheckedComponent } from '../validate/types.js';
import { LINK_LIMITS } from './limits.js';
import type {
  CoreItem,
  LinkPlan,
  LinkStep,
  PlannedFunc,
  PlannedImport,
  PlannedInstance,
  PlannedMemory,
  PlannedModule,
  PlannedResource,
} from './plan.js';

/** Ends the planning: what would follow depends on what is missing. */
export class NotLinked extends Error {
  readonly diagnostics: readonly Diagnostic[];

  constructor(diagnostics: readonly Diagnostic[]) {
    super('the component cannot be linked');
    this.diagnostics = diagnostics;
  }
}

/** Ends the planning for one reason. */
export function notLinked<Args>(
  definition: DiagnosticDefinition<Args>,
  at: ByteSpan | null,
  args: Args,
): NotLinked {
  return new NotLinked([definition.at(at, args)]);
}

type Named<T extends { readonly name: string }> = Omit<T, 'name'> & { name: string };

/** A step without the number that its result gets. */
type NewStep = LinkStep extends infer Step
  ? Step extends { readonly coreInstance: number }
    ? Omit<Step, 'coreInstance'>
    : Step extends { readonly coreFunc: number }
      ? Omit<Step, 'coreFunc'>
      : Step
  : never;

/** A plan while it is made. */
export class Draft {
  /** The components that stand for imported ones, by the names of the imports. */
  readonly substitutes: ReadonlyMap<string, CheckedComponent>;
  readonly imports: PlannedImport[] = [];
  readonly #modules: PlannedModule[] = [];
  readonly #moduleOf = new Map<CoreModuleDefinition, number>();
  readonly #instances: PlannedInstance[] = [];
  readonly #resources: Named<PlannedResource>[] = [];
  readonly #memories: PlannedMemory[] = [];
  readonly #memoryOf = new Map<string, number>();
  readonly #functions: Named<PlannedFunc>[] = [];
  readonly #steps: LinkStep[] = [];
  #coreInstances = 0;
  #coreFuncs = 0;
  #work = 0;

  constructor(substitutes: ReadonlyMap<string, CheckedComponent>) {
    this.substitutes = substitutes;
  }

  /** Counts `amount` more of what takes time or memory. */
  spend(amount = 1): void {
    this.#work += amount;
    if (this.#work > LINK_LIMITS.work) this.#exceeded(this.#work, 'link step', LINK_LIMITS.work);
  }

  instance(path: string): number {
    this.#countInstance();
    return this.#instances.push({ path }) - 1;
  }

  module(module: PlannedModule): number {
    return this.#modules.push(module) - 1;
  }

  moduleInside(definition: CoreModuleDefinition, path: string): number {
    const known = this.#moduleOf.get(definition);
    if (known !== undefined) return known;
    const module = this.module({ kind: 'inside', path, content: definition.content });
    this.#moduleOf.set(definition, module);
    return module;
  }

  resource(origin: PlannedResource['origin'], name: string): number {
    return this.#resources.push({ name, origin }) - 1;
  }

  /** Names a resource that has no name yet. */
  nameResource(position: number, name: string): void {
    const resource = this.#resources[position];
    if (resource?.name === '') resource.name = name;
  }

  func(func: PlannedFunc): number {
    return this.#functions.push({ ...func }) - 1;
  }

  renameFunc(position: number, name: string): void {
    const func = this.#functions[position];
    if (func?.origin.kind === 'lift') func.name = name;
  }

  memory(item: CoreItem, pointer: PtrType): number {
    const key = item.kind === 'core export' ? `${item.coreInstance} ${item.name}` : '';
    const known = this.#memoryOf.get(key);
    if (known !== undefined) return known;
    const memory = this.#memories.push({ item, pointer }) - 1;
    this.#memoryOf.set(key, memory);
    return memory;
  }

  /** Adds a step. @returns the number of the core instance or core function that it makes, if it makes one */
  step(step: NewStep): number {
    switch (step.kind) {
      case 'resource':
        this.#steps.push(step);
        return -1;
      case 'instantiate': {
        this.#countInstance();
        const coreInstance = this.#coreInstances++;
        this.#steps.push({ ...step, coreInstance });
        return coreInstance;
      }
      case 'lower':
      case 'builtin': {
        const coreFunc = this.#coreFuncs++;
        this.#steps.push({ ...step, coreFunc });
        return coreFunc;
      }
    }
  }

  finish(exports: LinkPlan['exports']): LinkPlan {
    return {
      imports: this.imports,
      modules: this.#modules,
      instances: this.#instances,
      resources: this.#resources,
      memories: this.#memories,
      functions: this.#functions,
      steps: this.#steps,
      exports,
    };
  }

  #countInstance(): void {
    const count = this.#instances.length + this.#coreInstances + 1;
    if (count > LINK_LIMITS.instances) this.#exceeded(count, 'instance', LINK_LIMITS.instances);
  }

  #exceeded(count: number, what: string, limit: number): never {
    throw notLinked(componentMessages.limitExceeded, null, { count, what, limit });
  }
}
