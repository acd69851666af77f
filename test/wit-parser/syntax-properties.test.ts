import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse } from '../../wit-parser/index.js';
import { checkSyntax, syntaxInput } from '../fuzz/syntax-fuzz.js';
import { breakItems } from '../support/broken-wit.js';
import { readFileMap } from '../support/file-map.js';
import { inRepository } from '../support/repository.js';
import { seededRandom } from '../support/seeded-random.js';

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
    fc.assert(fc.property(tokenSoup, checkSyntax), { numRuns: 2000, seed: 1 });
  });

  it('characters in any order give a tree that covers them', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 80 }), checkSyntax), {
      numRuns: 2000,
      seed: 1,
    });
  });

  it('changed files give a tree that covers them', () => {
    fc.assert(
      fc.property(fc.nat(), (seed) => checkSyntax(syntaxInput(seededRandom(seed), real))),
      { numRuns: 1000, seed: 1 },
    );
  });

  it('files with broken items give a tree that covers them', () => {
    fc.assert(
      fc.property(fc.nat(), fc.constantFrom(...real), (seed, text) => {
        const broken = text.length > 20_000 ? null : breakItems(text, 3, seededRandom(seed));
        if (broken !== null) checkSyntax(broken.text);
      }),
      { numRuns: 300, seed: 1 },
    );
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
