import type { BorrowingTask } from '../handles.js';
import type { ComponentInstance } from '../instance.js';
import type { FuncPlan } from '../func-plan.js';
import type { CoreEnd } from '../glue.js';

export interface Task extends BorrowingTask {
  readonly plan: FuncPlan;
  readonly end: CoreEnd;
  readonly inst: ComponentInstance;
}
