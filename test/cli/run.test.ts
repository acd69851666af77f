import { existsSync, symlinkSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { runCli } from '../support/run-cli.js';
import { inRepository } from '../support/repository.js';
import { temporaryDirectory } from '../support/temporary-directory.js';
import { guestComponent } from '../support/wasi-guest.js';

const hello = await guestComponent('hello');
const cat = await guestComponent('cat');
const MAIN = inRepository('dist/cli/main.js');
const isBuilt = existsSync(MAIN) && existsSync(inRepository('dist/node/worker.js'));
if (!isBuilt) console.warn('SKIPPED: parts of test/cli/run.test.ts need dist/, run `npm run build` first');

/** Runs `witwright run` with the command that greets. What it writes goes to the output as bytes. */
async function run(...argv: string[]): Promise<{ exitCode: number; stdout: string; stderr: string }> {
  const cwd = temporaryDirectory({ 'hello.wasm': hello, 'policy.json': '{ "run": { "clocks": true } }' });
  const { exitCode, stdout, stderr, binary } = await runCli(['run', ...argv], { cwd });
  return { exitCode, stdout: stdout + (binary?.toString() ?? ''), stderr };
}

describe('witwright run', () => {
  it('runs a command, with its output', async () => {
    expect(await run('hello.wasm')).toEqual({ exitCode: 0, stdout: 'hello\n', stderr: '' });
  });

  it.each([
    ['of the guest, which exits', 'exit', 1],
    ['1 for a `run` that fails', 'fail', 1],
    ['134 for a trap', 'trap', 134],
    ['134 for a capability that cannot be refused otherwise', 'clock', 134],
  ])('has the exit code %s', async (_name, argument, code) => {
    const ended = vi.spyOn(process, 'exit');
    expect(await run('hello.wasm', argument)).toMatchObject({ exitCode: code, stdout: 'hello\n' });
    expect(ended).not.toHaveBeenCalled();
  });

  it('says why a guest ended, and that something was refused', async () => {
    expect((await run('hello.wasm', 'clock')).stderr).toBe(
      'trap: `wasi:clocks/wall-clock#now` needs the capability `clocks`, which was not given\n' +
        'something that it asked for was refused: `--explain-denied` lists it\n',
    );
    expect((await run('hello.wasm', 'trap')).stderr).toMatch(/^trap: .*unreachable/);
  });

  it('lists what was refused, and how it is given', async () => {
    expect((await run('--explain-denied', 'hello.wasm', 'clock')).stderr).toContain(
      'refused:\n  clocks wasi:clocks/wall-clock#now: trap\ngiven by:\n  clocks --clocks\n',
    );
    expect((await run('--explain-denied', 'hello.wasm')).stderr).toBe('nothing was refused\n');
  });

  it('gives what is asked for, by options and by a configuration', async () => {
    expect(await run('--clocks', 'hello.wasm', 'clock')).toMatchObject({ exitCode: 0 });
    expect(await run('--config', 'policy.json', 'hello.wasm', 'clock')).toMatchObject({ exitCode: 0 });
  });

  it('takes the output away where it is told to', async () => {
    const { exitCode, stdout, stderr } = await run('--stdio', 'none', '--explain-denied', 'hello.wasm');
    expect([exitCode, stdout]).toEqual([0, '']);
    expect(stderr).toContain('  stdout wasi:cli/stdout#get-stdout: last-operation-failed\n');
  });

  it.each([[['run']], [['call', 'f()']], [['serve', '--addr', '127.0.0.1:0']]])(
    'is told, like others, that a core module is no component: %s',
    async ([command = '', ...args]) => {
      const cwd = temporaryDirectory({ 'core.wasm': Buffer.of(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0) });
      const [first, ...rest] = args;
      const argv = command === 'call' ? ['core.wasm', first ?? '', ...rest] : [...args, 'core.wasm'];
      const { exitCode, stderr } = await runCli([command, ...argv], { cwd });
      expect(exitCode).toBe(125);
      expect(stderr).toContain('expected a component, found a core module: `core.wasm` [host/core-module]');
    },
  );

  it('leaves the options behind the component to the guest', async () => {
    expect(await run('hello.wasm', '--no-such-option')).toMatchObject({ exitCode: 0, stdout: 'hello\n' });
  });

  it('bounds memory', async () => {
    expect(await run('hello.wasm', 'memory')).toMatchObject({ exitCode: 0 });
    expect(await run('--max-memory', '128KiB', 'hello.wasm', 'memory')).toMatchObject({ exitCode: 1 });
  });

  it.each([
    [['missing.wasm'], 'project/not-found'],
    [['policy.json'], 'project/not-binary'],
    [['--dir', 'missing', 'hello.wasm'], 'run/no-directory'],
    [['--dir', 'a::b::c', 'hello.wasm'], 'policy/bad-directory'],
    [['--env', 'NAME', 'hello.wasm'], 'policy/bad-variable'],
    [['--net', 'a b', 'hello.wasm'], 'policy/bad-net-rule'],
    [['--http', 'ftp://a', 'hello.wasm'], 'policy/bad-http-rule'],
    [['--timeout', 'soon', 'hello.wasm'], 'run/bad-limit'],
    [['--max-memory', '0', 'hello.wasm'], 'run/bad-limit'],
    [['--max-memory', '1KiB', 'hello.wasm'], 'run/over-limit'],
    [['--max-instances', '1', 'hello.wasm'], 'run/over-limit'],
    [['--config', 'missing.json', 'hello.wasm'], 'project/not-found'],
  ])('refuses to start with exit code 125: %j', async (argv, code) => {
    const { exitCode, stdout, stderr } = await run(...argv);
    expect([exitCode, stdout]).toEqual([125, '']);
    expect(stderr).toContain(`[${code}]`);
  });

  it.skipIf(!isBuilt)('stops a guest whose time is over', () => {
    const cwd = temporaryDirectory({ 'hello.wasm': hello });
    const argv = [MAIN, 'run', '--timeout', '1500ms', 'hello.wasm', 'loop'];
    const { status, stdout, stderr } = spawnSync(process.execPath, argv, { cwd, encoding: 'utf8' });
    expect([status, stdout, stderr]).toEqual([
      134,
      'hello\n',
      'trap: the guest was stopped: it had not ended after 1500 ms\n',
    ]);
  });

  it('gives a directory, and nothing outside of it', async () => {
    const cwd = temporaryDirectory({
      'cat.wasm': cat,
      'in/file': 'inside',
      'linked/sub': '',
      secret: 'outside',
    });
    symlinkSync('../secret', path.join(cwd, 'linked', 'file'));
    const given = await runCli(['run', '--dir', 'in::/data:ro', 'cat.wasm'], { cwd });
    expect([given.exitCode, given.binary?.toString()]).toEqual([0, 'inside']);
    const outside = await runCli(['run', '--explain-denied', '--dir', 'linked::/data', 'cat.wasm'], { cwd });
    expect([outside.exitCode, outside.binary]).toEqual([1, undefined]);
    expect(outside.stderr).toContain(
      'wasi:filesystem/types#descriptor.open-at `/data/file`: not-permitted\n',
    );
    const nothing = await runCli(['run', '--explain-denied', 'cat.wasm'], { cwd });
    expect([nothing.exitCode, nothing.binary]).toEqual([1, undefined]);
    expect(nothing.stderr).toContain('wasi:filesystem/preopens#get-directories: empty\n');
  });

  it('says once what is not safe about directories', async () => {
    const { stderr } = await run('--dir', path.resolve('/tmp'), 'hello.wasm');
    expect(stderr.match(/^note: /gm)).toHaveLength(1);
  });
});
