import type { Diagnostic, Result } from '../../base/index.js';
import type { AdapterModule } from './adapter-module.js';
import type { LiveItems } from './live-items.js';
import { adapterMessages } from './messages.js';

/**
 * When an adapter gets its stack: before the code of each export, which is safe only where it can tell that it is
 * allocating already; in the start function; or never, as it has none.
 */
export interface StackPlan {
  readonly when: 'before exports' | 'at start' | 'never';
  /** Global indexes of the adapter. */
  readonly stackPointer: number | null;
  readonly allocationState: number | null;
}

/** Plans the stack of `adapter`, of which only `live` is left; `realloc` as in `AdapterNeeds`. */
export function planStack(
  adapter: AdapterModule,
  live: LiveItems,
  realloc: string | null,
): Result<StackPlan> {
  const diagnostics: Diagnostic[] = [];
  const find = (name: string): number | null => {
    const found = [...live.globals].filter(
      (index) => adapter.names.globals?.get(index) === name && isMutableI32(adapter, index),
    );
    if (found.length > 1) {
      const { file, path, start, end } = adapter.module.source;
      const place = { file, component: path, start, end };
      diagnostics.push(adapterMessages.ambiguousGlobal.at(place, { name, count: found.length }));
    }
    return found[0] ?? null;
  };
  const stackPointer = find('__stack_pointer');
  const allocationState = find('allocation_state');
  const isLazy = realloc !== null && allocationState !== null;
  const when =
    stackPointer === null
      ? 'never'
      : isLazy
        ? 'before exports'
        : live.memories.size > 0
          ? 'at start'
          : 'never';
  return { value: { when, stackPointer, allocationState }, diagnostics };
}

function isMutableI32({ globals }: AdapterModule, index: number): boolean {
  const type = globals[index]?.type;
  return type?.type === 'i32' && type.mutable;
}
