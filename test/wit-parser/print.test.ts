import { readFileSync, readdirSync } from 'node:fs';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { assertValid, print, printPackage, printPackages, type Resolve } from '../../wit-parser/index.js';
import { firstDifference, shapeOf } from '../support/model-shape.js';
import { nativeTools } from '../support/native.js';
import { requireOrSkip, wasmTools } from '../support/oracles.js';
import { inRepository } from '../support/repository.js';
import { resolveFilesOrThrow } from '../support/resolve-wit.js';
import { seededRandom } from '../support/seeded-random.js';
import { generateWit, witText } from '../support/wit-arbitrary.js';

const FOLDER = inRepository('fixtures', 'wit-parser', 'print');

function resolveText(text: string): Resolve {
  return resolveFilesOrThrow(new Map([['main.wit', text]]), 'main.wit', { allFeatures: true });
}

function resolveFixture(name: string): Resolve {
  return resolveText(readFileSync(`${FOLDER}/${name}.wit`, 'utf8'));
}

describe('print', () => {
  const names = readdirSync(FOLDER).flatMap((file) => /^([a-z]+)\.wit$/.exec(file)?.[1] ?? []);

  it.each(names)('prints the model of %s.wit', async (name) => {
    await expect(print(resolveFixture(name))).toMatchFileSnapshot(`${FOLDER}/${name}.printed.wit`);
  });

  it('leaves out docs, and nothing else, when asked to', () => {
    const resolve = resolveFixture('gates');
    const withDocs = print(resolve).split('\n');
    const expected = withDocs.filter((line) => !line.trimStart().startsWith('///')).join('\n');
    expect(print(resolve, { docs: false })).toBe(expected);
    expect(withDocs.join('\n')).not.toBe(expected);
  });

  it('puts the package that is asked for first', () => {
    const resolve = resolveFixture('packages');
    const other = resolve.packages.find((pkg) => pkg.name.namespace === 'other');
    const text = print(resolve, { package: other ?? resolve.main });
    expect(text).toMatch(/^package other:dep;\n/);
    expect(text).toContain('package demo:main {\n');
  });

  it('keeps an empty doc line, and writes a string literal in ASCII', () => {
    const text = print(resolveFixture('worlds')) + print(resolveFixture('gates'));
    expect(text).toContain('/// The package has docs.\n///\n/// In two paragraphs.\n');
    expect(text).toContain('@external-id("a \\"quoted\\" id \\u{e9}")');
  });

  it('writes text that resolves to an equal model', () => {
    // Without comments: the docs of an interface are printed with each import that gives it a label.
    fc.assert(
      fc.property(witText({ comments: false }), (text) => {
        const resolve = resolveText(text);
        assertValid(resolve);
        expect(firstDifference(shapeOf(resolve), shapeOf(resolveText(print(resolve))))).toBeNull();
      }),
      { numRuns: 100, seed: 3 },
    );
  });

  it('prints what it printed again the same, comments and all', () => {
    fc.assert(
      fc.property(witText(), (text) => {
        const printed = print(resolveText(text));
        expect(print(resolveText(printed))).toBe(printed);
      }),
      { numRuns: 100, seed: 4 },
    );
  });
});

describe('printPackages', () => {
  const resolve = resolveFixture('packages');

  it('names files by package, with the namespace or version only where two share a name', () => {
    expect(printPackages(resolve).map((file) => file.path)).toEqual([
      'deps/demo:dep@0.1.0.wit',
      'deps/demo:dep@0.2.0.wit',
      'deps/record.wit',
      'deps/other:dep.wit',
      'main.wit',
    ]);
  });

  it('writes files that together resolve to an equal model', () => {
    const files = printPackages(resolve).map(({ path, text }) => [`wit/${path}`, text] as const);
    const again = resolveFilesOrThrow(new Map(files), 'wit', {});
    expect(firstDifference(shapeOf(resolve), shapeOf(again))).toBeNull();
  });

  it('is printPackage of each', () => {
    const texts = new Set(printPackages(resolve).map((file) => file.text));
    expect(texts).toEqual(new Set(resolve.packages.map((pkg) => printPackage(pkg))));
  });
});

const program = wasmTools();
const skip = requireOrSkip(program, 'wasmTools');

describe.skipIf(skip)('wasm-tools', () => {
  const native = nativeTools(program ?? '');
  afterAll(() => native.dispose());
  const generated = Array.from({ length: 40 }, (_, seed) => ({
    name: `generated package ${seed}`,
    text: generateWit(seededRandom(seed).below),
  }));
  const fixtures = readdirSync(FOLDER).map((name) => ({
    name,
    text: readFileSync(`${FOLDER}/${name}`, 'utf8'),
  }));

  it.each([...fixtures, ...generated])('prints the same bytes: $name', async ({ text }) => {
    const folder = native.onDisk(new Map([['main.wit', text]]));
    const { stdout } = await native.run(['component', 'wit', '--all-features', `${folder}/main.wit`]);
    expect(print(resolveText(text))).toBe(stdout);
  });

  it('names and fills the files of a directory the same', async () => {
    const text = readFileSync(`${FOLDER}/packages.wit`, 'utf8');
    const folder = native.onDisk(new Map([['main.wit', text]]));
    await native.run(['component', 'wit', `${folder}/main.wit`, '--out-dir', `${folder}/out`]);
    for (const { path, text: printed } of printPackages(resolveText(text))) {
      expect(printed).toBe(readFileSync(`${folder}/out/${path}`, 'utf8'));
    }
  });
});
