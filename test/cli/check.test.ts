import { EventEmitter, once } from 'node:events';
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { schemaErrors } from '../support/json-schema.js';
import { inRepository } from '../support/repository.js';
import { runCli } from '../support/run-cli.js';
import { temporaryDirectory } from '../support/temporary-directory.js';

const GOOD = 'package demo:app;\n\nworld app {\n  export greet: func(name: string) -> string;\n}\n';
const BAD = GOOD.replace('-> string', '-> strng');
const ON_WASI = 'package demo:app;\n\nworld app {\n  import wasi:clocks/wall-clock@0.2.6;\n}\n';

const CASES = inRepository('fixtures/cli/check');
const cases = readdirSync(CASES, { withFileTypes: true }).filter((entry) => entry.isDirectory());
const schema = JSON.parse(readFileSync(inRepository('docs/diagnostics.schema.json'), 'utf8')) as Record<
  string,
  unknown
>;

function check(files: Record<string, string>, argv: readonly string[], options = {}) {
  return runCli(['check', ...argv], { cwd: temporaryDirectory(files), ...options });
}

describe.each(cases)('the findings in $name', ({ name }) => {
  const cwd = path.join(CASES, name);

  it('are drawn on the standard error', async () => {
    const { exitCode, stdout, stderr } = await runCli(['check', 'input'], { cwd });
    expect([exitCode, stdout]).toEqual([1, '']);
    await expect(stderr).toMatchFileSnapshot(path.join(cwd, 'output.txt'));
  });

  it('are printed as JSON on the standard output', async () => {
    const { exitCode, stdout, stderr } = await runCli(['check', 'input', '--format', 'json'], { cwd });
    expect([exitCode, stderr]).toEqual([1, '']);
    expect(schemaErrors(schema, JSON.parse(stdout))).toEqual([]);
    await expect(stdout).toMatchFileSnapshot(path.join(cwd, 'output.json'));
  });
});

describe('check', () => {
  it('says in one line that all is well, and nothing with --quiet', async () => {
    expect(await check({ 'wit/app.wit': GOOD }, [])).toEqual({
      exitCode: 0,
      stdout: '',
      stderr: 'no errors in 1 package, 1 file read\n',
    });
    expect(await check({ 'wit/app.wit': GOOD }, ['--quiet'])).toEqual({
      exitCode: 0,
      stdout: '',
      stderr: '',
    });
  });

  it('prints JSON also when all is well', async () => {
    const { exitCode, stdout, stderr } = await check({ 'app.wit': GOOD }, ['--format', 'json']);
    expect([exitCode, stderr]).toEqual([0, '']);
    expect(JSON.parse(stdout)).toEqual({ version: 1, diagnostics: [], omitted: 0 });
  });

  it('looks in wit/, else in the current directory', async () => {
    expect((await check({ 'app.wit': BAD }, [])).stderr).toMatch(/^app\.wit:4:/);
    expect((await check({ 'app.wit': BAD, 'wit/app.wit': GOOD }, [])).exitCode).toBe(0);
  });

  it('reads the standard input', async () => {
    const { exitCode, stderr } = await check({}, ['-'], { stdin: BAD });
    expect(exitCode).toBe(1);
    expect(stderr).toMatch(/^<stdin>:4:/);
  });

  it('resolves several roots together', async () => {
    const files = {
      'a/a.wit': 'package demo:a;\n\ninterface types {\n  type id = u32;\n}\n',
      'b.wit': 'package demo:b;\n\nworld app {\n  import demo:a/types;\n}\n',
    };
    expect((await check(files, ['b.wit'])).exitCode).toBe(1);
    const { exitCode, stderr } = await check(files, ['b.wit', 'a']);
    expect([exitCode, stderr]).toEqual([0, 'no errors in 2 packages, 2 files read\n']);
  });

  it('knows the WASI packages by itself, says so with --verbose, and not with --strict-deps', async () => {
    const files = { 'wit/app.wit': ON_WASI };
    expect((await check(files, ['--verbose'])).stderr).toMatch(
      /^reads wit\nuses the built-in package wasi:clocks@0\.2\.6, as part of 0\.2\.\d+\n(?:uses .*\n)*no errors in \d packages, 1 file read\n$/,
    );
    const { exitCode, stderr } = await check(files, ['--strict-deps']);
    expect(exitCode).toBe(1);
    expect(stderr).toMatch(/^wit\/app\.wit:4:10: error: .*`wasi:clocks@0\.2\.6`/);
  });

  it('sees items of unstable features only when asked to', async () => {
    const files = {
      'app.wit':
        'package demo:app@1.0.0;\n\n@unstable(feature = next)\ninterface next {}\n\nworld app {\n  import next;\n}\n',
    };
    expect((await check(files, [])).exitCode).toBe(1);
    expect((await check(files, ['--features', 'other,next'])).exitCode).toBe(0);
    expect((await check(files, ['--features', 'other', '--features', 'next'])).exitCode).toBe(0);
    expect((await check(files, ['--all-features'])).exitCode).toBe(0);
  });

  it('reports what only the validator of a binary refuses', async () => {
    const files = {
      'app.wit': 'package demo:app;\n\nworld app {\n  import a-b: func();\n  export a-b: func();\n}\n',
    };
    const clash = files['app.wit'].replace('export a-b', 'import ab');
    expect((await check(files, [])).exitCode).toBe(0);
    expect((await check({ 'app.wit': clash }, [])).exitCode).toBe(1);
  });

  it('has colours on a terminal only, and as NO_COLOR and FORCE_COLOR say', async () => {
    const colored = async (isTTY: boolean, env: Record<string, string>) =>
      (await check({ 'app.wit': BAD }, [], { isTTY, env })).stderr.includes('\u001b[');
    expect(await colored(false, {})).toBe(false);
    expect(await colored(true, {})).toBe(true);
    expect(await colored(true, { NO_COLOR: '1' })).toBe(false);
    expect(await colored(true, { TERM: 'dumb' })).toBe(false);
    expect(await colored(false, { FORCE_COLOR: '1' })).toBe(true);
    expect(await colored(true, { FORCE_COLOR: '0' })).toBe(false);
    expect(await colored(true, { FORCE_COLOR: '1', NO_COLOR: '1' })).toBe(false);
  });
});

describe('check --watch', () => {
  it('checks again when a file changes, until it is interrupted', async () => {
    const cwd = temporaryDirectory({ 'wit/app.wit': GOOD });
    const outputs = new EventEmitter();
    const nextRound = () => once(outputs, 'watching for changes; Ctrl+C stops\n');
    let stop = (): void => undefined;
    const interrupted = new Promise<void>((resolve) => {
      stop = resolve;
    });
    const firstRound = nextRound();
    const run = runCli(['check', '--watch'], { cwd, interrupted, onStderr: (text) => outputs.emit(text) });
    await firstRound;
    const secondRound = nextRound();
    writeFileSync(path.join(cwd, 'wit/app.wit'), BAD);
    await secondRound;
    stop();
    const { exitCode, stderr } = await run;
    expect(exitCode).toBe(130);
    const [first, second] = stderr.split('watching for changes; Ctrl+C stops\n');
    expect(first).toBe('no errors in 1 package, 1 file read\n');
    expect(second).toMatch(/^wit\/app\.wit:4:\d+: error: /);
  });
});
