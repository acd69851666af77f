import { readFileSync, readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { childrenOf, commentsBefore, parse, walk, type syntax } from '../../wit-parser/index.js';
import { WitGrammar } from '../../wit-parser/syntax/grammar/wit-grammar.js';
import { drawTree } from '../support/draw-tree.js';
import { readFileMap } from '../support/file-map.js';
import { conformanceDir, requireOrSkip } from '../support/oracles.js';
import { inRepository } from '../support/repository.js';
import { checkCover } from '../support/syntax-cover.js';

const TREES = inRepository('fixtures', 'wit-parser', 'syntax', 'trees');
const conformance = conformanceDir();

function fileOf(text: string): syntax.WitFile {
  return parse({ path: 'main.wit', text }).value;
}

function coverFault(text: string): string | null {
  try {
    checkCover(text);
    return null;
  } catch (error) {
    return String(error);
  }
}

describe('the syntax tree', () => {
  const files = readdirSync(TREES).filter((name) => name.endsWith('.wit'));

  it.each(files)('of %s is as drawn', async (name) => {
    const file = fileOf(readFileSync(`${TREES}/${name}`, 'utf8'));
    await expect(drawTree(file)).toMatchFileSnapshot(`${TREES}/${name.replace(/\.wit$/, '.tree')}`);
  });

  it.each(files)('of %s covers its text', (name) => {
    expect(() => checkCover(readFileSync(`${TREES}/${name}`, 'utf8'))).not.toThrow();
  });

  it('has every node once when walked', () => {
    const file = fileOf(readFileSync(`${TREES}/worlds.wit`, 'utf8'));
    const seen = new Set<syntax.Node>();
    walk(file, (node) => seen.add(node));
    const count = (node: syntax.Node): number =>
      childrenOf(node).reduce((sum, child) => sum + count(child), 1);
    expect(seen.size).toBe(count(file));
  });

  it('has escaped names without their %', () => {
    const [item] = fileOf('interface %use {}').items;
    expect(item?.kind === 'interface' && item.name).toMatchObject({ name: 'use', escaped: true });
  });

  it('knows what an external identifier means', () => {
    const [item] = fileOf('@external-id("a\\u{e9}\\c3\\a9\\n") interface i {}').items;
    expect(item?.kind === 'interface' && item.attributes[0]).toMatchObject({ value: 'aéé\n' });
  });
});

describe('comments', () => {
  const text = '// one\n/* two */ interface /* three */ a { // four\n}';

  it('are kept apart from tokens, with their kind', () => {
    const { comments, tokens } = fileOf(`${text} /// five\n/** six */`);
    expect(comments.map(({ kind }) => kind)).toEqual([
      'line',
      'block',
      'block',
      'line',
      'doc-line',
      'doc-block',
    ]);
    expect(tokens.map(({ kind }) => kind)).toEqual(['interface', 'id', '{', '}', 'eof']);
  });

  it('belong to the token that they precede', () => {
    const file = fileOf(text);
    const before = (offset: number): string[] => commentsBefore(file, offset).map((comment) => comment.text);
    expect(before(text.indexOf('interface'))).toEqual(['// one', '/* two */']);
    expect(before(text.indexOf(' a ') + 1)).toEqual(['/* three */']);
    expect(before(text.indexOf('}'))).toEqual(['// four']);
  });

  it.each(['////', '/**/', '//', '/***/'])('of odd shapes such as %s are comments', (comment) => {
    expect(fileOf(`${comment}\n`).comments.map((each) => each.text)).toEqual([comment]);
  });
});

describe('parse', () => {
  it('gives the same object for the same path and text', () => {
    const text = 'package demo:cache;';
    const first = parse({ path: 'a.wit', text });
    expect(parse({ path: 'a.wit', text })).toBe(first);
  });

  it('can be cancelled', () => {
    const check = (): never => {
      throw new Error('enough');
    };
    const text = 'interface cancelled { f: func(); }';
    expect(() => parse({ path: 'a.wit', text }, { check: { check } })).toThrow('enough');
    expect(parse({ path: 'a.wit', text }).diagnostics).toEqual([]);
  });

  it.each([
    [
      'types',
      `interface i { type t = ${'list<'.repeat(20_000)}u8${'>'.repeat(20_000)}; }`,
      'wit/type-nesting-too-deep',
    ],
    ['packages', 'package a:b {'.repeat(20_000) + '}'.repeat(20_000), 'wit/package-nesting-too-deep'],
    ['open packages', 'package a:b {'.repeat(20_000), 'wit/package-nesting-too-deep'],
    ['comments', `${'/*'.repeat(20_000)} `, 'wit/unterminated-comment'],
    ['braces', `interface i ${'{'.repeat(20_000)}`, 'wit/expected-interface-item'],
  ])('refuses %s nested without end, without running out of stack', (_, text, code) => {
    const { diagnostics } = parse({ path: 'deep.wit', text });
    expect(diagnostics.map((diagnostic) => diagnostic.code)).toContain(code);
  });

  it('has a grammar that Chevrotain finds free of ambiguities', () => {
    expect(() => new WitGrammar(true)).not.toThrow();
  });
});

describe.skipIf(requireOrSkip(conformance, 'conformance'))('the files of the conformance data', () => {
  const folders =
    conformance === null ? [] : ['wit-parser/ui', 'wasi', 'wit-bindgen/codegen', 'wit-component'];
  const files = folders.flatMap((folder) => [...readFileMap(conformance ?? '', folder)]);
  const accepted = files.filter(([key]) => !key.includes('/parse-fail/'));

  it('are read without errors, but for those that are there to be refused', () => {
    const refused = accepted.filter(([path, text]) => parse({ path, text }).diagnostics.length > 0);
    expect(refused.map(([path]) => path)).toEqual([]);
    expect(accepted.length).toBeGreaterThan(600);
  });

  it('are covered by their trees', () => {
    const uncovered = files.filter(([, text]) => coverFault(text) !== null);
    expect(uncovered.map(([key]) => key)).toEqual([]);
  });
});
