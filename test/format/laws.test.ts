import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { hasErrors } from '../../base/index.js';
import { formatWit } from '../../format/index.js';
import { conformanceDir, requireOrSkip } from '../support/oracles.js';
import { inRepository } from '../support/repository.js';
import { seededRandom } from '../support/seeded-random.js';
import { generateWit } from '../support/wit-arbitrary.js';
import { brokenLaw } from './laws.js';
import { sprinkle } from './sprinkle.js';

/** Every `.wit` file below a folder, by its path. */
function witFiles(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.wit'))
    .sort()
    .map((name) => path.join(folder, name));
}

function isSyntax(text: string): boolean {
  return !hasErrors(formatWit({ path: 'case.wit', text }).diagnostics);
}

/** The files without syntax errors of a folder, and what is wrong with the formatting of each. */
function brokenLaws(folder: string): { formatted: number; broken: readonly string[] } {
  const texts = witFiles(folder)
    .map((name) => [name, readFileSync(name, 'utf8')] as const)
    .filter(([, text]) => isSyntax(text));
  const broken = texts.flatMap(([name, text], index) => {
    const law = brokenLaw(text, index) ?? brokenLaw(sprinkle(text, seededRandom(index), 9), index);
    return law === null ? [] : [`${name}: ${law}`];
  });
  return { formatted: texts.length, broken };
}

describe('whatever is formatted keeps its tokens, its comments and its blank lines, once', () => {
  it('the goldens', () => {
    expect(brokenLaws(inRepository('fixtures', 'format')).broken).toEqual([]);
  });

  const conformance = conformanceDir();
  it.skipIf(requireOrSkip(conformance, 'conformance'))('every file of the conformance data', () => {
    const { formatted, broken } = brokenLaws(conformance ?? '');
    expect(broken).toEqual([]);
    expect(formatted).toBeGreaterThan(300);
  });

  it('the built-in WASI packages, which are formatted', () => {
    const names = witFiles(inRepository('wit'));
    expect(names.length).toBeGreaterThan(0);
    for (const name of names) {
      const text = readFileSync(name, 'utf8');
      expect(formatWit({ path: name, text }).value).toBe(text);
    }
    expect(brokenLaws(inRepository('wit')).broken).toEqual([]);
  });

  it('generated files, with comments between any two tokens', () => {
    const broken = Array.from({ length: 120 }, (_, seed) => {
      const random = seededRandom(seed);
      const text = generateWit(random.below);
      const rarity = random.pick([2, 5, 20]);
      const width = random.pick([100, 60, 40]);
      const law = brokenLaw(text, seed, width) ?? brokenLaw(sprinkle(text, random, rarity), seed, width);
      return law === null ? [] : [`seed ${seed}: ${law}`];
    });
    expect(broken.flat()).toEqual([]);
  });
});
