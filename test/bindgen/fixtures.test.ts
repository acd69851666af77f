import { existsSync, readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { temporaryDirectory } from '../support/temporary-directory.js';
import { CASES, SETUPS, SIDES, caseFolder, declarationsOf, tsc, type Setup } from './support.js';

describe.each(CASES)('the declarations of %s', (name) => {
  const wit = readFileSync(path.join(caseFolder(name), 'world.wit'), 'utf8');

  it.each(SIDES)('for the %s are the golden files, and no others', async (side) => {
    const files = declarationsOf(wit, side);
    const folder = path.join(caseFolder(name), side);
    for (const { path: file, text } of files) await expect(text).toMatchFileSnapshot(path.join(folder, file));
    expect(filesIn(folder)).toEqual(files.map((file) => file.path).sort());
  });
});

describe('the golden files', () => {
  it.each(Object.keys(SETUPS) as Setup[])('compile in a project with %s', async (setup) => {
    const groups = SIDES.map((side) => CASES.map((name) => path.join(caseFolder(name), side)));
    expect(await tsc(temporaryDirectory(), groups, setup)).toBe('');
  });

  it('mention neither any nor unknown', () => {
    const sloppy = CASES.flatMap((name) => SIDES.map((side) => path.join(caseFolder(name), side)))
      .flatMap((folder) => filesIn(folder).map((file) => path.join(folder, file)))
      .filter((file) =>
        /\b(?:any|unknown)\b/.test(readFileSync(file, 'utf8').replace(/\/\*\*.*?\*\//gs, '')),
      );
    expect(sloppy).toEqual([]);
  });
});

function filesIn(folder: string): readonly string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)).replaceAll(path.sep, '/'))
    .sort();
}
