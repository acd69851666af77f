import { at, InternalError } from '../../base/index.js';
import { type CoreEndPlan, type FuncPlan, planFunc } from '../../canonical-abi/index.js';
import type { CanonOptions, CoreItem, LinkPlan, LinkStep, PlannedFunc } from '../../component/index.js';

/** The names that fields, flags and parameters have in JavaScript. */
export interface ValueNames {
  readonly key: (label: string) => string;
  readonly paramKey: (label: string) => string;
}

/** A call as it is planned, with what its resources are: positions in the plan of the link. */
export interface PreparedCall {
  readonly plan: FuncPlan;
  readonly resources: readonly number[];
}

export type InstantiateStep = Extract<LinkStep, { readonly kind: 'instantiate' }>;
export type LowerStep = Extract<LinkStep, { readonly kind: 'lower' }>;

/** What a core module is given under one of the names of its imports. */
export interface ModuleArguments {
  readonly module: string;
  readonly items: readonly { readonly name: string; readonly item: CoreItem }[];
}

/** A link plan with the plans of all calls in it, each made when it is first asked for: good for any number of instances. */
export class PreparedLink {
  readonly plan: LinkPlan;
  /**
   * Objects of the classes of instances. An engine forgets what objects of a class look like when none is left, and to
   * learn it again takes longer than to instantiate a small component.
   */
  shapes: readonly object[] | null = null;
  readonly #names: ValueNames;
  readonly #lowered = new Map<LowerStep, PreparedCall>();
  readonly #lifted: (PreparedCall | undefined)[] = [];
  readonly #dropped: (FuncPlan | undefined)[] = [];
  readonly #arguments = new Map<InstantiateStep, readonly ModuleArguments[]>();

  constructor(plan: LinkPlan, names: ValueNames) {
    this.plan = plan;
    this.#names = names;
  }

  /** Core code calls an imported function, or one that a component lifts. */
  lowered(step: LowerStep): PreparedCall {
    const known = this.#lowered.get(step);
    if (known !== undefined) return known;
    const func = at(this.plan.functions, step.func);
    const callee = func.origin.kind === 'lift' ? this.#end(func.origin.options) : JS;
    const made = this.#prepare(func, this.#end(step.options), callee);
    this.#lowered.set(step, made);
    return made;
  }

  /** JavaScript calls a function that a component lifts. */
  lifted(position: number): PreparedCall {
    const func = at(this.plan.functions, position);
    if (func.origin.kind !== 'lift') throw new InternalError(`the function ${func.name} is not lifted`);
    return (this.#lifted[position] ??= this.#prepare(func, JS, this.#end(func.origin.options)));
  }

  /** The call of the destructor of a resource. */
  dropped(position: number): FuncPlan {
    const name = `[resource-drop]${at(this.plan.resources, position).name}`;
    return (this.#dropped[position] ??= planFunc(DESTRUCTOR, { name, caller: JS, callee: BARE_CORE }));
  }

  argumentsOf(step: InstantiateStep): readonly ModuleArguments[] {
    const known = this.#arguments.get(step);
    if (known !== undefined) return known;
    const byModule = new Map<string, { name: string; item: CoreItem }[]>();
    for (const { module, name, item } of step.arguments) {
      const items = byModule.get(module) ?? [];
      items.push({ name, item });
      byModule.set(module, items);
    }
    const made = Array.from(byModule, ([module, items]) => ({ module, items }));
    this.#arguments.set(step, made);
    return made;
  }

  #prepare(func: PlannedFunc, caller: FuncPlan['caller'], callee: FuncPlan['callee']): PreparedCall {
    const plan = planFunc(func.type, { name: func.name, caller, callee, ...this.#names });
    const resources = plan.resources.map((resource) => {
      const position = func.resources.get(resource);
      if (position === undefined) throw new InternalError(`${func.name} has a handle of an unknown resource`);
      return position;
    });
    return { plan, resources };
  }

  #end({ encoding, memory, realloc, postReturn, async, callback }: CanonOptions): CoreEndPlan {
    return {
      kind: 'core',
      encoding,
      memory: memory === null ? null : at(this.plan.memories, memory).pointer,
      hasRealloc: realloc !== null,
      hasPostReturn: postReturn !== null,
      async,
      hasCallback: callback !== null,
    };
  }
}

const JS = { kind: 'js' } as const;

/** @spec CanonicalABI.md#canon-resourcedrop */
const DESTRUCTOR = { params: [{ label: 'rep', type: 'u32' }], result: null, async: false } as const;

const BARE_CORE: CoreEndPlan = {
  kind: 'core',
  encoding: 'utf8',
  memory: null,
  hasRealloc: false,
  hasPostReturn: false,
  async: false,
  hasCallback: false,
};
