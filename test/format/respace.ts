import type { SeededRandom } from '../support/seeded-random.js';
import { isComment, scan, type Piece } from './scan.js';

/**
 * The text with other blanks. Kept is what docs/formatter.md names: tokens and comments, where blank lines are, and
 * for each comment whether a line end stands before and behind it.
 */
export function respace(text: string, random: SeededRandom): string {
  const { pieces, blank } = scan(text);
  const parts = pieces.map((piece, index) => newBlank(pieces[index - 1], piece, random) + piece.text);
  return parts.join('') + (isAfterLineComment(pieces) ? `\n${blanks(random)}` : blank + blanks(random));
}

function newBlank(before: Piece | undefined, piece: Piece, random: SeededRandom): string {
  const lineEnds = piece.blank.split('\n').length - 1;
  if (lineEnds > 1) return lineEndsOf(2 + random.below(3), random);
  if (before === undefined) return blanks(random);
  if (isComment(before) || isComment(piece)) {
    if (lineEnds === 1) return lineEndsOf(1, random);
    // A slash would make a comment's start out of another.
    return before.text === '/' ? ' ' : blanks(random);
  }
  if (!mayGrow(before, piece)) return piece.blank;
  const space = random.below(3) === 0 ? lineEndsOf(1, random) : blanks(random);
  return space === '' && mustPart(before, piece) ? ' ' : space;
}

/** Whether blanks may stand between two tokens. */
function mayGrow(before: Piece, piece: Piece): boolean {
  return piece.blank !== '' || before.kind !== 'word' || piece.kind !== 'word';
}

/** Whether two tokens need a blank between them. */
function mustPart(before: Piece, piece: Piece): boolean {
  const bare = (other: Piece): boolean => other.kind === 'word';
  return (bare(before) && bare(piece)) || (before.text === '/' && piece.text.startsWith('/'));
}

function isAfterLineComment(pieces: readonly Piece[]): boolean {
  return pieces.at(-1)?.kind === 'line-comment';
}

function lineEndsOf(count: number, random: SeededRandom): string {
  return `${Array.from({ length: count }, () => `${blanks(random)}\n`).join('')}${blanks(random)}`;
}

function blanks(random: SeededRandom): string {
  return random.pick(['', '', ' ', '  ', '\t', '       ']);
}
