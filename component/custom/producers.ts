import { ByteWriter } from '../binary/byte-writer.js';
import { Cursor, Malformed } from '../binary/cursor.js';
import { LIMITS } from '../limits.js';
import { wholeFile } from '../slice.js';

/** A tool, language or SDK that took part, with its version, which may be empty. */
export interface Producer {
  readonly name: string;
  readonly version: string;
}

/** The fields of a `producers` section, such as `language` and `processed-by`, in order. */
export type Producers = ReadonlyMap<string, readonly Producer[]>;

/** Reads the content of a `producers` section, of a component or a core module; null if it is malformed. */
export function readProducers(data: Uint8Array): Producers | null {
  const cursor = new Cursor(wholeFile({ path: '', bytes: data }), 'section');
  try {
    const fields = cursor.vector('field', LIMITS.types, () => {
      const field = cursor.name();
      return [field, cursor.vector('producer', LIMITS.types, readProducer)] as const;
    });
    return cursor.left === 0 ? new Map(fields) : null;
  } catch (error) {
    if (error instanceof Malformed) return null;
    throw error;
  }
}

function readProducer(cursor: Cursor): Producer {
  const name = cursor.name();
  return { name, version: cursor.name() };
}

/** The content of a `producers` section. */
export function producersData(producers: Producers): Uint8Array {
  const writer = new ByteWriter();
  writer.vector([...producers], ([field, values]) => {
    writer.name(field);
    writer.vector(values, ({ name, version }) => {
      writer.name(name);
      writer.name(version);
    });
  });
  return writer.finish();
}
