import { Task, type TaskCaller } from './async/task.js';
import { LiftLowerContext } from './context.js';
import type { EndPlan, FuncPlan } from './func-plan.js';
import type { CoreEnd } from './glue.js';
import type { BorrowingTask, Lending, ResourceType } from './handles.js';

export interface SideParts {
  readonly plan: FuncPlan;
  readonly end: CoreEnd;
  readonly endPlan: EndPlan;
  readonly resources: readonly ResourceType[];
  readonly coerce?: boolean;
  /** Whether the other side is core code too. */
  readonly representations?: boolean;
}

/** One core end of a call, in an instance. */
export class CallSide {
  readonly plan: FuncPlan;
  readonly end: CoreEnd;
  readonly isAsync: boolean;
  readonly #parts: SideParts;
  readonly #encoding: LiftLowerContext['opts']['stringEncoding'];
  readonly #resources: ReadonlyMap<object, ResourceType>;

  constructor(parts: SideParts) {
    const { plan, end, endPlan, resources } = parts;
    this.plan = plan;
    this.end = end;
    this.isAsync = endPlan.kind === 'core' && endPlan.async;
    this.#parts = parts;
    this.#encoding = endPlan.kind === 'core' ? endPlan.encoding : 'utf8';
    this.#resources = new Map(resources.map((rt, i) => [plan.resources[i] ?? rt, rt]));
  }

  /** A call of the function that this side lifts. */
  task(onResolve: (values: unknown[]) => void, caller: TaskCaller | null = null): Task {
    const { plan, end: core } = this;
    return new Task({ plan, core, context: (task) => this.context(task), onResolve, caller });
  }

  context(borrowScope: BorrowingTask | Lending): LiftLowerContext {
    const { memory, realloc, inst } = this.end;
    const { coerce = false, representations = false } = this.#parts;
    return new LiftLowerContext({
      opts: {
        stringEncoding: this.#encoding,
        memory,
        realloc,
      },
      inst,
      borrowScope,
      coerce,
      representations,
      resourceType: (resource) => this.#resourceType(resource),
    });
  }

  #resourceType(resource: object): ResourceType {
    const rt = this.#resources.get(resource);
    if (rt === undefined) throw new Error('the plan of this function does not list one of its resources');
    return rt;
  }
}
