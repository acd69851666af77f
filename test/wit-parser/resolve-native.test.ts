import { readdirSync } from 'node:fs';
import { afterAll, describe, expect, it } from 'vitest';
import { hasErrors } from '../../base/index.js';
import { toJson } from '../../wit-parser/index.js';
import { readFileMap } from '../support/file-map.js';
import { FEATURE_MODES, nativeTools } from '../support/native.js';
import { requireOrSkip, wasmTools } from '../support/oracles.js';
import { inRepository } from '../support/repository.js';
import { resolveFiles } from '../support/resolve-wit.js';

const FOLDER = inRepository('fixtures', 'wit-parser', 'resolve');
const program = wasmTools();

/** Cases where we accept more than wasm-tools on purpose; the reason is at the rule. */
const DEPARTURES = new Set(['anonymous-gate.wit no flag', 'anonymous-gate.wit --features active']);

describe.skipIf(requireOrSkip(program, 'wasmTools'))('resolve and native wasm-tools', () => {
  const native = nativeTools(program ?? '');
  afterAll(() => native.dispose());

  const accepted = readdirSync(`${FOLDER}/pass`).filter((name) => !name.endsWith('.json'));
  const runs = accepted.flatMap((name) =>
    FEATURE_MODES.map((mode) => ({ name, mode, departs: DEPARTURES.has(`${name} ${mode.name}`) })),
  );

  it.each(runs.filter(({ departs }) => !departs))(
    'agree on $name with $mode.name',
    async ({ name, mode }) => {
      const ours = resolveFiles(readFileMap(`${FOLDER}/pass`, name), name, mode.options);
      const theirs = await native.json(`${FOLDER}/pass/${name}`, mode.flags);
      expect(theirs.stderr).toBe('');
      expect(ours.value === null ? null : toJson(ours.value)).toBe(theirs.stdout);
    },
  );

  it.each(runs.filter(({ departs }) => departs))(
    'differ on $name with $mode.name',
    async ({ name, mode }) => {
      const ours = resolveFiles(readFileMap(`${FOLDER}/pass`, name), name, mode.options);
      const theirs = await native.json(`${FOLDER}/pass/${name}`, mode.flags);
      expect([hasErrors(ours.diagnostics), theirs.ok]).toEqual([false, false]);
    },
  );

  const refused = readdirSync(`${FOLDER}/fail`).filter((name) => name.endsWith('.wit'));

  it.each(refused)('both refuse %s', async (name) => {
    const ours = resolveFiles(readFileMap(`${FOLDER}/fail`, name), name);
    const theirs = await native.json(`${FOLDER}/fail/${name}`);
    expect([hasErrors(ours.diagnostics), theirs.ok]).toEqual([true, false]);
  });
});
