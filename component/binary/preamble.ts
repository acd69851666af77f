import { componentMessages, hexByte } from '../messages.js';
import type { Slice } from '../slice.js';
import type { Cursor } from './cursor.js';
import { MAGIC } from './opcodes.js';

export type Layer = 'component' | 'core module';

/** The bytes that follow the magic number. @spec Binary.md#component-definitions */
export const VERSIONS = {
  component: { version: 0x0d, layer: 0x01 },
  'core module': { version: 0x01, layer: 0x00 },
} as const;

const LENGTH = 8;

/** Which of the two `slice` says to be, or null if it is no WebAssembly binary. The rest may be malformed. */
export function layerOf({ file, start, end }: Slice): Layer | null {
  const bytes = file.bytes;
  if (end - start < LENGTH || MAGIC.some((byte, index) => bytes[start + index] !== byte)) return null;
  const layer = (bytes[start + 6] ?? 0) | ((bytes[start + 7] ?? 0) << 8);
  return layer === VERSIONS.component.layer ? 'component' : layer === 0 ? 'core module' : null;
}

/** Reads the first eight bytes, which must be those of an `expected`. */
export function readPreamble(cursor: Cursor, expected: Layer): void {
  const start = cursor.at;
  readMagic(cursor);
  const version = readU16(cursor);
  const layer = readU16(cursor);
  if (layer !== VERSIONS[expected].layer) {
    const found =
      layer === 0x00 && version === VERSIONS['core module'].version
        ? 'a core module'
        : layer === VERSIONS.component.layer
          ? 'a component'
          : `layer \`${hexByte(layer)}\``;
    const args = { expected: expected === 'component' ? 'a component' : 'a core module', found };
    throw cursor.malformed(componentMessages.wrongLayer, start, args);
  }
  if (version !== VERSIONS[expected].version) {
    const args = { layer: expected, expected: VERSIONS[expected].version, found: version };
    const help =
      expected === 'component'
        ? ['build it again with a current toolchain: older encodings are not readable']
        : [];
    throw cursor.malformed(componentMessages.unsupportedVersion, start + 4, args, { help });
  }
}

function readMagic(cursor: Cursor): void {
  const start = cursor.at;
  const found: number[] = [];
  for (const expected of MAGIC) {
    if (cursor.left === 0 && found.length > 0) throw cursor.unexpectedEnd();
    if (cursor.left === 0) throw cursor.malformed(componentMessages.notWasm, start, { found: 'no bytes' });
    found.push(cursor.byte());
    if (found.at(-1) === expected) continue;
    const shown = found.map((byte) => byte.toString(16).padStart(2, '0')).join(' ');
    throw cursor.malformed(componentMessages.notWasm, start, { found: `\`${shown}\`` });
  }
}

function readU16(cursor: Cursor): number {
  const low = cursor.byte();
  return low | (cursor.byte() << 8);
}
