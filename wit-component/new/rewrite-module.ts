import {
  copyModule,
  moduleNameData,
  producersData,
  readModuleNames,
  readProducers,
  wholeFile,
  type CoreModule,
  type CustomPurpose,
  type ModuleNames,
  type Producer,
  type Producers,
  type Slice,
} from '../../component/index.js';

/** What a core module gets on its way into a component. */
export interface Additions {
  /** New names of imports, by index. */
  readonly importNames?: ReadonlyMap<number, string>;
  /** To be added to what the module says about its producers. */
  readonly producers?: Producers;
  /** The name of the module, for people who debug. */
  readonly name?: string | null;
}

const NONE: ReadonlyMap<never, never> = new Map<never, never>();

/**
 * A copy of a core module without its component types, and with `additions`; all else stays as it is. The module itself
 * if there is nothing to do.
 */
export function rewriteModule(module: CoreModule, additions: Additions): Slice {
  const { importNames = NONE, producers = NONE, name = null } = additions;
  const dropped = new Set<CustomPurpose>(['component type']);
  const customSections: { name: string; data: Uint8Array }[] = [];
  if (producers.size > 0) {
    dropped.add('producers');
    customSections.push({ name: 'producers', data: producersData(addProducers(module, producers)) });
  }
  if (name !== null) {
    dropped.add('names');
    customSections.push({ name: 'name', data: moduleNameData({ ...namesIn(module), module: name }) });
  }
  const left = module.customSections.filter(({ purpose }) => !dropped.has(purpose));
  const isSame = left.length === module.customSections.length && importNames.size === 0;
  if (isSame && customSections.length === 0) return module.source;
  const kept = new Set(left.map(({ start }) => start));
  const bytes = copyModule(module, {
    keep: (section) => section.name !== 'custom' || kept.has(section.start),
    ...(importNames.size > 0 ? { imports: renamedImports(module, importNames) } : {}),
    customSections,
  });
  return wholeFile({ path: module.source.file.path, bytes });
}

function addProducers({ customSections }: CoreModule, added: Producers): Producers {
  const found = customSections.flatMap(({ purpose, data }) => {
    const producers = purpose === 'producers' ? readProducers(data) : null;
    return producers === null ? [] : [producers];
  });
  return [...found, added].reduce(mergeProducers);
}

function namesIn({ customSections }: CoreModule): ModuleNames {
  const section = customSections.find(({ purpose }) => purpose === 'names');
  return section === undefined ? {} : readModuleNames(section.data);
}

/** New names for the imports that come a second time; in a component each must be there once. */
export function duplicateImportNames({ imports }: CoreModule): ReadonlyMap<number, string> {
  const keyOf = (module: string, name: string): string => JSON.stringify([module, name]);
  const taken = new Set(imports.map(({ module, name }) => keyOf(module, name)));
  /** By key: the number that the next import of that name is tried with. */
  const numbers = new Map<string, number>();
  const names = new Map<number, string>();
  for (const [index, { module, name }] of imports.entries()) {
    const key = keyOf(module, name);
    let number = numbers.get(key);
    numbers.set(key, number ?? 2);
    if (number === undefined) continue;
    while (taken.has(keyOf(module, `${name} [v${number}]`))) number++;
    names.set(index, `${name} [v${number}]`);
    numbers.set(key, number + 1);
  }
  return names;
}

/** The union of two lists. Of two versions of one tool, the second counts. */
export function mergeProducers(first: Producers, second: Producers): Producers {
  const merged = new Map<string, Map<string, Producer>>();
  for (const [field, producers] of [...first, ...second]) {
    const known = merged.get(field) ?? new Map<string, Producer>();
    merged.set(field, known);
    for (const producer of producers) known.set(producer.name, producer);
  }
  return new Map([...merged].map(([field, producers]) => [field, [...producers.values()]]));
}

function renamedImports({ imports }: CoreModule, names: ReadonlyMap<number, string>): CoreModule['imports'] {
  return imports.map((item, index) => ({ ...item, name: names.get(index) ?? item.name }));
}
