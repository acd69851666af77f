import type { CoreExport } from '../../component/index.js';
import type { AdapterModule } from './adapter-module.js';
import type { LiveItems } from './live-items.js';
import type { StackPlan } from './stack-plan.js';

/** What is left of an adapter, and what it gets. */
export interface Reduction {
  readonly adapter: AdapterModule;
  readonly exports: readonly CoreExport[];
  readonly live: LiveItems;
  readonly stack: StackPlan;
  /** As in `AdapterNeeds`. */
  readonly realloc: string | null;
  readonly pageSizeLog2: number;
}
