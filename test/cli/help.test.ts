import { describe, expect, it } from 'vitest';
import { COMMANDS } from '../../cli/commands.js';
import { createProgram } from '../../cli/program.js';
import { inRepository } from '../support/repository.js';
import { runCli, testIo } from '../support/run-cli.js';

const NAMES = COMMANDS.map(({ name }) => name);
/** More than this and nobody reads them. */
const MOST_OPTIONS = 10;

describe('help', () => {
  it.each(NAMES)('of `%s` begins with examples', async (command) => {
    const { exitCode, stdout, stderr } = await runCli([command, '--help'], { cwd: '/' });
    expect([exitCode, stderr]).toEqual([0, '']);
    expect(stdout).toMatch(/^Examples:\n(?: {2}.*witwright .*\n){2,6}\nUsage: witwright /);
    await expect(stdout).toMatchFileSnapshot(inRepository('fixtures/cli/help', `${command}.txt`));
  });

  it('of the program lists the commands, on the standard output when asked for', async () => {
    const { exitCode, stdout, stderr } = await runCli(['--help'], { cwd: '/' });
    expect([exitCode, stderr]).toEqual([0, '']);
    await expect(stdout).toMatchFileSnapshot(inRepository('fixtures/cli/help/witwright.txt'));
  });

  it('is the answer to no arguments at all, as an error', async () => {
    const asked = await runCli(['--help'], { cwd: '/' });
    expect(await runCli([], { cwd: '/' })).toEqual({ exitCode: 2, stdout: '', stderr: asked.stdout });
  });

  it.each(NAMES)('of `%s` is short: it has at most ten options under a heading', async (name) => {
    const host = { io: testIo({ cwd: '/' }).io, exit: () => undefined };
    const [command] = (await createProgram(name, host)).commands;
    expect(command?.name()).toBe(name);
    const shown = (command?.options ?? []).filter(({ hidden }) => !hidden);
    const headings = shown.map(({ helpGroupHeading }) => helpGroupHeading ?? '');
    const counts = [...new Set(headings)].map((one) => headings.filter((other) => other === one).length);
    expect(Math.max(0, ...counts)).toBeLessThanOrEqual(MOST_OPTIONS);
  });
});

describe('--version', () => {
  it('prints the version and nothing else', async () => {
    const { exitCode, stdout, stderr } = await runCli(['--version'], { cwd: '/' });
    expect([exitCode, stderr]).toEqual([0, '']);
    expect(stdout).toMatch(/^\d+\.\d+\.\d+\S*\n$/);
  });
});
