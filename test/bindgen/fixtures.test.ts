import { existsSync, readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import prettier from 'prettier';
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
    const withoutComments = (text: string): string => text.replace(/\/\*\*.*?\*\//gs, '');
    const sloppy = goldenFiles().filter((file) =>
      /\b(?:any|unknown)\b/.test(withoutComments(readFileSync(file, 'utf8'))),
    );
    expect(sloppy).toEqual([]);
  });

  it('need no formatter', async () => {
    const options = { parser: 'typescript', singleQuote: true, printWidth: 100 };
    const unformatted: string[] = [];
    for (const file of goldenFiles()) {
      if (!(await prettier.check(readFileSync(file, 'utf8'), options))) unformatted.push(file);
    }
    expect(unformatted).toEqual([]);
  });
});

function goldenFiles(): readonly string[] {
  const folders = CASES.flatMap((name) => SIDES.map((side) => path.join(caseFolder(name), side)));
  return folders.flatMap((folder) => filesIn(folder).map((file) => path.join(folder, file)));
}

function filesIn(folder: string): readonly string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)).replaceAll(path.sep, '/'))
    .sort();
}
