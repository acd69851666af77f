import { beforeAll, describe, expect, it } from 'vitest';
import type { Diagnostic } from '../../base/index.js';
import * as sources from '../../wit-parser/index.js';
import { WitGrammar } from '../../wit-parser/syntax/grammar/wit-grammar.js';
import { readFileMap } from '../support/file-map.js';
import { inRepository } from '../support/repository.js';
import { seededRandom } from '../support/seeded-random.js';
import { generateWit } from '../support/wit-arbitrary.js';
import { mutate } from '../fuzz/inputs.js';

/** The built package: Chevrotain without what the compiler does not use. */
const bundle = (await import(inRepository('dist', 'wit-parser', 'index.js'))) as typeof sources;

/** What a user sees of a text: the findings, and the JSON where there are no errors. */
function seenBy({ sourcesFrom, resolve, toJson }: typeof sources, text: string): unknown {
  const { value, diagnostics } = sourcesFrom(new Map([['a.wit', text]]), 'a.wit');
  const resolved = value === null ? null : resolve(value);
  const found = [...diagnostics, ...(resolved?.diagnostics ?? [])];
  const model = found.some(({ severity }) => severity === 'error') ? null : resolved?.value;
  return { found: found.map(drawn), json: model === null || model === undefined ? null : toJson(model) };
}

function drawn({ code, message, primary, help }: Diagnostic): unknown {
  return { code, message, help, start: primary?.at.start, end: primary?.at.end };
}

describe('the bundled compiler', () => {
  const texts = [...readFileMap(inRepository('wit'), 'packages').values()];

  it('sees in valid texts what the sources see', () => {
    for (let seed = 0; seed < 30; seed++) {
      const text = generateWit(seededRandom(seed).below);
      expect({ seed, seen: seenBy(bundle, text) }).toEqual({ seed, seen: seenBy(sources, text) });
    }
  });

  it('finds in broken texts what the sources find', () => {
    for (let seed = 0; seed < 300; seed++) {
      const random = seededRandom(seed);
      const text = mutate(random.pick(texts), random);
      expect({ seed, seen: seenBy(bundle, text) }).toEqual({ seed, seen: seenBy(sources, text) });
    }
  });
});

/** What the test calls of the parts of the build, and of Chevrotain's inner life. */
interface Lookahead {
  readonly lookaheadTable: (grammar: object) => readonly Choice[];
  readonly lookaheadFunction: (choice: Choice, indexOf: (token: string) => number) => LookaheadFunction;
}

interface Choice {
  readonly rule: string;
  readonly method: string;
  readonly occurrence: number;
  readonly gated?: boolean;
  readonly starts: readonly (readonly string[] | null)[];
}

type LookaheadFunction = (this: object, alternatives?: readonly object[]) => unknown;

interface AnalysedGrammar {
  readonly lookAheadFuncsCache: ReadonlyMap<number, LookaheadFunction>;
  readonly fullRuleNameToShort: Readonly<Record<string, number>>;
  readonly tokensMap: Readonly<Record<string, { readonly tokenTypeIdx: number }>>;
}

describe('the lookahead that the build works out', () => {
  let grammar: AnalysedGrammar;
  let table: readonly Choice[];
  let lookahead: Lookahead;
  let keys: Readonly<Record<string, number>>;
  beforeAll(async () => {
    grammar = new WitGrammar() as unknown as AnalysedGrammar;
    lookahead = {
      ...((await import(inRepository('scripts', 'lean', 'lookahead.mjs'))) as Lookahead),
      ...((await import(inRepository('scripts', 'lean', 'lookahead-table.mjs'))) as Lookahead),
    };
    keys = (await import(
      inRepository('node_modules', 'chevrotain', 'lib', 'src', 'parse', 'grammar', 'keys.js')
    )) as Readonly<Record<string, number>>;
    table = lookahead.lookaheadTable(grammar);
  });

  it('is of all choices of the grammar', () => {
    expect(table.length).toBe(grammar.lookAheadFuncsCache.size);
    expect(table.length).toBeGreaterThan(50);
  });

  it('decides as Chevrotain does, before each token and with each gate open or closed', () => {
    const indexOf = (token: string): number => grammar.tokensMap[token]?.tokenTypeIdx ?? -1;
    for (const choice of table) {
      const { rule, method, occurrence, starts } = choice;
      const key = (grammar.fullRuleNameToShort[rule] ?? 0) | (keys[`${method}_IDX`] ?? 0) | occurrence;
      const theirs = grammar.lookAheadFuncsCache.get(key);
      const ours = lookahead.lookaheadFunction(choice, indexOf);
      for (const { tokenTypeIdx } of Object.values(grammar.tokensMap)) {
        const parser = { LA_FAST: () => ({ tokenTypeIdx }) };
        for (let open = 0; open < (choice.gated ? 2 ** starts.length : 1); open++) {
          const gates = starts.map((_, index) => ({ GATE: () => ((open >> index) & 1) === 1 }));
          const decided = { rule, method, occurrence, tokenTypeIdx, open, way: ours.call(parser, gates) };
          expect(decided).toEqual({ ...decided, way: theirs?.call(parser, gates) });
        }
      }
    }
  });
});

type Call = (...args: readonly unknown[]) => unknown;

const lean = await callsOf('scripts', 'lean', 'lodash.mjs');
const lodash = await callsOf('node_modules', 'lodash-es', 'lodash.js');

async function callsOf(...file: readonly string[]): Promise<Readonly<Record<string, Call>>> {
  return { ...((await import(inRepository(...file))) as Readonly<Record<string, Call>>) };
}

describe('the functions that stand in for lodash-es', () => {
  const even = (value: unknown): boolean => Number(value) % 2 === 0;
  const collections: readonly unknown[] = [[], [1, 2, 3, 4], [4, 2], { a: 1, b: 2 }, {}, undefined];
  const arrays: readonly unknown[] = [[], [1, 2, 2, 3], [0, null, 'x', '', undefined], [[1], [2, [3]], 4]];
  const anything: readonly unknown[] = [...collections, ...arrays, null, '', 'abc', /x/, even, 0, true];

  const cases: Readonly<Record<string, readonly (readonly unknown[])[]>> = {
    ...forAll(
      ['isArray', 'isObject', 'isString', 'isUndefined'],
      anything.map((value) => [value]),
    ),
    ...forAll(
      ['values', 'isEmpty'],
      [...collections, ''].map((value) => [value]),
    ),
    ...forAll(
      ['every', 'map'],
      collections.map((value) => [value, even]),
    ),
    ...forAll(
      ['flatten', 'uniq'],
      arrays.map((value) => [value]),
    ),
    ...forAll(
      ['includes'],
      arrays.flatMap((value) => [
        [value, 2],
        [value, 'x'],
        [value, undefined],
      ]),
    ),
    clone: [...arrays.map((value) => [value]), [{ a: { b: 1 } }], [null], ['text']],
    has: [
      [{ a: undefined }, 'a'],
      [{}, 'toString'],
      [null, 'a'],
      [[1], 0],
    ],
    reduce: [
      [[1, 2], (sum: number, value: number) => sum + value, 5],
      [{ a: 1 }, (sum: number, value: number) => sum + value, 0],
    ],
  };

  it.each(Object.keys(lean).filter((name) => name !== 'forEach'))('%s', (name) => {
    const calls = cases[name] ?? [];
    expect(calls).not.toEqual([]);
    for (const args of calls) {
      const ours = lean[name]?.(...structuredCopy(args));
      const theirs = lodash[name]?.(...structuredCopy(args));
      expect({ args, result: ours }).toEqual({ args, result: theirs });
    }
  });

  it.each(collections.map((value) => [value]))('forEach over %j', (collection) => {
    const visit = (forEach: Call): unknown => {
      const seen: unknown[] = [];
      forEach(collection, (value: unknown, key: unknown) => {
        seen.push([value, key]);
        return value !== 2;
      });
      return seen;
    };
    expect(visit(lean['forEach'] as Call)).toEqual(visit(lodash['forEach'] as Call));
  });
});

function forAll(
  names: readonly string[],
  calls: readonly (readonly unknown[])[],
): Record<string, readonly (readonly unknown[])[]> {
  return Object.fromEntries(names.map((name) => [name, calls]));
}

/** Arguments of their own, as some functions change them. */
function structuredCopy(args: readonly unknown[]): readonly unknown[] {
  return args.map((arg) =>
    typeof arg === 'object' && arg !== null && arg.constructor === Object ? { ...arg } : arg,
  );
}
