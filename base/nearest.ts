import { distance } from 'fastest-levenshtein';

/** Longer names are not compared, and no more than this many: a hint is not worth a long wait. */
const MAX_LENGTH = 80;
const MAX_CANDIDATES = 2_000;

/**
 * The one of `candidates` that is most like `name`, or null if none is like it: at most a third of the letters differ.
 * Upper and lower case count as equal.
 */
export function nearest(name: string, candidates: Iterable<string>): string | null {
  if (name.length > MAX_LENGTH) return null;
  const wanted = name.toLowerCase();
  const most = Math.max(1, Math.floor((name.length + 1) / 3));
  let best: string | null = null;
  let bestDistance = most + 1;
  let count = 0;
  for (const candidate of candidates) {
    if (++count > MAX_CANDIDATES) break;
    if (Math.abs(candidate.length - name.length) >= bestDistance) continue;
    const apart = distance(wanted, candidate.toLowerCase());
    if (apart < bestDistance && candidate !== name) {
      best = candidate;
      bestDistance = apart;
    }
  }
  return best;
}
