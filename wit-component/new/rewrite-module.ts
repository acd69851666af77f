import {
  copyModule,
  producersData,
  readProducers,
  wholeFile,
  type CoreModule,
  type Producer,
  type Producers,
  type Slice,
} from '../../component/index.js';

/** What a core module gets on its way into a component. */
export interface Additions {
  /** New names of imports, by index. */
  readonly importNames: ReadonlyMap<number, string>;
  /** To be added to what the module says about its producers. */
  readonly producers: Producers;
}

/**
 * A copy of a core module without its component types, and with `additions`; all else stays as it is. The module itself
 * if there is nothing to do.
 */
export function rewriteModule(module: CoreModule, { importNames, producers }: Additions): Slice {
  const dropped = new Set<number>();
  let all: Producers = new Map();
  for (const { purpose, start, data } of module.customSections) {
    if (purpose === 'component type') dropped.add(start);
    if (purpose !== 'producers' || producers.size === 0) continue;
    const known = readProducers(data);
    if (known === null) continue;
    all = mergeProducers(all, known);
    dropped.add(start);
  }
  all = mergeProducers(all, producers);
  if (dropped.size === 0 && importNames.size === 0 && all.size === 0) return module.source;
  const bytes = copyModule(module, {
    keep: ({ start }) => !dropped.has(start),
    ...(importNames.size > 0 ? { imports: renamedImports(module, importNames) } : {}),
    customSections: all.size > 0 ? [{ name: 'producers', data: producersData(all) }] : [],
  });
  return wholeFile({ path: module.source.file.path, bytes });
}

/** The names of imports that come a second time; in a component each must be there once. */
export function duplicateImportNames({ imports }: CoreModule): ReadonlyMap<number, string> {
  const taken = new Set(imports.map(({ module, name }) => JSON.stringify([module, name])));
  const seen = new Set<string>();
  const names = new Map<number, string>();
  for (const [index, { module, name }] of imports.entries()) {
    const key = JSON.stringify([module, name]);
    if (!seen.has(key)) {
      seen.add(key);
      continue;
    }
    let number = 2;
    const numbered = (): string => `${name} [v${number}]`;
    while (taken.has(JSON.stringify([module, numbered()]))) number++;
    taken.add(JSON.stringify([module, numbered()]));
    names.set(index, numbered());
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
