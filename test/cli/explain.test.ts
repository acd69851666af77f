import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readPages } from '../support/diagnostic-pages.js';
import { inRepository } from '../support/repository.js';
import { runCli } from '../support/run-cli.js';

const explain = (...argv: string[]) => runCli(['explain', ...argv], { cwd: '/' });

describe('explain', () => {
  it.each(['project/not-found', '[project/not-found]', 'Project/Not-Found'])(
    'prints the page of `%s`',
    async (code) => {
      const page = readFileSync(inRepository('docs/diagnostics/project/not-found.md'), 'utf8');
      expect(await explain(code)).toEqual({ exitCode: 0, stdout: page, stderr: '' });
    },
  );

  it('lists all codes, each with the first sentence of its page', async () => {
    const { exitCode, stdout, stderr } = await explain();
    expect([exitCode, stderr]).toEqual([0, '']);
    const lines = stdout.trimEnd().split('\n');
    expect(lines.map((line) => line.split(' ')[0])).toEqual(readPages().map(({ code }) => code));
    expect(stdout).toMatch(/^project\/not-found +There is no file or directory at the path\.$/m);
  });

  it.each([
    ['project/not-fuond', 'did you mean `project/not-found`?'],
    ['not-found', 'did you mean `project/not-found`?'],
    ['nonsense', '`witwright explain` lists all codes'],
    ['../README', '`witwright explain` lists all codes'],
  ])('answers `%s` with: %s', async (code, help) => {
    const { exitCode, stdout, stderr } = await explain(code);
    expect([exitCode, stdout]).toEqual([2, '']);
    expect(stderr).toContain(
      `error: there is no diagnostic \`${code}\` [cli/unknown-code]\n  = help: ${help}\n`,
    );
  });
});
