import type { ByteSpan, Diagnostic, Result } from '../../base/index.js';
import { decodeModule, type CoreExport, type Slice } from '../../component/index.js';
import { readAdapter, type AdapterModule } from './adapter-module.js';
import { encodeReduced } from './encode-reduced.js';
import { liveItems } from './live-items.js';
import { adapterMessages } from './messages.js';
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
 * @param slice a valid core module
 * @returns the core module; null with findings if it is malformed, lacks an export, or has what no adapter may have
 */
export function reduceAdapter(slice: Slice, needs: AdapterNeeds): Result<Uint8Array | null> {
  const decoded = decodeModule(slice);
  if (decoded.diagnostics.length > 0) return { value: null, diagnostics: decoded.diagnostics };
  const { value: adapter, diagnostics } = readAdapter(decoded.value);
  if (adapter === null) return { value: null, diagnostics };
  const exports = requiredExports(adapter, needs);
  if (exports.value === null) return { value: null, diagnostics: exports.diagnostics };
  const live = liveItems(adapter, exports.value);
  const found: Diagnostic[] = [...live.diagnostics];
  if (live.value.memories.size > 1) {
    const args = { count: live.value.memories.size };
    found.push(adapterMessages.severalMemories.at(wholeOf(slice), args));
  }
  if (found.length > 0) return { value: null, diagnostics: found };
  const stack = planStack(adapter, live.value, needs.realloc);
  if (stack.diagnostics.length > 0) return { value: null, diagnostics: stack.diagnostics };
  return encodeReduced({
    adapter,
    exports: exports.value,
    live: live.value,
    stack: stack.value,
    realloc: needs.realloc,
    pageSizeLog2: needs.pageSizeLog2 ?? USUAL_PAGE_SIZE_LOG2,
  });
}

function requiredExports(adapter: AdapterModule, { required }: AdapterNeeds): Result<CoreExport[] | null> {
  const diagnostics: Diagnostic[] = [];
  const names = new Set(required);
  const exports = adapter.exports.filter(({ name }) => names.has(name));
  const present = new Set(exports.map(({ name }) => name));
  for (const name of names) {
    if (present.has(name)) continue;
    diagnostics.push(adapterMessages.missingExport.at(wholeOf(adapter.module.source), { name }));
  }
  return { value: diagnostics.length > 0 ? null : exports, diagnostics };
}

function wholeOf({ file, path, start, end }: Slice): ByteSpan {
  return { file, component: path, start, end };
}
