import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { CASES } from './support.js';
import { conformanceDir, requireOrSkip } from '../support/oracles.js';
import { checkWorlds } from './witness/check-worlds.js';
import { fixtureWorlds, wasiWorlds, witBindgenWorlds, type NamedWorld } from './witness/corpora.js';

/** Another number gives other variants: WITWRIGHT_SEED=7 */
const SEED = Number(process.env['WITWRIGHT_SEED'] ?? 1);

const conformance = conformanceDir();

/** Worlds from outside, and how many there are at least. */
const CORPORA: readonly (readonly [
  name: string,
  least: number,
  read: (folder: string) => readonly NamedWorld[],
])[] = [
  ['WASI', 25, (folder) => wasiWorlds(path.join(folder, 'wasi'))],
  ['wit-bindgen', 126, (folder) => witBindgenWorlds(path.join(folder, 'wit-bindgen', 'codegen'))],
];

const SIDES = ['host', 'guest'] as const;

const TIMEOUT = 180_000;

describe.skipIf(requireOrSkip(conformance, 'conformance')).each(CORPORA)(
  'declarations of the worlds of %s',
  (_name, least, read) => {
    it.each(SIDES)(
      'let a program of the %s use all of a world, and none with one type changed',
      (side) => {
        const worlds = read(conformance ?? '');
        expect(worlds.length).toBeGreaterThanOrEqual(least);
        const { errors, unseen, variants } = checkWorlds(worlds, side, SEED);
        expect({ errors, unseen }).toEqual({ errors: [], unseen: [] });
        // Ten for each world, but for the few that have less to change.
        expect(variants).toBeGreaterThan(8 * worlds.length);
      },
      TIMEOUT,
    );
  },
);

describe('declarations of the worlds of the fixtures', () => {
  it.each(SIDES)(
    'let a program of the %s use all of a world, and none with one type changed',
    (side) => {
      const { errors, unseen, variants } = checkWorlds(fixtureWorlds(), side, SEED);
      expect({ errors, unseen }).toEqual({ errors: [], unseen: [] });
      expect(variants).toBeGreaterThan(8 * CASES.length);
    },
    TIMEOUT,
  );
});
