import type { Result } from '../../base/index.js';
import { Cursor, Malformed, newBudget, type Budget } from '../binary/cursor.js';
import { readPreamble } from '../binary/preamble.js';
import {
  readCoreExternType,
  readGlobalType,
  readMemoryType,
  readRecType,
  readTableType,
  readTagType,
} from '../binary/read-core-types.js';
import { LIMITS } from '../limits.js';
import { componentMessages } from '../messages.js';
import type { CoreImport, GlobalType, MemoryType, RecType, TableType } from '../model/core-types.js';
import type { Located } from '../model/sort.js';
import type { Slice } from '../slice.js';
import { readConstantExpression } from './read-instructions.js';
import {
  EXPORT_KINDS,
  SECTIONS,
  type CoreCustomSection,
  type CoreExport,
  type CoreModule,
  type CoreSection,
  type CoreSectionName,
  type CustomPurpose,
  type Initialized,
} from './module.js';

/** In the order in which they must come. */
const ORDER: readonly CoreSectionName[] = [
  'type', 'import', 'function', 'table', 'memory', 'tag', 'global', 'export', 'start', 'element', 'data count', 'code',
  'data',
]; // prettier-ignore

interface Reading {
  readonly cursor: Cursor;
  readonly sections: CoreSection[];
  types: readonly RecType[];
  readonly imports: (CoreImport & Located)[];
  functions: readonly number[];
  tables: readonly Initialized<TableType>[];
  memories: readonly MemoryType[];
  tags: readonly number[];
  globals: readonly Initialized<GlobalType>[];
  exports: readonly CoreExport[];
  readonly customSections: CoreCustomSection[];
  start: number | null;
}

/**
 * Decodes what a core module shows to the outside. Bodies and segments are passed over.
 * @param budget shared by the components and modules of one file, where more than one is decoded.
 * @returns the module, up to the first malformed byte; that is the only finding.
 */
export function decodeModule(slice: Slice, budget: Budget = newBudget()): Result<CoreModule> {
  const cursor = new Cursor(slice, slice.depth === 0 ? 'file' : 'core module', budget);
  const reading: Reading = {
    cursor,
    sections: [],
    types: [],
    imports: [],
    functions: [],
    tables: [],
    memories: [],
    tags: [],
    globals: [],
    exports: [],
    customSections: [],
    start: null,
  };
  const finish = (): CoreModule => {
    const { cursor: _, ...module } = reading;
    return { kind: 'core module', source: slice, ...module };
  };
  try {
    readPreamble(cursor, 'core module');
    let last = -1;
    while (cursor.left > 0) last = Math.max(last, readSection(reading, last));
    return { value: finish(), diagnostics: [] };
  } catch (error) {
    if (!(error instanceof Malformed)) throw error;
    return { value: finish(), diagnostics: [error.diagnostic] };
  }
}

/** Reads a section that must come after the one at `last` of `ORDER`; returns its own place there, -1 for a custom one. */
function readSection(reading: Reading, last: number): number {
  const { cursor } = reading;
  const head = cursor.at;
  cursor.within = 'the head of a section';
  const id = cursor.byte();
  const name = SECTIONS[id];
  if (name === undefined) {
    const args = { container: 'core module', last: SECTIONS.length - 1, found: id };
    throw cursor.malformed(componentMessages.unknownSection, head, args);
  }
  const place = ORDER.indexOf(name);
  if (place !== -1 && place <= last) {
    const args = { section: name, previous: ORDER[last] ?? name };
    throw cursor.malformed(componentMessages.sectionOutOfOrder, head, args);
  }
  const size = cursor.u32();
  cursor.within = 'its content';
  cursor.spend(1, head);
  const start = cursor.at;
  const count = cursor.bounded(`${name} section`, size, () => readContent(reading, name));
  reading.sections.push({ name, count, start, end: start + size });
  return place;
}

/** @returns the number of items */
function readContent(reading: Reading, name: CoreSectionName): number | null {
  const { cursor } = reading;
  // There is one section of each, so that what it holds is all there is.
  const list = <Item>(read: (cursor: Cursor) => Item): Item[] =>
    cursor.vector(`${name} item`, LIMITS.types, read);
  switch (name) {
    case 'custom':
      reading.customSections.push(readCustom(cursor));
      return null;
    case 'type':
      return (reading.types = list(readRecType)).length;
    case 'import':
      return readImports(reading);
    case 'function':
      return (reading.functions = cursor.indexes(`${name} item`, LIMITS.types)).length;
    case 'table':
      return (reading.tables = list(readTable)).length;
    case 'memory':
      return (reading.memories = list(readMemoryType)).length;
    case 'tag':
      return (reading.tags = list(readTagType)).length;
    case 'global':
      return (reading.globals = list(readGlobal)).length;
    case 'export':
      return (reading.exports = list(readExport)).length;
    case 'start':
      reading.start = cursor.u32();
      return null;
    case 'data count':
      cursor.u32();
      return null;
    case 'element':
    case 'code':
    case 'data': {
      const count = cursor.u32();
      cursor.take(cursor.left);
      return count;
    }
  }
}

function readCustom(cursor: Cursor): CoreCustomSection {
  const start = cursor.at;
  const name = cursor.name();
  const data = cursor.take(cursor.left);
  return { name, purpose: purposeOf(name), data, start, end: cursor.at };
}

function purposeOf(name: string): CustomPurpose {
  if (name === 'name') return 'names';
  if (name === 'producers') return 'producers';
  if (name === 'dylink.0') return 'dynamic linking';
  // Tools append what tells their sections apart: linkers keep sections apart that are called differently.
  return name.startsWith('component-type') ? 'component type' : 'other';
}

/** Imports one by one, and in the compact form where several share a module name. */
function readImports({ cursor, imports }: Reading): number {
  const add = (module: string, name: string, type: CoreImport['type'], start: number): void => {
    imports.push({ module, name, type, start, end: cursor.at });
  };
  cursor.vector('import', LIMITS.types, () => {
    const start = cursor.at;
    const module = cursor.name();
    const name = cursor.name();
    const form = name === '' ? cursor.peek() : 0;
    if (form === 0x7f) {
      cursor.byte();
      cursor.vector('import', LIMITS.types, () => {
        const itemStart = cursor.at;
        const itemName = cursor.name();
        add(module, itemName, readCoreExternType(cursor), itemStart);
      });
    } else if (form === 0x7e) {
      cursor.byte();
      const type = readCoreExternType(cursor);
      cursor.vector('import', LIMITS.types, () => {
        const itemStart = cursor.at;
        add(module, cursor.name(), type, itemStart);
      });
    } else {
      add(module, name, readCoreExternType(cursor), start);
    }
  });
  return imports.length;
}

function readTable(cursor: Cursor): Initialized<TableType> {
  if (cursor.peek() !== 0x40) return { ...readTableType(cursor), initial: null };
  cursor.byte();
  const found = cursor.byte();
  if (found !== 0x00) {
    throw cursor.malformed(componentMessages.reservedByte, cursor.at - 1, { what: 'a table', found });
  }
  return { ...readTableType(cursor), initial: readConstantExpression(cursor) };
}

function readGlobal(cursor: Cursor): Initialized<GlobalType> {
  return { ...readGlobalType(cursor), initial: readConstantExpression(cursor) };
}

function readExport(cursor: Cursor): CoreExport {
  const start = cursor.at;
  const name = cursor.name();
  const kind = EXPORT_KINDS[cursor.byte()];
  if (kind === undefined) throw cursor.badByte('the kind of a core export', '`0x00` (func) to `0x04` (tag)');
  return { name, kind, index: cursor.u32(), start, end: cursor.at };
}
