import { componentMessages } from '../messages.js';
import type { ExternName, NameAttribute } from '../model/definitions.js';
import type { CoreSort, Sort, SortIndex } from '../model/sort.js';
import type { Cursor } from './cursor.js';
import { CORE_SORTS, NAME_ATTRIBUTES, SORTS } from './opcodes.js';

/** @spec Binary.md#instance-definitions */
export function readSort(cursor: Cursor): Sort {
  const byte = cursor.byte();
  if (byte === 0x00) return readCoreSort(cursor);
  const sort = SORTS.nameOf.get(byte);
  if (sort === undefined) throw cursor.badByte('a sort', '`0x00` (core) to `0x05` (instance)');
  return sort;
}

export function readCoreSort(cursor: Cursor): CoreSort {
  const sort = CORE_SORTS.nameOf.get(cursor.byte());
  if (sort === undefined) {
    throw cursor.badByte(
      'a core sort',
      '`0x00` (func) to `0x04` (tag) or `0x10` (type) to `0x12` (instance)',
    );
  }
  return sort;
}

export function readSortIndex(cursor: Cursor): SortIndex {
  const sort = readSort(cursor);
  return { sort, index: cursor.u32() };
}

/** `nameattributes` of an import or export. @spec Binary.md#import-and-export-definitions */
export function readExternName(cursor: Cursor): ExternName {
  const form = cursor.byte();
  if (form > 0x02) throw cursor.badByte('a name', '`0x00`, `0x01` or `0x02` (with attributes)');
  const name = cursor.name();
  if (form !== 0x02) return { name, attributes: [], isLegacyForm: form === 0x01 };
  const attributes = readAttributes(cursor);
  if (attributes.length === 0) cursor.isCanonical = false;
  return { name, attributes, isLegacyForm: false };
}

function readAttributes(cursor: Cursor): NameAttribute[] {
  const seen = new Map<NameAttribute['kind'], { start: number; end: number }>();
  return cursor.vector('name attribute', NAME_ATTRIBUTES.nameOf.size, () => {
    const start = cursor.at;
    const kind = NAME_ATTRIBUTES.nameOf.get(cursor.byte());
    if (kind === undefined) {
      throw cursor.badByte(
        'a name attribute',
        '`0x00` (implements), `0x01` (versionsuffix) or `0x02` (external-id)',
      );
    }
    const value = cursor.name();
    const earlier = seen.get(kind);
    if (earlier !== undefined) {
      const secondary = [{ at: cursor.span(earlier.start, earlier.end), label: 'the first one' }];
      throw cursor.malformed(componentMessages.repeatedAttribute, start, { attribute: kind }, { secondary });
    }
    seen.set(kind, { start, end: cursor.at });
    return { kind, value };
  });
}
