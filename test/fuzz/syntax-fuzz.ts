import { parse } from '../../wit-parser/index.js';
import { seededRandom, type SeededRandom } from '../support/seeded-random.js';
import { checkCover } from '../support/syntax-cover.js';
import { generated, mutate, randomText, randomTokens } from './inputs.js';

/** Texts that every other is made from, where the caller gives none. */
const SEED_TEXTS = [
  'package a:b;\ninterface i {\n  record r { x: u8 }\n  f: func(a: r) -> list<u8>;\n}\nworld w { import i; }\n',
];

/** One input: checks what must hold of every text. Throws where it does not. */
export function checkSyntax(text: string): void {
  const first = parse({ path: 'fuzz.wit', text });
  checkCover(text);
  for (const { primary, secondary, fixes } of first.diagnostics) {
    const places = [primary, ...secondary, ...fixes.flatMap(({ edits }) => edits)];
    const isOutside = places.some(
      (place) => place !== null && (place.at.start < 0 || place.at.end > text.length),
    );
    if (isOutside || primary === null) throw new Error('a diagnostic has a place outside of the text');
  }
}

/** A text that is random in one of several ways. */
export function syntaxInput(random: SeededRandom, real: readonly string[] = SEED_TEXTS): string {
  const kinds = [randomTokens, randomText, generated, () => mutate(random.pick(real), random)];
  return random.pick(kinds)(random);
}

/**
 * Parses random texts for some seconds. Returns how many; throws at the first that the parser fails on, with its seed
 * and number.
 */
export function fuzz(seconds: number, seed: number, real: readonly string[] = SEED_TEXTS): { cases: number } {
  const end = performance.now() + seconds * 1000;
  let cases = 0;
  for (; performance.now() < end; cases++) {
    const text = syntaxInput(seededRandom(seed * 1_000_000_000 + cases), real);
    try {
      checkSyntax(text);
    } catch (error) {
      throw new Error(`seed ${seed}, case ${cases}: ${JSON.stringify(text)}`, { cause: error });
    }
  }
  return { cases };
}
