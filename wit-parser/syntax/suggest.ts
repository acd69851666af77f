import { distance } from 'fastest-levenshtein';

/** Whether two neighbouring letters have changed places, and nothing else. */
function isTransposed(text: string, word: string): boolean {
  if (text.length !== word.length) return false;
  const at = [...text].findIndex((character, index) => character !== word.charAt(index));
  const swapped = text.slice(0, at) + text.charAt(at + 1) + text.charAt(at) + text.slice(at + 2);
  return at >= 0 && swapped === word;
}

/** The word of `known` that `text` is most likely meant to be, or null: at most a third of it may differ. */
export function nearest(text: string, known: readonly string[]): string | null {
  let best: string | null = null;
  let bestDistance = Math.max(1, Math.floor(Math.min(text.length, 30) / 3)) + 1;
  for (const word of known) {
    if (isTransposed(text, word)) return word;
    const steps = Math.abs(word.length - text.length) >= bestDistance ? bestDistance : distance(text, word);
    if (steps < bestDistance) {
      best = word;
      bestDistance = steps;
    }
  }
  return best;
}

/** `did you mean …?`, or null. */
export function suggestion(text: string, known: readonly string[]): string | null {
  const word = nearest(text, known);
  return word === null ? null : `did you mean \`${word}\`?`;
}
