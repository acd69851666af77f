import { existsSync, readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { hasErrors } from '../../base/index.js';
import { merge, printPackages } from '../../wit-parser/index.js';
import { readFileMap } from '../support/file-map.js';
import { drawn, resolveFilesOrThrow } from '../support/resolve-wit.js';
import { textDifference } from '../support/text-difference.js';
import type { Failure, Suite } from './suite.js';

/** Two sets of packages that become one, or are refused; a merge that works also works the other way round. */
export const mergeSuite: Suite = {
  folder: 'wit-component/merge',
  needsNative: null,
  cases: (folder) =>
    readdirSync(folder)
      .sort()
      .map((name) => ({ name, run: () => checkMerge(path.join(folder, name)) })),
};

function checkMerge(folder: string): Failure {
  const from = resolveFilesOrThrow(readFileMap(folder, 'from'), 'from');
  const into = resolveFilesOrThrow(readFileMap(folder, 'into'), 'into');
  const merged = merge(into, from);
  const refused = hasErrors(merged.diagnostics);
  if (existsSync(path.join(folder, 'error.txt'))) return refused ? null : 'merged, but is to be refused';
  if (refused) return `refused: ${merged.diagnostics.map(drawn).join('; ')}`;
  if (hasErrors(merge(from, into).diagnostics)) return 'refused the other way round';
  const printed = new Map(
    printPackages(merged.value).map(({ path: file, text }) => [path.basename(file), text]),
  );
  const expected = readdirSync(path.join(folder, 'merge'));
  for (const name of expected) {
    const text = printed.get(name);
    if (text === undefined) return `no package ${name} among ${[...printed.keys()].join(', ')}`;
    const difference = textDifference(text, readFileSync(path.join(folder, 'merge', name), 'utf8'));
    if (difference !== null) return `${name}: ${difference}`;
  }
  return printed.size === expected.length ? null : `packages: ${[...printed.keys()].join(', ')}`;
}
