import { copyFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { coreModuleBytes } from '../support/core-module.js';
import { reactorAdapter, requireOrSkip } from '../support/oracles.js';
import { runCli } from '../support/run-cli.js';
import { temporaryDirectory } from '../support/temporary-directory.js';

const adapter = reactorAdapter();

const MODULE = coreModuleBytes({
  imports: {
    'wasi_snapshot_preview1 fd_write': 'i32 i32 i32 i32 -> i32',
    'wasi_snapshot_preview1 random_get': 'i32 i32 -> i32',
  },
  exports: { greet: '', cabi_realloc: 'i32 i32 i32 i32 -> i32' },
  exportsMemories: ['memory'],
});

const WIT = 'package demo:app;\n\nworld app {\n  export greet: func();\n}\n';

/** A directory with the module, which says for which world it is. */
async function prepare() {
  const cwd = temporaryDirectory({ 'app.wit': WIT });
  writeFileSync(path.join(cwd, 'app.wasm'), MODULE);
  const run = (...argv: string[]) => runCli(argv, { cwd });
  expect(await run('embed', 'app.wit', 'app.wasm', '-o', 'embedded.wasm')).toMatchObject({ exitCode: 0 });
  return { cwd, run };
}

describe('a module of WASI preview 1', () => {
  it('is told which published adapter to pass', async () => {
    const { run } = await prepare();
    const { exitCode, stderr } = await run('new', 'embedded.wasm', '-o', 'component.wasm');
    expect(exitCode).toBe(1);
    expect(stderr).toContain('[module/missing-adapter]');
    expect(stderr).toContain('`--adapt wasi_snapshot_preview1=wasi_snapshot_preview1.reactor.wasm`');
    expect(stderr).toContain('https://github.com/bytecodealliance/wasmtime/releases');
  });

  it.skipIf(requireOrSkip(adapter, 'reactorAdapter'))('becomes a component with that file', async () => {
    if (adapter === null) throw new Error('no adapter');
    const { cwd, run } = await prepare();
    const { stderr: advice } = await run('new', 'embedded.wasm', '-o', 'component.wasm');
    const [, flag = '', value = ''] = /`(--adapt) (\S+)`/.exec(advice) ?? [];
    copyFileSync(adapter, path.join(cwd, value.slice(value.indexOf('=') + 1)));
    const made = await run('new', 'embedded.wasm', flag, value, '-o', 'component.wasm');
    expect(made).toMatchObject({ exitCode: 0 });
    expect(await run('validate', 'component.wasm')).toMatchObject({ exitCode: 0 });
    const { stdout } = await run('inspect', 'component.wasm', '--format', 'wit');
    expect(stdout).toContain('import wasi:random/random@0.2');
    expect(stdout).toContain('export greet: func();');
    expect(stdout).not.toContain('wasi:sockets');
  });
});
