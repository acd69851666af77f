import { describe, expect, it } from 'vitest';
import { parse, sourcesFrom, resolve, type ResolveOptions } from '../../wit-parser/index.js';
import { changeName, changeToken } from '../differential/token-change.js';
import { readFileMap } from '../support/file-map.js';
import { objectGraph } from '../support/object-graph.js';
import { inRepository } from '../support/repository.js';
import { seededRandom, type SeededRandom } from '../support/seeded-random.js';

type Texts = ReadonlyMap<string, string>;

/** Packages that depend on each other in every way there is, with gates. */
const LINKED: Texts = new Map([
  [
    'root.wit',
    `package demo:root@1.0.0;
use demo:shapes/areas@1.0.0 as sizes;
interface drawing {
  use sizes.{area, canvas as surface};
  use demo:base/kinds@1.0.0.{kind, handle};
  @unstable(feature = later)
  use demo:base/kinds@1.0.0.{secret};
  record sheet { size: area, kinds: list<kind>, by: option<handle> }
  draw: func(on: borrow<surface>, what: sheet) -> result<area, kind>;
}
world all {
  include demo:shapes/painter@1.0.0 with { paint as brush }
  import drawing;
  @unstable(feature = later)
  import demo:base/extra@1.0.0;
  export sizes;
}
`,
  ],
  [
    'deps/shapes/shapes.wit',
    `package demo:shapes@1.0.0;
interface areas {
  use demo:base/kinds@1.0.0.{kind};
  type area = tuple<u32, u32>;
  resource canvas { constructor(size: area); kind: func() -> kind; }
}
`,
  ],
  [
    'deps/shapes/worlds.wit',
    `package demo:shapes@1.0.0;
world painter {
  use areas.{area};
  import paint: func(what: area);
  import demo:base/kinds@1.0.0;
  export finish: interface { use areas.{canvas}; done: func(c: canvas); }
}
`,
  ],
  [
    'deps/base.wit',
    `package demo:base@1.0.0;
/// What there is.
interface kinds {
  enum kind { round, square }
  resource handle { name: func() -> string; }
  @unstable(feature = later)
  record secret { kind: kind }
  count: func(of: kind, and: list<u8>) -> u32;
}
@unstable(feature = later)
interface extra {
  @unstable(feature = later)
  use kinds.{kind};
  more: func() -> kind;
}
`,
  ],
]);

/** The same packages in braces, in one file, so that all trees are new at each change. */
const NESTED: Texts = new Map([['root.wit', `package demo:here;\n${inBraces([...LINKED.values()])}`]]);

function inBraces(files: readonly string[]): string {
  const bodies = new Map<string, string>();
  for (const text of files) {
    const end = text.indexOf(';');
    const head = text.slice(0, end);
    bodies.set(head, (bodies.get(head) ?? '') + text.slice(end + 1));
  }
  return [...bodies].map(([head, body]) => `${head} {${body}}\n`).join('');
}

const WASI: Texts = new Map([
  [
    'root.wit',
    'package demo:root;\nworld all { include wasi:http/proxy@0.2.12; include wasi:cli/command@0.2.12; }\n',
  ],
  ...[...readFileMap(inRepository('wit', 'packages', 'wasi'), '0.2')].map(
    ([path, text]): [string, string] => [path.replace('0.2/', 'deps/'), text],
  ),
]);

/** What `resolve` makes of `texts` in `folder`, without the name of the folder. */
function resolved(texts: Texts, folder: string, options: ResolveOptions): string {
  const files = new Map([...texts].map(([path, text]) => [`${folder}/${path}`, text]));
  const { value } = sourcesFrom(files, folder);
  if (value === null) throw new Error('no sources');
  return objectGraph(resolve(value, options)).replaceAll(`${folder}/`, '');
}

let folders = 0;

/** A folder of which the caches know nothing. */
function neverSeen(): string {
  folders += 1;
  return `anew-${folders}`;
}

/** `texts` with one token of one file changed, or one file as it was. */
function edited(texts: Texts, original: Texts, random: SeededRandom): Texts {
  const changed = [...texts.keys()].filter((path) => texts.get(path) !== original.get(path));
  if (changed.length > 0 && random.below(3) > 0) {
    const path = random.pick(changed);
    return new Map(texts).set(path, original.get(path) ?? '');
  }
  const path = random.pick([...texts.keys()]);
  const text = texts.get(path) ?? '';
  const change = random.below(3) === 0 ? changeToken : changeName;
  return new Map(texts).set(path, change(text, random) ?? text);
}

/** What is made of some texts, with what was kept of earlier ones and without. */
interface Comparison {
  readonly kept: string;
  readonly anew: string;
}

function compared(texts: Texts, options: ResolveOptions = {}): Comparison {
  return { kept: resolved(texts, 'kept', options), anew: resolved(texts, neverSeen(), options) };
}

/** Edits `original` step by step; answers with the first result in which something is stale. */
function firstStale(original: Texts, seed: number, steps: number): Comparison | null {
  const random = seededRandom(seed);
  let texts = original;
  for (let step = 0; step < steps; step++) {
    const comparison = compared(texts, random.below(4) === 0 ? { features: ['later'] } : {});
    if (comparison.kept !== comparison.anew) return comparison;
    texts = edited(texts, original, random);
  }
  return null;
}

/** Resolves a package that uses another, of which it sees each of `states` in turn. */
function inTurn(using: string, states: readonly string[]): Comparison[] {
  return states.map((state) =>
    compared(
      new Map([
        ['root.wit', using],
        ['deps/a.wit', state],
      ]),
    ),
  );
}

/** Everything that the parser says of a text, apart from its path. */
function parsed(path: string, text: string): string {
  const { value, diagnostics } = parse({ path, text });
  const { tokens, comments, items } = value;
  return objectGraph({ tokens, comments, items, diagnostics }).replaceAll(path, 'PATH');
}

/** What may end, begin or join tokens and comments, and what no text may hold. */
const PIECES = [
  '/*',
  '*/',
  '//',
  '/',
  '*',
  '"',
  '\\',
  '-',
  '>',
  '->',
  '\n',
  '\r\n',
  ' ',
  '%',
  'a',
  'é',
  '\u{1d49c}',
  '\ufeff',
  '\u202e',
  '\u0000',
  '1',
  '.',
  '{',
  '}',
];

/** `text` with a few characters taken out and others put in, or as it was. */
function retyped(text: string, original: string, random: SeededRandom): string {
  if (random.below(3) === 0) return original;
  const at = random.below(text.length + 1);
  const inserted = Array.from({ length: random.below(3) }, () => random.pick(PIECES)).join('');
  return text.slice(0, at) + inserted + text.slice(at + random.below(4));
}

describe('parsing again after an edit', () => {
  it.each([1, 2, 3, 4])('gives what parsing anew gives (%i)', (seed) => {
    const random = seededRandom(seed);
    const original = (LINKED.get('deps/base.wit') ?? '').replaceAll('\n', ' /* é */ // "\r\n');
    expect(parse({ path: 'kept.wit', text: original }).diagnostics).toEqual([]);
    let text = original;
    const steps = Array.from({ length: 250 }, (_, step) => {
      text = retyped(text, original, random);
      return { kept: parsed('kept.wit', text), anew: parsed(`${neverSeen()}-${step}.wit`, text) };
    });
    expect(steps.find(({ kept, anew }) => kept !== anew)).toBeUndefined();
  });
});

describe('resolving again after an edit', () => {
  it.each([LINKED, NESTED, WASI])('begins with packages that are right', (texts) => {
    const { value } = sourcesFrom(texts, '');
    expect(value === null ? null : resolve(value).diagnostics).toEqual([]);
  });

  it.each([
    ['a resource becomes a record', 'resource t;', 'record t { x: u8 }', 'f: func(of: borrow<t>);'],
    [
      'a type gets a borrow',
      'resource r; type t = own<r>;',
      'resource r; type t = borrow<r>;',
      'f: func() -> t;',
    ],
    ['a type becomes unknown', 'type t = u8;', 'type t = v;', 'f: func() -> t;'],
    ['a type that a syntax error hid is not there', 't = u8;', '', 'f: func() -> t;'],
    ['a type is another at its place', 'type a = u8; type t = u8;', 'type t = list<u8>;', 'f: func() -> t;'],
    ['a type that is left out moves', '@unstable(feature = x) type t = u8;', '', ''],
    ['a function that is used as a type moves', 't: func();', 'a: func(); t: func();', 'f: func() -> t;'],
  ])('sees that %s', (_, before, after, functions) => {
    const using = `package demo:b; interface j { use demo:a/i.{t}; ${functions} }`;
    const first = `package demo:a; interface i { ${before} }`;
    const second = `package demo:a; /* moves */ interface i { ${after} }`;
    const results = inTurn(using, [first, second, `${first} // again`]);
    expect(results.map(({ kept }) => kept)).toEqual(results.map(({ anew }) => anew));
  });

  it.each([
    ['interfaces change places', 'interface i { use j.{t}; } interface j { type t = u8; }'],
    ['an interface that a syntax error hid is not there', 'interface { type t = u8; }'],
    ['an interface becomes a world', 'world i { type t = u8; }'],
    [
      'an interface is left out',
      '@unstable(feature = x) interface i { @unstable(feature = x) type t = u8; }',
    ],
  ])('sees that %s', (_, after) => {
    const using =
      'package demo:b; world w { import demo:a/i; } interface k { use demo:a/i.{t}; f: func() -> t; }';
    const first = 'package demo:a; interface i { type t = u8; } interface j { use i.{t}; }';
    const results = inTurn(using, [
      first,
      `package demo:a; ${after}`,
      'package demo:a;',
      `${first} // again`,
    ]);
    expect(results.map(({ kept }) => kept)).toEqual(results.map(({ anew }) => anew));
  });

  it.each([1, 2, 3, 4, 5, 6])('gives what resolving anew gives, in linked packages (%i)', (seed) => {
    expect(firstStale(LINKED, seed, 150)).toBeNull();
  });

  it.each([1, 2, 3])('gives what resolving anew gives, in packages in braces (%i)', (seed) => {
    expect(firstStale(NESTED, seed, 100)).toBeNull();
  });

  it('gives what resolving anew gives, in WASI', () => {
    expect(firstStale(WASI, 1, 40)).toBeNull();
  });
});
