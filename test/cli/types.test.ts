import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { runCli } from '../support/run-cli.js';
import { contentsOf, temporaryDirectory } from '../support/temporary-directory.js';

const APP =
  'package demo:app;\n\nworld app {\n  import wasi:clocks/wall-clock@0.2.3;\n  export greet: func(name: string) -> string;\n}\n';
const TWO_WORLDS = `${APP}\nworld other {\n}\n`;

describe('types', () => {
  it('writes the declarations of the only world, and says so in one line', async () => {
    const cwd = temporaryDirectory({ 'wit/app.wit': APP });
    const { exitCode, stdout, stderr } = await runCli(['types', '-o', 'out'], { cwd });
    expect([exitCode, stdout]).toEqual([0, '']);
    const files = contentsOf(path.join(cwd, 'out'));
    expect(stderr).toBe(`wrote ${Object.keys(files).length} files to out\n`);
    expect(files['app.d.ts']).toContain('greet: (name: string) => string;');
    expect((await runCli(['types', '-o', 'out', '--quiet'], { cwd })).stderr).toBe('');
  });

  it('writes those of a guest when asked to', async () => {
    const cwd = temporaryDirectory({ 'wit/app.wit': APP });
    await runCli(['types', '-o', 'host'], { cwd });
    await runCli(['types', '-o', 'guest', '--guest'], { cwd });
    expect(contentsOf(path.join(cwd, 'guest'))).not.toEqual(contentsOf(path.join(cwd, 'host')));
  });

  it('asks which world, where there are several', async () => {
    const cwd = temporaryDirectory({ 'wit/app.wit': TWO_WORLDS });
    const { exitCode, stderr } = await runCli(['types', '-o', 'out'], { cwd });
    expect(exitCode).toBe(2);
    expect(stderr).toContain('`app`');
    expect(stderr).toContain('`other`');
    expect(Object.keys(contentsOf(cwd))).toEqual(['wit/app.wit']);
    const misspelt = await runCli(['types', '-o', 'out', '--world', 'othre'], { cwd });
    expect(misspelt.stderr).toContain('did you mean `other`?');
    expect((await runCli(['types', '-o', 'out', '--world', 'other'], { cwd })).exitCode).toBe(0);
  });

  it('with --check compares, and writes nothing', async () => {
    const cwd = temporaryDirectory({ 'wit/app.wit': APP });
    const check = () => runCli(['types', '-o', 'out', '--check'], { cwd });
    const missing = await check();
    expect(missing.exitCode).toBe(1);
    expect(missing.stderr).toContain('error: `out/app.d.ts` has not been generated [types/out-of-date]');
    expect(Object.keys(contentsOf(cwd))).toEqual(['wit/app.wit']);
    await runCli(['types', '-o', 'out'], { cwd });
    const clean = await check();
    expect([clean.exitCode, clean.stderr]).toEqual([
      0,
      expect.stringMatching(/^\d files in out up to date\n$/),
    ]);
    writeFileSync(path.join(cwd, 'wit/app.wit'), APP.replace('greet', 'welcome'));
    const stale = await check();
    expect(stale.exitCode).toBe(1);
    expect(stale.stderr).toContain(
      'error: `out/app.d.ts` differs from what would be generated [types/out-of-date]',
    );
  });

  it('replaces what it generated, and nothing else', async () => {
    const cwd = temporaryDirectory({ 'wit/app.wit': APP });
    await runCli(['types', '-o', 'out'], { cwd });
    writeFileSync(path.join(cwd, 'wit/app.wit'), APP.replace('greet', 'welcome'));
    expect((await runCli(['types', '-o', 'out'], { cwd })).exitCode).toBe(0);
    const generated = contentsOf(path.join(cwd, 'out'));
    expect(generated['app.d.ts']).toContain('welcome');
    writeFileSync(path.join(cwd, 'out/app.d.ts'), 'export type Mine = 1;\n');
    const refused = await runCli(['types', '-o', 'out'], { cwd });
    expect(refused.exitCode).toBe(2);
    expect(contentsOf(path.join(cwd, 'out'))['app.d.ts']).toBe('export type Mine = 1;\n');
    expect((await runCli(['types', '-o', 'out', '--force'], { cwd })).exitCode).toBe(0);
    expect(contentsOf(path.join(cwd, 'out'))).toEqual(generated);
  });

  it('writes nothing for a package with errors', async () => {
    const cwd = temporaryDirectory({ 'wit/app.wit': APP.replace('-> string', '-> strng') });
    expect((await runCli(['types', '-o', 'out'], { cwd })).exitCode).toBe(1);
    expect(Object.keys(contentsOf(cwd))).toEqual(['wit/app.wit']);
  });
});
