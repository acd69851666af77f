import { at, InternalError, type Diagnostic, type Result } from '../../base/index.js';
import {
  encodeModule,
  moduleNameData,
  renumberCode,
  type CodeKind,
  type CoreImport,
  type CustomPart,
  type IndexKind,
  type Located,
} from '../../component/index.js';
import type { AdapterModule, Item } from './adapter-module.js';
import { FunctionTable } from './function-table.js';
import { addFunctions } from './place-functions.js';
import type { Reduction } from './reduction.js';
import { TypeTable } from './type-table.js';

/** The core module that `reduction` describes; null with findings where code is malformed. */
export function encodeReduced(reduction: Reduction): Result<Uint8Array | null> {
  const { adapter, exports, live, stack } = reduction;
  const diagnostics: Diagnostic[] = [];
  const types = new TypeTable(adapter.module.types, live.types);
  const memories = kept(adapter.memories, live.memories);
  const globals = kept(adapter.globals, live.globals);
  const functions = new Map<number, number>();
  const newIndex = (kind: IndexKind, index: number): number => {
    if (kind === 'type') return types.renumbered(index);
    const map = kind === 'func' ? functions : kind === 'global' ? globals : memories;
    const found = map.get(index);
    if (found === undefined) throw new InternalError(`${kind} ${index} is used and not live`);
    return found;
  };
  const renumbered = (place: Located, kind: CodeKind): Uint8Array => {
    const { source } = adapter.module;
    const result = renumberCode(source, place, kind, (use) => newIndex(use.kind, use.index));
    diagnostics.push(...result.diagnostics);
    return result.value ?? new Uint8Array();
  };
  const table = new FunctionTable();
  const allocateStack = addFunctions(reduction, { table, types, functions, globals, renumbered });
  const globalParts = [...globals.keys()].flatMap((index) => {
    const { type, code } = at(adapter.globals, index);
    return code === null ? [] : [{ type, initial: renumbered(code, 'constant expression') }];
  });
  const value = encodeModule({
    functions: table.make(),
    types: types.types,
    imports: [
      ...importsOf(adapter.memories, memories),
      ...importsOf(adapter.globals, globals),
      ...table.imports,
    ],
    globals: globalParts,
    exports: exports.map(({ name, kind, index }) => ({ name, kind, index: newIndex(kind, index) })),
    start: stack.when === 'at start' ? allocateStack : null,
    customSections: customSections(adapter, table.names, globals),
  });
  return { value: diagnostics.length > 0 ? null : value, diagnostics };
}

/** New indexes by old ones, of what is live. The order stays. */
function kept(items: readonly unknown[], live: ReadonlySet<number>): Map<number, number> {
  const indexes = [...items.keys()].filter((index) => live.has(index));
  return new Map(indexes.map((old, index) => [old, index]));
}

function importsOf<Type>(items: readonly Item<Type>[], indexes: ReadonlyMap<number, number>): CoreImport[] {
  return [...indexes.keys()].flatMap((index) => at(items, index).import ?? []);
}

/** The names of what is left, and what the adapter says of its making. */
function customSections(
  { names, producers }: AdapterModule,
  functions: ReadonlyMap<number, string>,
  globals: ReadonlyMap<number, number>,
): CustomPart[] {
  const globalNames = new Map<number, string>();
  for (const [old, index] of globals) {
    const name = names.globals?.get(old);
    if (name !== undefined) globalNames.set(index, name);
  }
  const data = moduleNameData({ functions, globals: globalNames });
  const sections: CustomPart[] = data.length > 0 ? [{ name: 'name', data }] : [];
  if (producers !== null) sections.push({ name: 'producers', data: producers });
  return sections;
}
