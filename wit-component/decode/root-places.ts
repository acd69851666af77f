import { definitionsOf, type Component, type Export, type Import } from '../../component/index.js';

/** Where a component imports and exports what, by name. */
export interface RootPlaces {
  readonly imports: ReadonlyMap<string, Import>;
  readonly exports: ReadonlyMap<string, Export>;
}

export function rootPlaces(component: Component): RootPlaces {
  const imports = new Map<string, Import>();
  const exports = new Map<string, Export>();
  for (const definition of definitionsOf(component)) {
    if (definition.kind === 'import') imports.set(definition.name.name, definition);
    else if (definition.kind === 'export') exports.set(definition.name.name, definition);
  }
  return { imports, exports };
}
