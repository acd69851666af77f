import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { formatWit } from '../../format/index.js';
import { mapParallel, nativeTools, type NativeRun } from '../support/native.js';
import { conformanceDir, requireOrSkip, wasmTools } from '../support/oracles.js';
import { seededRandom } from '../support/seeded-random.js';
import { generateWit } from '../support/wit-arbitrary.js';
import { sprinkle } from './sprinkle.js';

const program = wasmTools();
const conformance = conformanceDir();
const native = program === null ? null : nativeTools(program);
afterAll(() => native?.dispose());

/** The JSON that native wasm-tools makes of a text, docs included. */
async function jsonOf(text: string): Promise<NativeRun> {
  if (native === null) throw new Error('native wasm-tools is absent');
  const folder = native.onDisk(new Map([['case.wit', text]]));
  return native.json(path.join(folder, 'case.wit'), ['--all-features']);
}

/** Texts whose model changes when they are formatted; `valid` counts those that have a model. */
async function compare(texts: readonly string[]): Promise<{ changed: readonly string[]; valid: number }> {
  let valid = 0;
  const changed = await mapParallel(texts, 2, async (text) => {
    const before = await jsonOf(text);
    if (!before.ok) return [];
    valid += 1;
    const { value } = formatWit({ path: 'case.wit', text });
    const after = await jsonOf(value);
    return after.stdout === before.stdout ? [] : [text];
  });
  return { changed: changed.flat(), valid };
}

describe.skipIf(requireOrSkip(program, 'wasmTools'))(
  'formatted text has the same model, docs included',
  () => {
    it('in generated files with comments between any two tokens', async () => {
      const texts = Array.from({ length: 60 }, (_, seed) => {
        const random = seededRandom(seed);
        return sprinkle(generateWit(random.below), random, random.pick([2, 5, 20]));
      });
      const { changed, valid } = await compare(texts);
      expect(changed).toEqual([]);
      expect(valid).toBeGreaterThan(50);
    });

    it.skipIf(requireOrSkip(conformance, 'conformance'))(
      'in the files of wit-parser, as they are and with comments',
      async () => {
        const folder = path.join(conformance ?? '', 'wit-parser', 'ui');
        const texts = readdirSync(folder)
          .filter((name) => name.endsWith('.wit'))
          .map((name) => readFileSync(path.join(folder, name), 'utf8'));
        const { changed, valid } = await compare(
          texts.flatMap((text, index) => [text, sprinkle(text, seededRandom(index), 4)]),
        );
        expect(changed).toEqual([]);
        expect(valid).toBeGreaterThan(80);
      },
    );
  },
);
