import { at, InternalError } from '../../base/index.js';
import type { CodeKind, CoreImport, Located } from '../../component/index.js';
import type { FunctionTable } from './function-table.js';
import { prependCall } from './prepend-call.js';
import type { Reduction } from './reduction.js';
import { allocateStack, reallocByGrowing } from './stack-code.js';
import type { TypeTable } from './type-table.js';

const MAIN_MODULE = '__main_module__';
const REALLOC_NAMES: ReadonlySet<string> = new Set(['cabi_realloc', 'canonical_abi_realloc']);

/** The module that is being put together. */
interface Target {
  readonly table: FunctionTable;
  readonly types: TypeTable;
  /** New indexes by old ones. */
  readonly functions: Map<number, number>;
  readonly globals: ReadonlyMap<number, number>;
  readonly renumbered: (place: Located, kind: CodeKind) => Uint8Array;
}

/** Allocators at hand, by their new function indexes. */
interface Reallocs {
  ofMainModule: number | null;
  /** One that grows the memory. */
  growing: number | null;
}

/**
 * Gives the functions of `target` their places: imports, what the adapter defines, what it gets.
 * @returns the index of the function that allocates the stack, null where none does
 */
export function addFunctions(reduction: Reduction, target: Target): number | null {
  const reallocs: Reallocs = { ofMainModule: null, growing: null };
  const withoutRealloc = addImports(reduction, target, reallocs);
  for (const old of withoutRealloc) {
    const { type } = at(reduction.adapter.functions, old);
    const name = reduction.adapter.names.functions?.get(old);
    reallocs.growing ??= addGrowingRealloc(reduction, target, target.types.renumbered(type), name);
    target.functions.set(old, reallocs.growing);
  }
  const before: { call: number | null } = { call: null };
  addDefined(reduction, target, before);
  if (reduction.stack.when === 'never') return null;
  const allocate = addStack(reduction, target, reallocs);
  if (reduction.stack.when === 'before exports') before.call = allocate;
  return allocate;
}

/** @returns the old indexes of imports of an allocator that the main module does not have */
function addImports(
  { adapter, live, realloc, stack }: Reduction,
  { table, types, functions }: Target,
  reallocs: Reallocs,
): readonly number[] {
  const withoutRealloc: number[] = [];
  adapter.functions.forEach(({ type, import: item }, old) => {
    if (item === null || !live.functions.has(old)) return;
    const isRealloc = item.module === MAIN_MODULE && REALLOC_NAMES.has(item.name);
    if (isRealloc && realloc === null) {
      withoutRealloc.push(old);
      return;
    }
    const name = isRealloc ? (realloc ?? item.name) : item.name;
    const imported = importOf(item.module, name, types.renumbered(type));
    const index = table.import(imported, adapter.names.functions?.get(old));
    if (isRealloc) reallocs.ofMainModule = index;
    functions.set(old, index);
  });
  if (stack.when === 'before exports' && realloc !== null) {
    reallocs.ofMainModule ??= table.import(importOf(MAIN_MODULE, realloc, reallocType(types)), realloc);
  }
  return withoutRealloc;
}

function importOf(module: string, name: string, type: number): CoreImport {
  return { module, name, type: { kind: 'func', type, exact: false } };
}

function reallocType(types: TypeTable): number {
  return types.func(['i32', 'i32', 'i32', 'i32'], ['i32']);
}

function addGrowingRealloc(
  { pageSizeLog2 }: Reduction,
  { table }: Target,
  type: number,
  name?: string,
): number {
  return table.define(() => reallocByGrowing(type, pageSizeLog2), name);
}

/** Adds what the adapter defines. Exported functions begin with a call of `before.call`, if there is one. */
function addDefined(
  { adapter, exports, live }: Reduction,
  { table, types, functions, renumbered }: Target,
  before: { readonly call: number | null },
): void {
  const exported = new Set(exports.flatMap(({ kind, index }) => (kind === 'func' ? [index] : [])));
  adapter.functions.forEach(({ type: oldType, code: place }, old) => {
    if (place === null || !live.functions.has(old)) return;
    const type = types.renumbered(oldType);
    const index = table.define(() => {
      const code = renumbered(place, 'function body');
      const isFirst = before.call !== null && exported.has(old);
      return { type, code: isFirst ? prependCall(code, before.call) : code };
    }, adapter.names.functions?.get(old));
    functions.set(old, index);
  });
}

function addStack(reduction: Reduction, target: Target, reallocs: Reallocs): number {
  const { stackPointer, allocationState, when } = reduction.stack;
  const { table, types, globals } = target;
  const sp = stackPointer === null ? undefined : globals.get(stackPointer);
  if (sp === undefined) throw new InternalError('a stack without a live stack pointer');
  const state = allocationState === null ? null : (globals.get(allocationState) ?? null);
  // In a start function the main module's allocator is not to be called: that may call the adapter.
  const realloc =
    when === 'before exports' && reallocs.ofMainModule !== null
      ? reallocs.ofMainModule
      : (reallocs.growing ??= addGrowingRealloc(reduction, target, reallocType(types)));
  const type = types.func([], []);
  const parts = { realloc, stackPointer: sp, allocationState: state };
  return table.define(() => allocateStack(type, parts), 'allocate_stack');
}
