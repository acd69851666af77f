import { LiftLowerContext } from './context.js';
import type { CoreEndPlan, FuncPlan } from './func-plan.js';
import type { CoreEnd } from './glue.js';
import type { BorrowingTask, Lending, ResourceType } from './handles.js';
import { required } from './required.js';

export interface SideParts {
  readonly plan: FuncPlan;
  readonly end: CoreEnd;
  readonly endPlan: CoreEndPlan;
  readonly resources: readonly ResourceType[];
  readonly coerce?: boolean;
  /** Whether the other side is core code too. */
  readonly representations?: boolean;
}

/** One core end of a call, in an instance. */
export class CallSide {
  readonly plan: FuncPlan;
  readonly end: CoreEnd;
  readonly endPlan: CoreEndPlan;
  readonly #parts: SideParts;
  readonly #resources: ReadonlyMap<object, ResourceType>;

  constructor(parts: SideParts) {
    const { plan, end, endPlan, resources } = parts;
    this.plan = plan;
    this.end = end;
    this.endPlan = endPlan;
    this.#parts = parts;
    this.#resources = new Map(resources.map((rt, i) => [plan.resources[i] ?? rt, rt]));
  }

  context(borrowScope: BorrowingTask | Lending): LiftLowerContext {
    const { memory, realloc, inst } = this.end;
    const { coerce = false, representations = false } = this.#parts;
    return new LiftLowerContext({
      opts: { stringEncoding: this.endPlan.encoding, memory, realloc },
      inst,
      borrowScope,
      coerce,
      representations,
      resourceType: (resource) =>
        required(this.#resources.get(resource) ?? null, 'such resource in the plan'),
    });
  }
}
