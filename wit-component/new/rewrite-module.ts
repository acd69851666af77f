import {
  encodeModule,
  producersData,
  readProducers,
  wholeFile,
  type CoreModule,
  type Producer,
  type Producers,
  type Slice,
} from '../../component/index.js';

/** What a core module loses and gets on its way into a component. */
export interface ModuleChanges {
  /** New names of imports, by index. */
  readonly importNames: ReadonlyMap<number, string>;
  /** To be added to what the module says about its producers. */
  readonly producers: Producers;
}

const PREAMBLE_SIZE = 8;

/**
 * Copies a core module without its component types, and with `changes`. All other sections stay as they are, and
 * `module` itself if there is nothing to do.
 */
export function rewriteModule(module: CoreModule, { importNames, producers }: ModuleChanges): Slice {
  const dropped = new Set<number>();
  let found: Producers = new Map();
  for (const { purpose, start, data } of module.customSections) {
    if (purpose === 'component type') dropped.add(start);
    if (purpose !== 'producers' || producers.size === 0) continue;
    const known = readProducers(data);
    if (known === null) continue;
    found = mergeProducers(found, known);
    dropped.add(start);
  }
  if (dropped.size === 0 && importNames.size === 0 && producers.size === 0) return module.source;
  const { source } = module;
  const pieces: Uint8Array[] = [];
  let keptFrom = source.start;
  let before = source.start + PREAMBLE_SIZE;
  const { bytes: file } = source.file;
  for (const { name, start, end } of module.sections) {
    const isImports = name === 'import' && importNames.size > 0;
    if (isImports || dropped.has(start)) {
      pieces.push(file.subarray(keptFrom, before));
      if (isImports) pieces.push(importSection(module, importNames));
      keptFrom = end;
    }
    before = end;
  }
  pieces.push(file.subarray(keptFrom, before));
  if (producers.size > 0) pieces.push(producersSection(mergeProducers(found, producers)));
  return wholeFile({ path: source.file.path, bytes: concatenated(pieces) });
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

function importSection({ imports }: CoreModule, names: ReadonlyMap<number, string>): Uint8Array {
  const renamed = imports.map(({ module, name, type }, index) => {
    return { module, name: names.get(index) ?? name, type };
  });
  return encodeModule({ imports: renamed }).subarray(PREAMBLE_SIZE);
}

function producersSection(producers: Producers): Uint8Array {
  const customSections = [{ name: 'producers', data: producersData(producers) }];
  return encodeModule({ customSections }).subarray(PREAMBLE_SIZE);
}

function concatenated(pieces: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(pieces.reduce((length, piece) => length + piece.length, 0));
  let at = 0;
  for (const piece of pieces) {
    bytes.set(piece, at);
    at += piece.length;
  }
  return bytes;
}
