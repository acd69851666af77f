import type { Result } from '../../base/index.js';
import { sortOf } from '../index-spaces.js';
import { LIMITS } from '../limits.js';
import { componentMessages } from '../messages.js';
import type { Component, Definition, Section } from '../model/definitions.js';
import type { Located } from '../model/sort.js';
import { nestedSlice, type Slice } from '../slice.js';
import { Cursor, Malformed, newBudget, type Budget } from './cursor.js';
import { readPreamble } from './preamble.js';
import { readCanons } from './read-canon.js';
import { readCoreInstance, readExport, readInstance, readStart, readValue } from './read-definitions.js';
import { readAlias, readCoreType, readImport, readTypeDefinition } from './read-types.js';

/** What a list in a section may hold; the sections' own limits are those of the index spaces. */
const LIST_LIMIT = LIMITS.types;

interface Reading {
  readonly cursor: Cursor;
  readonly sections: Section[];
  /** How many indexes are taken, for the names of what is nested. */
  modules: number;
  components: number;
  nestedModules: number;
  nestedComponents: number;
}

/**
 * Decodes one component. What is nested in it stays a slice, to be decoded when it is wanted.
 * @param budget shared by the components and modules of one file, where more than one is decoded.
 * @returns the component, up to the first malformed byte; that is the only finding.
 * @spec Binary.md#component-definitions
 */
export function decodeComponent(slice: Slice, budget: Budget = newBudget()): Result<Component> {
  const cursor = new Cursor(slice, slice.depth === 0 ? 'file' : 'component', budget);
  const reading: Reading = {
    cursor,
    sections: [],
    modules: 0,
    components: 0,
    nestedModules: 0,
    nestedComponents: 0,
  };
  const component = (): Component => ({
    kind: 'component',
    source: slice,
    sections: reading.sections,
    isCanonical: cursor.isCanonical,
  });
  try {
    readPreamble(cursor, 'component');
    while (cursor.left > 0) readSection(reading);
    return { value: component(), diagnostics: [] };
  } catch (error) {
    if (!(error instanceof Malformed)) throw error;
    return { value: component(), diagnostics: [error.diagnostic] };
  }
}

function readSection(reading: Reading): void {
  const { cursor } = reading;
  const start = cursor.at;
  cursor.within = 'the head of a section';
  const id = cursor.byte();
  if (id > 12) {
    throw cursor.malformed(componentMessages.unknownSection, start, {
      container: 'component',
      last: 12,
      found: id,
    });
  }
  const size = cursor.u32();
  cursor.within = 'its content';
  cursor.spend(1, start);
  const place = { start: cursor.at, end: cursor.at + size };
  const section = cursor.bounded(`${SECTION_NAMES[id] ?? ''} section`, size, () =>
    readContent(reading, id, place),
  );
  reading.sections.push(section);
  if (section.id === 0) return;
  for (const definition of section.definitions) {
    const sort = sortOf(definition);
    if (sort === 'core module') reading.modules++;
    if (sort === 'component') reading.components++;
  }
}

/** By their ids. */
const SECTION_NAMES = [
  'custom',
  'core module',
  'core instance',
  'core type',
  'component',
  'instance',
  'alias',
  'type',
  'canon',
  'start',
  'import',
  'export',
  'value',
];

function readContent(reading: Reading, id: number, place: Located): Section {
  const { cursor } = reading;
  const list = <Item extends Definition>(what: string, read: (cursor: Cursor) => Item): Item[] =>
    cursor.vector(what, LIST_LIMIT, read);
  switch (id) {
    case 0: {
      const name = cursor.name();
      return { id, ...place, name, data: cursor.take(cursor.left) };
    }
    case 1:
      return { id, ...place, definitions: [{ kind: 'core module', ...nested(reading, 'module', place) }] };
    case 2:
      return { id, ...place, definitions: list('core instance', readCoreInstance) };
    case 3:
      return { id, ...place, definitions: list('core type', readCoreType) };
    case 4:
      return { id, ...place, definitions: [{ kind: 'component', ...nested(reading, 'component', place) }] };
    case 5:
      return { id, ...place, definitions: list('instance', readInstance) };
    case 6:
      return { id, ...place, definitions: list('alias', readAlias) };
    case 7:
      return { id, ...place, definitions: list('type', (from) => readTypeDefinition(from)) };
    case 8:
      return { id, ...place, definitions: readCanons(cursor) };
    case 9:
      return { id, ...place, definitions: [readStart(cursor)] };
    case 10:
      return { id, ...place, definitions: list('import', readImport) };
    case 11:
      return { id, ...place, definitions: list('export', readExport) };
    default:
      return { id: 12, ...place, definitions: list('value', readValue) };
  }
}

function nested(
  reading: Reading,
  what: 'module' | 'component',
  place: Located,
): Located & { content: Slice } {
  const { cursor } = reading;
  const isModule = what === 'module';
  const count = isModule ? ++reading.nestedModules : ++reading.nestedComponents;
  const limit = isModule ? LIMITS.coreModules : LIMITS.components;
  const { start, end } = place;
  if (count > limit) {
    const args = { count, what: isModule ? 'core module' : 'nested component', limit };
    throw cursor.malformed(componentMessages.limitExceeded, start, args);
  }
  if (cursor.slice.depth >= LIMITS.nesting) {
    throw cursor.malformed(componentMessages.nestingTooDeep, start, {
      what: 'components',
      limit: LIMITS.nesting,
    });
  }
  cursor.take(end - start);
  const index = isModule ? reading.modules : reading.components;
  return { start, end, content: nestedSlice(cursor.slice, `${what}[${index}]`, start, end) };
}
