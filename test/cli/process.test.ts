import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { inRepository } from '../support/repository.js';
import { contentsOf, temporaryDirectory } from '../support/temporary-directory.js';

const MAIN = inRepository('dist/cli/main.js');
const GOOD = 'package demo:app;\n\nworld app {\n  export greet: func(name: string) -> string;\n}\n';
const BAD = GOOD.replace('-> string', '-> strng');

if (!existsSync(MAIN))
  console.warn('SKIPPED: test/cli/process.test.ts needs dist/, run `npm run build` first');

/** A running `witwright` as users have it: the built command in a process of its own. */
class Process {
  readonly child: ChildProcessWithoutNullStreams;
  stdout = '';
  stderr = '';

  constructor(argv: readonly string[], cwd: string) {
    this.child = spawn(process.execPath, [MAIN, ...argv], { cwd, env: { PATH: process.env['PATH'] } });
    this.child.stdout.setEncoding('utf8').on('data', (text: string) => (this.stdout += text));
    this.child.stderr.setEncoding('utf8').on('data', (text: string) => (this.stderr += text));
    onTestFinished(() => void this.child.kill('SIGKILL'));
  }

  /** Resolves when the standard error holds `text`. */
  async says(text: string): Promise<void> {
    while (!this.stderr.includes(text)) {
      if (this.child.exitCode !== null) throw new Error(`ended with ${this.child.exitCode}: ${this.stderr}`);
      await new Promise((resolve) => {
        this.child.stderr.once('data', resolve);
        this.child.once('close', resolve);
      });
    }
  }

  async exit(): Promise<{ exitCode: number | null; stdout: string; stderr: string }> {
    const exitCode = await new Promise<number | null>((resolve) => this.child.once('close', resolve));
    return { exitCode, stdout: this.stdout, stderr: this.stderr };
  }
}

describe.skipIf(!existsSync(MAIN))('the built command', () => {
  it.each([
    [['check'], GOOD, 0],
    [['check'], BAD, 1],
    [['chekc'], GOOD, 2],
    [['format', '--check'], GOOD, 0],
    [['inspect', '--format', 'json'], GOOD, 0],
    [['types', '-o', 'out'], GOOD, 0],
    [['explain', 'cli/unknown-command'], GOOD, 0],
    [['explain'], GOOD, 0],
    [['--version'], GOOD, 0],
  ])('%j exits as from its sources', async (argv, text, exitCode) => {
    const cwd = temporaryDirectory({ 'wit/app.wit': text });
    expect(await new Process(argv, cwd).exit()).toMatchObject({ exitCode });
  });

  it('reads the standard input', async () => {
    const run = new Process(['format', '-'], temporaryDirectory());
    run.child.stdin.end(GOOD.replaceAll('  ', '\t'));
    expect(await run.exit()).toEqual({ exitCode: 0, stdout: GOOD, stderr: '' });
  });

  it('ends without a word when its reader goes away', async () => {
    const functions = Array.from({ length: 20_000 }, (_, index) => `  fn-${index}: func();\n`).join('');
    const cwd = temporaryDirectory({
      'wit/app.wit': `package demo:app;\n\ninterface many {\n${functions}}\n`,
    });
    const run = new Process(['inspect'], cwd);
    run.child.stdout.destroy();
    expect((await run.exit()).stderr).toBe('');
  });

  it('watches until SIGINT, and exits with 130', async () => {
    const cwd = temporaryDirectory({ 'wit/app.wit': GOOD });
    const run = new Process(['check', '--watch'], cwd);
    await run.says('watching for changes');
    expect(run.stderr).toContain('no errors in 1 package');
    writeFileSync(path.join(cwd, 'wit/app.wit'), BAD);
    await run.says('[wit/unknown-type]');
    run.child.kill('SIGINT');
    expect((await run.exit()).exitCode).toBe(130);
  });

  it('leaves nothing behind when a set of files cannot be written', async () => {
    const files = { 'wit/app.wit': GOOD, 'out/app.d.ts': '// Mine.\n' };
    const cwd = temporaryDirectory(files);
    const { exitCode, stderr } = await new Process(['types', '-o', 'out'], cwd).exit();
    expect(exitCode).toBe(2);
    expect(stderr).toContain('[output/not-generated]');
    expect(contentsOf(cwd)).toEqual(files);
  });
});
