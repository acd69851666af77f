import { describe, expect, it } from 'vitest';
import { COMMANDS } from '../../cli/commands.js';
import { runCli } from '../support/run-cli.js';

/** The error lines of a command line that is refused. */
async function refusal(...argv: string[]): Promise<string[]> {
  const { exitCode, stdout, stderr } = await runCli(argv, { cwd: '/' });
  expect([exitCode, stdout]).toEqual([2, '']);
  const [error = ''] = stderr.split('\n\n');
  return error.split('\n').map((line) => line.trim());
}

describe('a command line that cannot be understood', () => {
  it('is refused on the standard error with exit code 2, and the way to the explanation', async () => {
    expect(await runCli(['chekc', 'wit'], { cwd: '/' })).toEqual({
      exitCode: 2,
      stdout: '',
      stderr:
        'error: there is no command `chekc` [cli/unknown-command]\n' +
        '  = help: did you mean `check`?\n\n' +
        'To learn more: witwright explain cli/unknown-command\n',
    });
  });

  it('names the nearest option, or all of them', async () => {
    expect(await refusal('check', '--wacth')).toEqual([
      'error: `witwright check` has no option `--wacth` [cli/unknown-option]',
      '= help: did you mean `--watch`?',
    ]);
    expect(await refusal('explain', '--zzzzzzzz')).toContain('= help: one of `--help`');
  });

  it('knows no command also before `--help`', async () => {
    expect(await refusal('bogus', '--help')).toEqual([
      'error: there is no command `bogus` [cli/unknown-command]',
      `= help: one of ${COMMANDS.map(({ name }) => `\`${name}\``).join(', ')}`,
    ]);
  });

  it.each([
    [['types', 'wit'], '`witwright types` needs the option `-o, --out-dir <dir>` [cli/missing-option]'],
    [
      ['types', 'a', 'b', '-o', 'c'],
      '`witwright types` takes at most 1 argument, not 2 [cli/too-many-arguments]',
    ],
    [['check', '--features'], 'the option `--features <names>` needs a value [cli/missing-value]'],
    [
      ['check', '--format', 'xml'],
      'the option `--format <format>` takes `text` or `json`, not `xml` [cli/invalid-value]',
    ],
    [
      ['check', '--quiet', '--verbose'],
      '`--quiet` cannot be combined with `--verbose` [cli/conflicting-options]',
    ],
    [['check', '--watch', '-'], '`--watch` cannot be combined with `-` [cli/conflicting-options]'],
    [['format', '--check', '--diff'], '`--check` cannot be combined with `--diff` [cli/conflicting-options]'],
    [['format', '--write', '-'], '`--write` cannot be combined with `-` [cli/conflicting-options]'],
    [['format', '-', 'a.wit'], '`-` cannot be combined with `a.wit` [cli/conflicting-options]'],
    [
      ['format', '--stdin-filename', 'a.wit'],
      '`witwright format --stdin-filename` needs the argument `-` [cli/missing-argument]',
    ],
    [
      ['inspect', '--format', 'json', '--out-dir', 'x'],
      '`--out-dir` cannot be combined with `--format json` [cli/conflicting-options]',
    ],
    [
      ['inspect', '--format', 'json', '--no-docs'],
      '`--no-docs` cannot be combined with `--format json` [cli/conflicting-options]',
    ],
  ])('%j: %s', async (argv, message) => {
    expect((await refusal(...argv))[0]).toBe(`error: ${message}`);
  });
});

describe('a fault of ours', () => {
  it('is an apology that says what to report, with exit code 3; the stack only with `--debug`', async () => {
    // A directory that is no path makes the loader throw what is no file error.
    const cwd = 0 as unknown as string;
    const { exitCode, stdout, stderr } = await runCli(['check', 'wit'], { cwd });
    expect([exitCode, stdout]).toEqual([3, '']);
    expect(stderr).toMatch(/^internal error: .*\nThis is a fault of witwright, not of your input\./);
    expect(stderr).toContain('the command:  witwright check wit\n');
    expect(stderr).not.toContain('    at ');
    const debug = await runCli(['check', 'wit', '--debug'], { cwd });
    expect(debug.exitCode).toBe(3);
    expect(debug.stderr).toMatch(/\n {4}at /);
  });
});
