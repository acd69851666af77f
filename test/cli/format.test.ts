import { describe, expect, it } from 'vitest';
import { runCli } from '../support/run-cli.js';
import { contentsOf, temporaryDirectory } from '../support/temporary-directory.js';

const UGLY = 'package   demo:app ;\n\nworld app { export greet : func( name:string ) -> string; }\n';
const PRETTY = 'package demo:app;\n\nworld app {\n  export greet: func(name: string) -> string;\n}\n';
const BROKEN = 'package demo:app;\n\nworld app {\n';

function inDirectory(files: Record<string, string>) {
  const cwd = temporaryDirectory(files);
  return {
    cwd,
    format: (argv: readonly string[], stdin = '') => runCli(['format', ...argv], { cwd, stdin }),
  };
}

describe('format', () => {
  it('prints one file', async () => {
    const { format, cwd } = inDirectory({ 'app.wit': UGLY });
    expect(await format(['app.wit'])).toEqual({ exitCode: 0, stdout: PRETTY, stderr: '' });
    expect(contentsOf(cwd)).toEqual({ 'app.wit': UGLY });
  });

  it('formats the standard input, which errors call by the given name', async () => {
    const { format } = inDirectory({});
    expect(await format(['-'], UGLY)).toEqual({ exitCode: 0, stdout: PRETTY, stderr: '' });
    const { exitCode, stdout, stderr } = await format(['-', '--stdin-filename', 'src/app.wit'], BROKEN);
    expect([exitCode, stdout]).toEqual([1, '']);
    expect(stderr).toMatch(/^src\/app\.wit:\d+:\d+: error: /);
  });

  it('does not print several files in a row', async () => {
    const { format } = inDirectory({ 'wit/a.wit': UGLY, 'wit/b.wit': PRETTY });
    const { exitCode, stdout, stderr } = await format([]);
    expect([exitCode, stdout]).toEqual([2, '']);
    expect(stderr).toContain('error: 2 files cannot be formatted to one output: say what to do with them');
  });

  it('with --write changes the files that are not formatted, and not the dependencies', async () => {
    const files = {
      'wit/a.wit': UGLY,
      'wit/b.wit': PRETTY,
      'wit/deps/c.wit': UGLY,
      'wit/.hidden/d.wit': UGLY,
    };
    const { format, cwd } = inDirectory(files);
    expect(await format(['--write'])).toEqual({
      exitCode: 0,
      stdout: '',
      stderr: 'formatted 1 file, 1 unchanged\n',
    });
    expect(contentsOf(cwd)).toEqual({ ...files, 'wit/a.wit': PRETTY });
    expect(await format(['--write', 'wit/deps', '--quiet'])).toEqual({ exitCode: 0, stdout: '', stderr: '' });
    expect(contentsOf(cwd)['wit/deps/c.wit']).toBe(PRETTY);
  });

  it('with --write leaves a file with syntax errors as it is', async () => {
    const { format, cwd } = inDirectory({ 'a.wit': BROKEN, 'b.wit': UGLY });
    const { exitCode, stderr } = await format(['--write', 'a.wit', 'b.wit']);
    expect(exitCode).toBe(1);
    expect(stderr).toMatch(/^a\.wit:\d+:\d+: error: /m);
    expect(contentsOf(cwd)).toEqual({ 'a.wit': BROKEN, 'b.wit': PRETTY });
  });

  it('with --check reports each file that is not formatted, at the first difference', async () => {
    const { format } = inDirectory({ 'wit/a.wit': UGLY, 'wit/b.wit': PRETTY });
    const { exitCode, stdout, stderr } = await format(['--check', 'wit']);
    expect([exitCode, stdout]).toEqual([1, '']);
    expect(stderr).toBe(
      [
        'wit/a.wit:1:9: error: `wit/a.wit` is not formatted [format/not-formatted]',
        '  |',
        '1 | package   demo:app ;',
        '  |         ^ the first difference',
        '  |',
        '  = help: `witwright format --write wit/a.wit` formats it',
        '',
        '1 error in 1 file',
        'To learn more: witwright explain format/not-formatted',
        '',
      ].join('\n'),
    );
    expect(await format(['--check', 'wit/b.wit'])).toEqual({
      exitCode: 0,
      stdout: '',
      stderr: '1 file formatted\n',
    });
  });

  it('with --diff prints a patch and exits with 1 if there is one', async () => {
    const { format, cwd } = inDirectory({ 'a.wit': UGLY, 'b.wit': PRETTY });
    const { exitCode, stdout, stderr } = await format(['--diff', 'a.wit', 'b.wit']);
    expect([exitCode, stderr]).toEqual([1, '']);
    expect(stdout).toContain('--- a.wit\n+++ a.wit (formatted)\n@@');
    expect(stdout).toContain('\n-package   demo:app ;\n+package demo:app;\n');
    expect(stdout).not.toContain('b.wit');
    expect(contentsOf(cwd)['a.wit']).toBe(UGLY);
    expect(await format(['--diff', 'b.wit'])).toEqual({ exitCode: 0, stdout: '', stderr: '' });
  });

  it('names a missing file, and formats the others', async () => {
    const { format } = inDirectory({ 'wit/app.wit': UGLY });
    const { exitCode, stderr } = await format(['--write', 'wit/ap.wit', 'wit/app.wit']);
    expect(exitCode).toBe(2);
    expect(stderr).toContain(
      'error: `wit/ap.wit` does not exist [project/not-found]\n  = help: did you mean `wit/app.wit`?',
    );
  });
});
