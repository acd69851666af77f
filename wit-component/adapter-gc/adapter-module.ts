import type { Diagnostic, Result } from '../../base/index.js';
import {
  functionBodies,
  readModuleNames,
  type CoreExport,
  type CoreImport,
  type CoreModule,
  type CoreSection,
  type GlobalType,
  type Located,
  type MemoryType,
  type ModuleNames,
  type SubType,
} from '../../component/index.js';
import { adapterMessages } from './messages.js';

/** Something of an index space: imported, or defined by the adapter. */
export interface Item<Type> {
  readonly type: Type;
  readonly import: CoreImport | null;
  /** The locals and instructions of a function, the initial value of a global; null for what is imported. */
  readonly code: Located | null;
}

/** A core module that is an adapter: functions and globals, and a memory that it imports. */
export interface AdapterModule {
  readonly module: CoreModule;
  /** By type index. */
  readonly types: readonly SubType[];
  /** With their type indexes. */
  readonly functions: readonly Item<number>[];
  readonly globals: readonly Item<GlobalType>[];
  readonly memories: readonly Item<MemoryType>[];
  readonly tableCount: number;
  readonly exports: readonly CoreExport[];
  readonly names: ModuleNames;
  readonly producers: Uint8Array | null;
}

/** What an adapter may not have, as messages call it. Without its segments a table or memory would not be what it was. */
const REFUSED: Partial<Record<CoreSection['name'], string>> = {
  start: 'a start function',
  element: 'element segments',
  data: 'data segments',
  'data count': 'data segments',
  tag: 'tags',
};

/** Sorts what `module` consists of into index spaces; null with findings if it has what no adapter may have. */
export function readAdapter(module: CoreModule): Result<AdapterModule | null> {
  const bodies = functionBodies(module);
  const diagnostics: Diagnostic[] = [...bodies.diagnostics];
  const seen = new Set<string>();
  for (const { name, start, end } of module.sections) {
    const section = REFUSED[name];
    if (section === undefined || seen.has(section)) continue;
    seen.add(section);
    const place = { file: module.source.file, component: module.source.path, start, end };
    diagnostics.push(adapterMessages.unsupportedSection.at(place, { section }));
  }
  if (diagnostics.length > 0) return { value: null, diagnostics };
  const data = (name: string): Uint8Array | null =>
    module.customSections.find((section) => section.name === name)?.data ?? null;
  const names = data('name');
  const value: AdapterModule = {
    module,
    types: module.types.flatMap(({ types }) => types),
    functions: [
      ...imported(module, (type) => (type.kind === 'func' ? type.type : null)),
      ...module.functions.flatMap((type, index) => {
        // Validation refuses a module where the two sections are not equally long.
        const code = bodies.value[index];
        return code === undefined ? [] : [{ type, import: null, code }];
      }),
    ],
    globals: [
      ...imported(module, (type) => (type.kind === 'global' ? type.global : null)),
      ...module.globals.map((type) => ({ type, import: null, code: type.initial })),
    ],
    memories: [
      ...imported(module, (type) => (type.kind === 'memory' ? type.memory : null)),
      ...module.memories.map((type) => ({ type, import: null, code: null })),
    ],
    tableCount: module.imports.filter(({ type }) => type.kind === 'table').length + module.tables.length,
    exports: module.exports,
    names: names === null ? {} : readModuleNames(names),
    producers: data('producers'),
  };
  return { value, diagnostics };
}

function imported<Type>(
  { imports }: CoreModule,
  typeOf: (type: CoreImport['type']) => Type | null,
): Item<Type>[] {
  return imports.flatMap((item) => {
    const type = typeOf(item.type);
    return type === null ? [] : [{ type, import: item, code: null }];
  });
}
