import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { hexOf, bytesOfHex } from '../support/hex.js';
import { countersBytes, countersText } from '../support/counters.js';
import { deskBytes } from '../support/desk.js';
import { nativeTools } from '../support/native.js';
import { requireOrSkip, wasmTools } from '../support/oracles.js';
import { assemble } from '../support/page-binaries.js';
import { runCli, type CliRun } from '../support/run-cli.js';

const cwd = mkdtempSync(path.join(tmpdir(), 'witwright-call-'));
afterAll(() => rmSync(cwd, { recursive: true }));
writeFileSync(path.join(cwd, 'counters.wasm'), countersBytes());
writeFileSync(path.join(cwd, 'desk.wasm'), deskBytes());

function call(calls: string, ...flags: readonly string[]): Promise<CliRun> {
  return runCli(['call', 'counters.wasm', calls, ...flags], { cwd });
}

describe('witwright call', () => {
  it.each([
    ['a function of the world', 'greet("you")', '"hello, you"'],
    ['a function of an interface, named or not', 'counters#start(); make(4).get()', '1\n4'],
    ['a record, its option left out', 'turn({x: 1, y: 2}); turn({x: 0})', '{x: 2, y: some(1)}\n{x: 0}'],
    ['a function without a result', 'nothing()', '()'],
    ['a result', 'divide(7, 2); check(1)', 'ok(3)\nok'],
    ['a resource, its methods and properties', 'c = counter(3); c.inc(2); c.get(); c.value; c.value = 9; c.get()', '5\n5\n5\n()\n9'],
    ['a chain', 'counter(3).inc(2)', '5'],
    ['a static function and property', 'counter.parse("7").inc(1); counter.limit', '8\n99'],
    ['a resource of another interface', 'c = make(4); other#peek(c)', '4'],
    ['resources as arguments', 'a = counter(1); b = counter(2); sum(a, b); b.get()', '3\n2'],
    ['values as arguments', 'p = turn({x: 1, y: 2}); turn(p)', '{x: 1, y: some(2)}'],
    ['properties of the world', 'level; #level = 7; level', '1\n()\n7'],
    ['handles by their resource and number', 'counter(1); counter.parse("1")', '<counter 1>\nok(<counter 2>)'],
  ])('prints %s', async (_, calls, printed) => {
    expect(await call(calls)).toEqual({ exitCode: 0, stdout: `${printed}\n`, stderr: '' });
  }); // prettier-ignore

  it('ends the line at an error, with exit code 1', async () => {
    expect(await call('divide(1, 1); divide(1, 0); nothing()')).toEqual({
      exitCode: 1,
      stdout: 'ok(1)\nerr("divided by zero")\n',
      stderr: '',
    });
    expect(await call('c = counter.parse("none"); c.get()')).toEqual({
      exitCode: 1,
      stdout: 'err("no number")\n',
      stderr: '',
    });
  });

  it('says where it trapped, with exit code 134', async () => {
    const { exitCode, stdout, stderr } = await call('nothing(); check(10); nothing()');
    expect([exitCode, stdout]).toEqual([134, '()\n']);
    expect(stderr).toMatch(/^trap: test:calls\/counters@1\.0\.0#check: .*unreachable/);
  });

  it('runs nothing where something is wrong, with exit code 125', async () => {
    const { exitCode, stdout, stderr } = await call('greet("you"); greet(1); gret("you")');
    expect([exitCode, stdout]).toEqual([125, '']);
    expect(stderr).toContain('<calls>:1:21: error: expected `string`, found an integer [wave/type-mismatch]');
    expect(stderr).toContain('<calls>:1:25: error: the component has no function `gret` [call/unknown-name]');
  });

  it('says which imports nobody gives', async () => {
    const { exitCode, stderr } = await runCli(['call', 'desk.wasm', 'greet("you")'], { cwd });
    expect(exitCode).toBe(125);
    expect(stderr).toContain('test:desk/store@0.1.0');
  });

  it('says that a core module is no component, and that there is none', async () => {
    writeFileSync(path.join(cwd, 'module.wasm'), bytesOfHex(countersText('hex')));
    for (const [file, code] of [
      ['module.wasm', 'host/core-module'],
      ['missing.wasm', 'project/not-found'],
    ] as const) {
      const { exitCode, stderr } = await runCli(['call', file, 'f()'], { cwd });
      expect([exitCode, stderr]).toEqual([125, expect.stringContaining(code)]);
    }
  });

  it('prints a JSON object for each statement with `--format json`', async () => {
    const { exitCode, stdout } = await call(
      'c = counter(3); c.inc(1); divide(1, 0)',
      '--format',
      'json',
    );
    expect(exitCode).toBe(1);
    expect(stdout.trimEnd().split('\n').map((line): unknown => JSON.parse(line))).toEqual([
      { call: 'c = counter(3)', name: 'c', result: '<counter 1>', failed: false },
      { call: 'c.inc(1)', name: null, result: '4', failed: false },
      { call: 'divide(1, 0)', name: null, result: 'err("divided by zero")', failed: true },
    ]);
  }); // prettier-ignore

  it('reads calls from a file, or one argument, not both', async () => {
    writeFileSync(path.join(cwd, 'calls.txt'), '// greets\ngreet("you");\nnothing();\n');
    const run = (...argv: readonly string[]): Promise<CliRun> =>
      runCli(['call', 'counters.wasm', ...argv], { cwd });
    expect(await run('-f', 'calls.txt')).toMatchObject({ exitCode: 0, stdout: '"hello, you"\n()\n' });
    expect(await run('nothing()', '-f', 'calls.txt')).toMatchObject({
      exitCode: 2,
      stderr: expect.stringContaining('cli/conflicting-options'),
    });
    expect(await run()).toMatchObject({
      exitCode: 2,
      stderr: expect.stringContaining('cli/missing-argument'),
    });
    expect(await run('-f', 'none.txt')).toMatchObject({ exitCode: 125, stdout: '' });
  });
});

const program = wasmTools();
const native = program === null ? null : nativeTools(program);
afterAll(() => native?.dispose());

describe.skipIf(requireOrSkip(program, 'wasmTools'))('the component that is called', () => {
  it('has the bytes of its text', async () => {
    if (native === null) return;
    expect(hexOf(bytesOfHex(countersText('hex')))).toBe(hexOf(await assemble(native, countersText('wat'))));
  });
});
