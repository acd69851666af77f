import type { Component, Declaration, Definition } from './model/definitions.js';
import type { Sort } from './model/sort.js';

/** What an index stands for. */
export interface IndexEntry {
  readonly definition: Definition | Declaration;
  /** Which of several, where one definition takes several indexes: the types of a `rec`, the results of a `start`. */
  readonly member: number;
}

/** The 13 index spaces of a component, a component type or an instance type. */
export type IndexSpaces = Readonly<Record<Sort, readonly IndexEntry[]>>;

/** All definitions of `component`, in order. */
export function definitionsOf(component: Component): readonly Definition[] {
  return component.sections.flatMap((section): readonly Definition[] =>
    section.id === 0 ? [] : section.definitions,
  );
}

/** The sort of what `definition` adds to an index space. */
export function sortOf(definition: Definition | Declaration): Sort {
  switch (definition.kind) {
    case 'alias':
    case 'export':
      return definition.sort;
    case 'import':
    case 'export declaration':
      return definition.type.kind;
    case 'canon':
      return definition.name === 'lift' ? 'func' : 'core func';
    case 'start':
      return 'value';
    default:
      return definition.kind;
  }
}

/** How many indexes `definition` takes. */
export function indexCountOf(definition: Definition | Declaration): number {
  if (definition.kind === 'start') return definition.results;
  if (definition.kind === 'core type' && definition.type.kind === 'rec') return definition.type.types.length;
  return 1;
}

/** An index space of each sort with nothing in it. */
export function emptySpaces(): Record<Sort, never[]> {
  return {
    'core func': [],
    'core table': [],
    'core memory': [],
    'core global': [],
    'core tag': [],
    'core type': [],
    'core module': [],
    'core instance': [],
    func: [],
    value: [],
    type: [],
    component: [],
    instance: [],
  };
}

/**
 * The index spaces that `definitions` build up, each in the order of the definitions.
 * @spec Explainer.md#index-spaces
 */
export function indexSpaces(definitions: Iterable<Definition | Declaration>): IndexSpaces {
  const spaces: Record<Sort, IndexEntry[]> = emptySpaces();
  for (const definition of definitions) {
    const space = spaces[sortOf(definition)];
    const count = indexCountOf(definition);
    for (let member = 0; member < count; member++) space.push({ definition, member });
  }
  return spaces;
}
