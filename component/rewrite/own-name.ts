import { ByteWriter } from '../binary/byte-writer.js';
import { Cursor } from '../binary/cursor.js';
import { tolerantly } from '../custom/tolerantly.js';
import { wholeFile } from '../slice.js';

/** A part of a `name` or `component-name` section. */
interface Subsection {
  readonly id: number;
  readonly bytes: Uint8Array;
}

/** The name of the component or core module itself. In both kinds of name section it is the part with this id. */
const OWN_NAME = 0;

/** Names mean nothing to an engine: what is malformed, and all behind it, is left out. */
function subsectionsOf(data: Uint8Array): Subsection[] {
  const subsections: Subsection[] = [];
  const cursor = new Cursor(wholeFile({ path: '', bytes: data }), 'section');
  tolerantly(() => {
    while (cursor.left > 0) {
      const id = cursor.byte();
      subsections.push({ id, bytes: cursor.take(cursor.u32()) });
    }
  });
  return subsections;
}

/** The name that the data of a `name` or `component-name` section gives the whole; null if it gives none. */
export function ownName(data: Uint8Array): string | null {
  let name: string | null = null;
  for (const { id, bytes } of subsectionsOf(data)) {
    if (id !== OWN_NAME) continue;
    tolerantly(() => {
      name = new Cursor(wholeFile({ path: '', bytes }), 'section').name();
    });
  }
  return name;
}

/** The data of a name section with `name` for the whole, and the other names of `data`. */
export function withOwnName(data: Uint8Array, name: string | null): Uint8Array {
  const writer = new ByteWriter();
  const write = ({ id, bytes }: Subsection): void => {
    writer.byte(id);
    writer.u32(bytes.length);
    writer.bytes(bytes);
  };
  if (name !== null) {
    const own = new ByteWriter();
    own.name(name);
    write({ id: OWN_NAME, bytes: own.view() });
  }
  for (const subsection of subsectionsOf(data)) if (subsection.id !== OWN_NAME) write(subsection);
  return writer.finish();
}
