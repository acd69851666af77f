import { Unzlib } from 'fflate';

/** How much is inflated at a time. It bounds how far one piece can go past the limit: a thousandfold. */
const PIECE = 4096;

/**
 * Inflates what zlib has compressed.
 * @param limit how many bytes may come of it
 * @returns null if it is malformed, cut off or too long. Its checksum is not looked at.
 */
export function inflateZlib(data: Uint8Array, limit: number): Uint8Array | null {
  const chunks: Uint8Array[] = [];
  let length = 0;
  let isWhole = false;
  const stream = new Unzlib((chunk, isLast) => {
    chunks.push(chunk);
    length += chunk.length;
    isWhole ||= isLast;
  });
  try {
    for (let at = 0; at < data.length && length <= limit; at += PIECE) {
      stream.push(data.subarray(at, at + PIECE), at + PIECE >= data.length);
    }
  } catch {
    // The library throws plain errors, for malformed input alone.
    return null;
  }
  if (!isWhole || length > limit) return null;
  const whole = new Uint8Array(length);
  let at = 0;
  for (const chunk of chunks) {
    whole.set(chunk, at);
    at += chunk.length;
  }
  return whole;
}
