import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse } from '../../wit-parser/index.js';
import { checkSyntax, syntaxInput } from '../fuzz/syntax-fuzz.js';
import { breakItems } from '../support/broken-wit.js';
import { readFileMap } from '../support/file-map.js';
import { inRepository } from '../support/repository.js';
import { seededRandom } from '../support/seeded-random.js';

/** A check that throws with the smallest text that breaks what must hold of every text. */
function checking(texts: fc.Arbitrary<string>, numRuns: number): () => void {
  return () => fc.assert(fc.property(texts, checkSyntax), { numRuns, seed: 1 });
}

const TOKENS = (
  'package interface world record variant enum flags resource type use include import export func static async get set ' +
  'list option result tuple map stream future own borrow u8 string a b c-d %type fooBar 1 "s" { } ( ) < > , ; : = . / * ' +
  '@ _ -> - + # as with from constructor'
).split(' ');

/** What may stand between tokens; the empty one may join two, which is a text like any other. */
const GLUE = [' ', '\n', '\n  ', '\n    ', '', ' // c\n', ' /* c */ '];

const real = [
  ...readFileMap(inRepository('wit'), 'packages').values(),
  ...readFileMap(inRepository('fixtures'), 'wit-parser').values(),
];

const BLANKS = GLUE.filter((glue) => glue !== '');

/** Tokens in any order, on lines with any indentation. */
const tokenSoup = fc
  .array(fc.tuple(fc.constantFrom(...TOKENS), fc.constantFrom(...GLUE)), { maxLength: 60 })
  .map((pairs) => pairs.flat().join(''));

describe('whatever the text', () => {
  it('tokens in any order give a tree that covers them', () => {
    expect(checking(tokenSoup, 2000)).not.toThrow();
  });

  it('characters in any order give a tree that covers them', () => {
    expect(checking(fc.string({ unit: 'binary', maxLength: 80 }), 2000)).not.toThrow();
  });

  it('changed files give a tree that covers them', () => {
    expect(
      checking(
        fc.nat().map((seed) => syntaxInput(seededRandom(seed), real)),
        1000,
      ),
    ).not.toThrow();
  });

  it('files with broken items give a tree that covers them', () => {
    const short = real.filter(({ length }) => length < 20_000);
    const texts = fc.tuple(fc.nat(), fc.constantFrom(...short));
    expect(
      checking(
        texts.map(([seed, text]) => breakItems(text, 3, seededRandom(seed))?.text ?? text),
        300,
      ),
    ).not.toThrow();
  });

  it('blanks and comments between tokens change nothing', () => {
    const kinds = (text: string): unknown =>
      JSON.stringify(parse({ path: 'a.wit', text }).value.items, (key, value: unknown) =>
        key === 'start' || key === 'end' ? undefined : value,
      );
    fc.assert(
      fc.property(
        fc.constantFrom(...real.filter(({ length }) => length < 10_000)),
        fc.nat(),
        (text, seed) => {
          const { diagnostics, value } = parse({ path: 'a.wit', text });
          fc.pre(diagnostics.length === 0);
          const random = seededRandom(seed);
          const isInVersion = (index: number): boolean => /[\d.+@-]/.test(value.tokens[index]?.text ?? '');
          const spaced = value.tokens
            .map(
              ({ text: token }, index) =>
                token + (isInVersion(index) || isInVersion(index + 1) ? '' : random.pick(BLANKS)),
            )
            .join('');
          fc.pre(parse({ path: 'b.wit', text: spaced }).value.tokens.length === value.tokens.length);
          expect(kinds(spaced)).toEqual(kinds(text));
        },
      ),
      { numRuns: 200, seed: 1 },
    );
  });
});
