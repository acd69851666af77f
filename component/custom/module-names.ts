import { ByteWriter } from '../binary/byte-writer.js';
import { Cursor } from '../binary/cursor.js';
import { LIMITS } from '../limits.js';
import { wholeFile } from '../slice.js';
import { tolerantly } from './tolerantly.js';

/** Names for people to read, by index. */
export type NameMap = ReadonlyMap<number, string>;

/** What the `name` section of a core module can say. */
export interface ModuleNames {
  readonly module?: string;
  readonly functions?: NameMap;
  /** By function index. */
  readonly locals?: ReadonlyMap<number, NameMap>;
  readonly types?: NameMap;
  readonly tables?: NameMap;
  readonly memories?: NameMap;
  readonly globals?: NameMap;
  readonly elements?: NameMap;
  readonly data?: NameMap;
  readonly tags?: NameMap;
}

/** By their ids. */
const SUBSECTIONS = [
  'module', 'functions', 'locals', null, 'types', 'tables', 'memories', 'globals', 'elements', 'data', null, 'tags',
] as const; // prettier-ignore

/** The data of a `name` section; empty where there are no names. Entries are sorted by index, as they must be. */
export function moduleNameData(names: ModuleNames): Uint8Array {
  const writer = new ByteWriter();
  const content = new ByteWriter();
  SUBSECTIONS.forEach((subsection, id) => {
    if (subsection === null) return;
    const given = names[subsection];
    if (given === undefined || (typeof given !== 'string' && given.size === 0)) return;
    content.reset();
    if (typeof given === 'string') content.name(given);
    else if (subsection === 'locals') writeLocals(content, names.locals ?? new Map());
    else writeNameMap(content, given as NameMap);
    writer.byte(id);
    writer.u32(content.length);
    writer.bytes(content.view());
  });
  return writer.finish();
}

function writeNameMap(writer: ByteWriter, names: NameMap): void {
  writer.vector(sorted(names), ([index, name]) => {
    writer.u32(index);
    writer.name(name);
  });
}

function writeLocals(writer: ByteWriter, locals: ReadonlyMap<number, NameMap>): void {
  writer.vector(sorted(locals), ([func, names]) => {
    writer.u32(func);
    writeNameMap(writer, names);
  });
}

function sorted<Value>(map: ReadonlyMap<number, Value>): [number, Value][] {
  return [...map].sort(([a], [b]) => a - b);
}

/**
 * Reads the data of a `name` section of a core module. Names mean nothing to an engine, so what is malformed among them
 * is left out, and never a fault.
 */
export function readModuleNames(data: Uint8Array): ModuleNames {
  const names: { -readonly [Key in keyof ModuleNames]: ModuleNames[Key] } = {};
  const cursor = new Cursor(wholeFile({ path: '', bytes: data }), 'section');
  tolerantly(() => {
    while (cursor.left > 0) {
      const subsection = SUBSECTIONS[cursor.byte()] ?? null;
      const bytes = cursor.take(cursor.u32());
      const inner = new Cursor(wholeFile({ path: '', bytes }), 'section');
      tolerantly(() => {
        if (subsection === null) return;
        if (subsection === 'module') names.module = inner.name();
        else if (subsection === 'locals') names.locals = readMap(inner, readNameMap);
        else names[subsection] = readNameMap(inner);
      });
    }
  });
  return names;
}

function readNameMap(cursor: Cursor): NameMap {
  return readMap(cursor, (from) => from.name());
}

function readMap<Value>(cursor: Cursor, read: (cursor: Cursor) => Value): Map<number, Value> {
  return new Map(cursor.vector('name', LIMITS.types, () => [cursor.u32(), read(cursor)] as const));
}
