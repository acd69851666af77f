import { changeName, changeToken } from '../differential/token-change.js';
import type { SeededRandom } from '../support/seeded-random.js';
import { generateWit } from '../support/wit-arbitrary.js';

const WORDS = (
  'package interface world record variant enum flags resource type use include import export func static async get ' +
  'set constructor list option result tuple map stream future own borrow u8 string bool as with from a b c-d %type ' +
  'local:all wasi:io/streams@0.2.0 @since(version=1.0.0) @unstable(feature=x) @external-id("e") @deprecated 1 2.0 -> ' +
  '{ } ( ) < > , ; : = . / * @ _ % " // /// /* */ é \u202e \ufeff \u0000 \ud800 0x1 A A-b a--b -a'
).split(' ');

/** Words of the language in any order. */
export function randomTokens(random: SeededRandom): string {
  const glue = random.pick([' ', '\n', '', '\r\n']);
  return Array.from({ length: random.below(200) }, () => random.pick(WORDS)).join(glue);
}

/** Any UTF-16 units, mostly of ASCII. */
export function randomText(random: SeededRandom): string {
  const unit = (): number => (random.below(8) === 0 ? random.below(0x10000) : 9 + random.below(118));
  return String.fromCharCode(...Array.from({ length: random.below(300) }, unit));
}

/** A valid text with a few changes: tokens, names, a piece cut out, doubled or moved. */
export function mutate(text: string, random: SeededRandom): string {
  let mutated = text;
  for (let count = 1 + random.below(4); count > 0; count--) {
    const [from, to] = [random.below(mutated.length + 1), random.below(mutated.length + 1)].toSorted(
      (a, b) => a - b,
    );
    const piece = mutated.slice(from, Math.min(to ?? 0, (from ?? 0) + 400));
    const changes = [
      () => changeToken(mutated, random) ?? mutated,
      () => changeName(mutated, random) ?? mutated,
      () => mutated.slice(0, from) + mutated.slice((from ?? 0) + piece.length),
      () => mutated.slice(0, from) + piece + mutated.slice(from),
      () => mutated.slice(0, from),
    ];
    mutated = random.pick(changes)();
  }
  return mutated;
}

/** A generated valid text, changed or not. */
export function generated(random: SeededRandom): string {
  const text = generateWit((limit) => random.below(limit));
  return random.below(2) === 0 ? text : mutate(text, random);
}
