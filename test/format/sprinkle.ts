import type { SeededRandom } from '../support/seeded-random.js';
import { scan } from './scan.js';

/** Comments in every shape and place; `n` makes each one a comment of its own. */
const SHAPES: readonly ((n: number) => string)[] = [
  (n) => ` // ${n}\n`,
  (n) => `\n// ${n}\n`,
  (n) => `\n\n// ${n}\n\n`,
  (n) => `\n/// ${n}\n`,
  (n) => ` /* ${n} */ `,
  (n) => `/* ${n} */`,
  (n) => `\n/* ${n} */\n`,
  (n) => ` /* ${n} */\n`,
  (n) => `\n/** ${n} */ `,
  (n) => ` /* ${n}\n   two */ `,
  (n) => ` /* a ${n} */ /* b ${n} */ // c ${n}\n`,
];

/** The text with comments put between tokens, with a chance of one in `rarity` at each place. */
export function sprinkle(text: string, random: SeededRandom, rarity: number): string {
  const { pieces, blank } = scan(text);
  let count = 0;
  const comment = (): string => {
    if (random.below(rarity) !== 0) return '';
    count += 1;
    return random.pick(SHAPES)(count);
  };
  const parts = pieces.map((piece, index) => {
    const before = pieces[index - 1];
    // `/` before a comment's start would be another comment, and a line comment takes all behind it.
    const open = before?.text !== '/' && before?.kind !== 'line-comment';
    return `${open ? comment() : ''}${piece.blank}${piece.text}`;
  });
  return parts.join('') + blank;
}
