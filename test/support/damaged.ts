import type { SeededRandom } from './seeded-random.js';

/** Changes a few bytes, cuts, repeats or removes a stretch. */
export function damaged(bytes: Uint8Array, random: SeededRandom): Uint8Array {
  const copy = Uint8Array.from(bytes);
  const [from, to] = [random.below(bytes.length + 1), random.below(bytes.length + 1)].sort((x, y) => x - y);
  switch (random.below(4)) {
    case 0:
      return copy.slice(0, from);
    case 1:
      return Buffer.concat([copy.subarray(0, from), copy.subarray(to)]);
    case 2:
      return Buffer.concat([copy.subarray(0, to), copy.subarray(from)]);
    default:
      for (let count = 1 + random.below(3); count > 0; count--)
        copy[random.below(copy.length)] = random.below(256);
      return copy;
  }
}
