import { LIMITS } from '../limits.js';
import { componentMessages } from '../messages.js';
import type {
  CoreInlineExport,
  CoreInstance,
  CoreInstanceArgument,
  Export,
  InlineExport,
  Instance,
  InstanceArgument,
  Start,
  ValueDefinition,
} from '../model/definitions.js';
import type { Cursor } from './cursor.js';
import { readCoreSort, readExternName, readSortIndex } from './read-names.js';
import { readExternType } from './read-types.js';
import { readValType } from './read-value-types.js';

const INSTANCE_FORMS = '`0x00` (instantiate) or `0x01` (exports)';

/** @spec Binary.md#instance-definitions */
export function readCoreInstance(cursor: Cursor): CoreInstance {
  const start = cursor.at;
  switch (cursor.byte()) {
    case 0x00: {
      const module = cursor.u32();
      const args = cursor.vector('argument', LIMITS.instanceArguments, readCoreArgument);
      const form = { form: 'instantiate', module, arguments: args } as const;
      return { kind: 'core instance', ...form, start, end: cursor.at };
    }
    case 0x01: {
      const exports = cursor.vector('export', LIMITS.inlineExports, readCoreInlineExport);
      return { kind: 'core instance', form: 'exports', exports, start, end: cursor.at };
    }
    default:
      throw cursor.badByte('a core instance', INSTANCE_FORMS);
  }
}

function readCoreArgument(cursor: Cursor): CoreInstanceArgument {
  const name = cursor.name();
  if (cursor.byte() !== 0x12) throw cursor.badByte('the sort of a core argument', '`0x12` (instance)');
  return { name, instance: cursor.u32() };
}

function readCoreInlineExport(cursor: Cursor): CoreInlineExport {
  const name = cursor.name();
  const sort = readCoreSort(cursor);
  return { name, sort, index: cursor.u32() };
}

/** @spec Binary.md#instance-definitions */
export function readInstance(cursor: Cursor): Instance {
  const start = cursor.at;
  switch (cursor.byte()) {
    case 0x00: {
      const component = cursor.u32();
      const args = cursor.vector('argument', LIMITS.instanceArguments, readArgument);
      const form = { form: 'instantiate', component, arguments: args } as const;
      return { kind: 'instance', ...form, start, end: cursor.at };
    }
    case 0x01: {
      const exports = cursor.vector('export', LIMITS.inlineExports, readInlineExport);
      return { kind: 'instance', form: 'exports', exports, start, end: cursor.at };
    }
    default:
      throw cursor.badByte('an instance', INSTANCE_FORMS);
  }
}

function readArgument(cursor: Cursor): InstanceArgument {
  const name = cursor.name();
  return { name, ...readSortIndex(cursor) };
}

function readInlineExport(cursor: Cursor): InlineExport {
  const name = readExternName(cursor);
  return { name, ...readSortIndex(cursor) };
}

/** @spec Binary.md#-start-definitions */
export function readStart(cursor: Cursor): Start {
  const start = cursor.at;
  const func = cursor.u32();
  const args = cursor.vector('argument', LIMITS.startArguments, () => cursor.u32());
  const before = cursor.at;
  const results = cursor.u32();
  if (results > LIMITS.results) {
    const facts = { count: results, what: 'result', limit: LIMITS.results };
    throw cursor.malformed(componentMessages.limitExceeded, before, facts);
  }
  return { kind: 'start', func, arguments: args, results, start, end: cursor.at };
}

/** @spec Binary.md#import-and-export-definitions */
export function readExport(cursor: Cursor): Export {
  const start = cursor.at;
  const name = readExternName(cursor);
  const { sort, index } = readSortIndex(cursor);
  const type = cursor.flag('whether an export has a type') ? readExternType(cursor) : null;
  return { kind: 'export', name, sort, index, type, start, end: cursor.at };
}

/** @spec Binary.md#-value-definitions */
export function readValue(cursor: Cursor): ValueDefinition {
  const start = cursor.at;
  const type = readValType(cursor);
  const data = cursor.take(cursor.u32());
  return { kind: 'value', type, data, start, end: cursor.at };
}
