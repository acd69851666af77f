import type { Result } from '../../base/index.js';
import { decodeModule, type Slice } from '../../component/index.js';
import { readAdapter } from './adapter-module.js';
import { encodeReduced } from './encode-reduced.js';
import { liveItems } from './live-items.js';
import { planStack } from './stack-plan.js';

const USUAL_PAGE_SIZE_LOG2 = 16;

/** What is asked of an adapter, and what the main module has for it. */
export interface AdapterNeeds {
  /** The names of the exports that are needed. The others go, with all that only they use. */
  readonly required: Iterable<string>;
  /**
   * Under which name an adapter may import the allocator of the main module from `__main_module__`; null if the main
   * module has none, or where memory is to be grown instead (`--realloc-via-memory-grow`).
   */
  readonly realloc: string | null;
  /** The binary logarithm of the page size of the memory; 16 where it is not given. */
  readonly pageSizeLog2?: number;
}

/**
 * Reduces an adapter to the exports that are needed and to what these use, so that a component imports no more than
 * that. An adapter that has a stack (a global `__stack_pointer`) gets code that allocates one from the main module's
 * memory: on the first call of an export where that is safe, else in a start function.
 * @param slice a core module that exports what is required, and imports at most one memory
 * @returns the core module; null with findings if it is malformed, or has what no adapter may have
 */
export function reduceAdapter(slice: Slice, needs: AdapterNeeds): Result<Uint8Array | null> {
  const decoded = decodeModule(slice);
  if (decoded.diagnostics.length > 0) return { value: null, diagnostics: decoded.diagnostics };
  const { value: adapter, diagnostics } = readAdapter(decoded.value);
  if (adapter === null) return { value: null, diagnostics };
  const required = new Set(needs.required);
  const exports = adapter.exports.filter(({ name }) => required.has(name));
  const live = liveItems(adapter, exports);
  if (live.diagnostics.length > 0) return { value: null, diagnostics: live.diagnostics };
  const stack = planStack(adapter, live.value, needs.realloc);
  if (stack.diagnostics.length > 0) return { value: null, diagnostics: stack.diagnostics };
  return encodeReduced({
    adapter,
    exports,
    live: live.value,
    stack: stack.value,
    realloc: needs.realloc,
    pageSizeLog2: needs.pageSizeLog2 ?? USUAL_PAGE_SIZE_LOG2,
  });
}
