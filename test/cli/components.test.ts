import { EventEmitter, once } from 'node:events';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { decodeComponent, wholeFile } from '../../component/index.js';
import { inRepository } from '../support/repository.js';
import { runCli, type CliRun } from '../support/run-cli.js';
import { contentsOf, temporaryDirectory } from '../support/temporary-directory.js';

const FILES = {
  'wit/app.wit': `package demo:app@1.0.0;

world app {
  import demo:log/sink@0.2.0;
  import now: func() -> u64;
  export run: func(args: list<string>) -> result<_, string>;
  export demo:log/levels@0.2.0;
}

world other {
  export stop: func();
}
`,
  'wit/deps/log.wit': `package demo:log@0.2.0;

interface levels {
  enum level { debug, warning }
  least: func() -> level;
}

interface sink {
  use levels.{level};
  write: func(at: level, text: string);
  flush: func();
}
`,
};

/** A folder with a dummy component of the world, made by the command line alone. */
async function made(): Promise<string> {
  const cwd = temporaryDirectory(FILES);
  await succeed(cwd, 'embed', 'wit', '-w', 'app', '--dummy-names', 'legacy', '-o', 'embedded.wasm');
  await succeed(cwd, 'new', 'embedded.wasm', '-o', 'app.wasm', '--quiet');
  return cwd;
}

async function succeed(cwd: string, ...argv: string[]): Promise<CliRun> {
  const run = await runCli(argv, { cwd });
  expect([argv.join(' '), run.exitCode, run.stderr]).toEqual([argv.join(' '), 0, expect.any(String)]);
  return run;
}

/** The findings of a run, without the rows that show the place. */
function findings({ stderr }: CliRun): string[] {
  return stderr.split('\n').filter((line) => /(?:^|: )(?:error|warning): /.test(line));
}

describe('embed and new', () => {
  it('make a component that validates', async () => {
    const cwd = await made();
    const { stderr } = await succeed(cwd, 'validate', 'app.wasm', 'embedded.wasm');
    expect(stderr).toMatch(/^app\.wasm: a valid component, .*\nembedded\.wasm: a valid core module, .*\n$/);
  });

  it('say what was written', async () => {
    const cwd = await made();
    const { stderr } = await succeed(cwd, 'new', 'embedded.wasm', '-o', 'again.wasm');
    expect(stderr).toMatch(/^wrote again\.wasm, \d+(?:\.\d)? (?:bytes|kB)\n$/);
    expect(readFileSync(path.join(cwd, 'again.wasm'))).toEqual(readFileSync(path.join(cwd, 'app.wasm')));
  });

  it('give the bytes to a pipe, and no terminal', async () => {
    const cwd = await made();
    const piped = await succeed(cwd, 'new', 'embedded.wasm');
    expect(piped.binary).toEqual(readFileSync(path.join(cwd, 'app.wasm')));
    const shown = await runCli(['new', 'embedded.wasm'], { cwd, isTTY: true, env: { NO_COLOR: '1' } });
    expect([shown.exitCode, shown.binary]).toEqual([2, undefined]);
    expect(findings(shown)).toEqual([
      'error: the output is a binary, and the standard output is a terminal [cli/binary-to-terminal]',
    ]);
  });

  it('read the standard input for `-`, and without an argument', async () => {
    const cwd = await made();
    const stdin = readFileSync(path.join(cwd, 'embedded.wasm'));
    const expected = readFileSync(path.join(cwd, 'app.wasm'));
    for (const argv of [['new'], ['new', '-']]) {
      expect((await runCli(argv, { cwd, stdin })).binary).toEqual(expected);
    }
  });

  it('leave nothing behind when the module does not fit its world', async () => {
    const cwd = temporaryDirectory(FILES);
    await succeed(cwd, 'embed', 'wit', '-w', 'other', '--dummy-names', 'legacy', '-o', 'other.wasm');
    await succeed(cwd, 'embed', 'wit', 'other.wasm', '-w', 'app', '-o', 'both.wasm');
    const run = await runCli(['new', 'both.wasm', '-o', 'app.wasm'], { cwd });
    expect(run.exitCode).toBe(1);
    expect(findings(run).join('\n')).toContain('`run`');
    expect(existsSync(path.join(cwd, 'app.wasm'))).toBe(false);
  });

  it('take the switches of wasm-tools that have a value', async () => {
    const cwd = await made();
    await succeed(cwd, 'new', 'embedded.wasm', '--validate=false', '--debug-names=false', '-o', 'small.wasm');
    await succeed(cwd, 'new', 'embedded.wasm', '--validate=true', '--merge-imports=true', '-o', 'same.wasm');
    const size = (name: string): number => readFileSync(path.join(cwd, name)).length;
    expect(size('small.wasm')).toBeLessThan(size('app.wasm'));
    expect(size('same.wasm')).toBe(size('app.wasm'));
  });
});

describe('new --watch', () => {
  it('makes the component again when the module changes, until it is interrupted', async () => {
    const cwd = await made();
    const outputs = new EventEmitter();
    const nextRound = () => once(outputs, 'watching for changes; Ctrl+C stops\n');
    let stop = (): void => undefined;
    const interrupted = new Promise<void>((resolve) => {
      stop = resolve;
    });
    const firstRound = nextRound();
    const run = runCli(['new', 'embedded.wasm', '-o', 'watched.wasm', '--watch'], {
      cwd,
      interrupted,
      onStderr: (text) => outputs.emit(text),
    });
    await firstRound;
    const first = readFileSync(path.join(cwd, 'watched.wasm'));
    const secondRound = nextRound();
    await succeed(cwd, 'embed', 'wit', '-w', 'other', '--dummy-names', 'legacy', '-o', 'embedded.wasm');
    await secondRound;
    stop();
    expect((await run).exitCode).toBe(130);
    expect(readFileSync(path.join(cwd, 'watched.wasm')).equals(first)).toBe(false);
  });

  it('needs files to read and to write', async () => {
    const cwd = await made();
    expect(findings(await runCli(['new', '--watch', '-o', 'a.wasm'], { cwd }))).toEqual([
      'error: `--watch` cannot be combined with `-` [cli/conflicting-options]',
    ]);
    expect(findings(await runCli(['new', 'embedded.wasm', '--watch'], { cwd }))).toEqual([
      'error: `witwright new --watch` needs the option `--output` [cli/missing-option]',
    ]);
  });
});

describe('inspect', () => {
  it('draws what is in a component', async () => {
    const cwd = await made();
    const { stdout } = await succeed(cwd, 'inspect', 'app.wasm');
    await expect(stdout).toMatchFileSnapshot(inRepository('fixtures/cli/inspect/component.txt'));
  });

  it('draws what is in a core module, and the world that it is made for', async () => {
    const cwd = await made();
    const { stdout } = await succeed(cwd, 'inspect', 'embedded.wasm');
    await expect(stdout).toMatchFileSnapshot(inRepository('fixtures/cli/inspect/core-module.txt'));
  });

  it('says who needs an import, by any end of its name', async () => {
    const cwd = await made();
    const { stdout } = await succeed(cwd, 'inspect', 'app.wasm', '--why', 'sink');
    expect(stdout).toMatch(
      /^demo:log\/sink@0\.2\.0 {2}\d+ bytes\n└─ module\[0\] main: (?:write, flush|flush, write)\n/,
    );
    const unknown = await runCli(['inspect', 'app.wasm', '--why', 'sinc'], { cwd });
    expect(findings(unknown)).toEqual(['error: the component does not import `sinc` [cli/unknown-import]']);
  });

  it('prints the world that a component carries, which targets the WIT it was made of', async () => {
    const cwd = await made();
    const { stdout } = await succeed(cwd, 'inspect', 'app.wasm', '--format', 'wit');
    expect(stdout).toContain('import demo:log/sink@0.2.0;');
    expect(stdout).toContain('export run: func(args: list<string>) -> result<_, string>;');
    expect((await succeed(cwd, 'targets', 'wit', 'app.wasm', '-w', 'app')).stderr).toBe(
      'app.wasm fits demo:app/app@1.0.0\n',
    );
  });

  it('turns a component around, for those who use it', async () => {
    const cwd = await made();
    const { stdout } = await succeed(cwd, 'inspect', 'app.wasm', '--importize', '--format', 'wit');
    expect(stdout).toContain('import run: func(args: list<string>) -> result<_, string>;');
  });

  it('writes a WIT package as a binary, and reads it again, docs of dependencies and all', async () => {
    const cwd = temporaryDirectory({
      ...FILES,
      'wit/deps/log.wit': FILES['wit/deps/log.wit'].replace('  flush:', '  /// Waits.\n  flush:'),
    });
    await succeed(cwd, 'inspect', 'wit', '--format', 'wasm', '-o', 'wit.wasm');
    const text = (await succeed(cwd, 'inspect', 'wit')).stdout;
    expect((await succeed(cwd, 'inspect', 'wit.wasm')).stdout).toBe(text);
    expect(text).toContain('/// Waits.');
    await succeed(cwd, 'inspect', 'wit', '--format', 'wasm', '--no-extra-docs', '-o', 'plain.wasm');
    expect((await succeed(cwd, 'inspect', 'plain.wasm')).stdout).toBe(text.replace(/ *\/\/\/ Waits\.\n/, ''));
  });

  it('prints the text format, of a component and of a WIT package', async () => {
    const cwd = await made();
    expect((await succeed(cwd, 'inspect', 'app.wasm', '--format', 'wat')).stdout).toMatch(
      /^;; .*\n\(component/,
    );
    expect((await succeed(cwd, 'inspect', 'wit', '--format', 'wat')).stdout).toContain('demo:log/sink@0.2.0');
  });
});

describe('targets', () => {
  it('lists all that does not fit, in the words of WIT', async () => {
    const cwd = await made();
    const wit = readFileSync(path.join(cwd, 'wit/app.wit'), 'utf8');
    const changed = wit
      .replace('list<string>) -> result<_, string>', 'list<u8>)')
      .replace('  import now: func() -> u64;\n', '');
    writeFileSync(path.join(cwd, 'wit/app.wit'), changed);
    const run = await runCli(['targets', 'wit', 'app.wasm', '-w', 'app'], { cwd });
    expect(run.exitCode).toBe(1);
    const said = findings(run).join('\n');
    expect(said).toContain('now');
    expect(said).toContain('run');
  });

  it('wants one of several worlds with --any', async () => {
    const cwd = await made();
    expect((await runCli(['targets', 'wit', 'app.wasm', '-w', 'app', '-w', 'other'], { cwd })).exitCode).toBe(
      1,
    );
    const { stderr } = await succeed(cwd, 'targets', 'wit', 'app.wasm', '--any');
    expect(stderr).toBe('app.wasm fits demo:app/app@1.0.0\n');
  });
});

describe('unbundle, strip and metadata', () => {
  it('take the core modules out of a component', async () => {
    const cwd = await made();
    await succeed(
      cwd,
      'unbundle',
      'app.wasm',
      '--module-dir',
      'modules',
      '--threshold',
      '0',
      '-o',
      'small.wasm',
    );
    const component = decodeComponent(
      wholeFile({ path: 'small.wasm', bytes: readFileSync(path.join(cwd, 'small.wasm')) }),
    );
    expect(component.value.sections.some(({ id }) => id === 1)).toBe(false);
    expect(Object.keys(contentsOf(path.join(cwd, 'modules')))).toContain('unbundled-module0.wasm');
    await succeed(cwd, 'validate', 'small.wasm', 'modules/unbundled-module0.wasm');
  });

  it('remove custom sections, all or by name', async () => {
    const cwd = await made();
    const all = (await succeed(cwd, 'strip', 'app.wasm', '--all')).binary?.length ?? 0;
    const producers = (await succeed(cwd, 'strip', 'app.wasm', '-d', '^producers$')).binary?.length ?? 0;
    const before = readFileSync(path.join(cwd, 'app.wasm')).length;
    expect(all).toBeLessThan(producers);
    expect(producers).toBeLessThan(before);
    const wrong = await runCli(['strip', 'app.wasm', '-d', '('], { cwd });
    expect(findings(wrong)).toEqual([
      'error: the option `--delete` takes `a regular expression`, not `(` [cli/invalid-value]',
    ]);
  });

  it('set and show what a component says of itself', async () => {
    const cwd = await made();
    const add = ['metadata', 'add', 'app.wasm', '-o', 'app.wasm'];
    await succeed(
      cwd,
      ...add,
      '--version',
      '1.2.0',
      '--language',
      'C=23',
      '--homepage',
      'https://example.com',
    );
    const { stdout } = await succeed(cwd, 'metadata', 'show', 'app.wasm', '--json');
    expect(JSON.parse(stdout)).toMatchObject({
      component: {
        metadata: {
          version: '1.2.0',
          homepage: 'https://example.com/',
          producers: expect.arrayContaining([['language', { C: '23' }]]),
        },
      },
    });
    await succeed(cwd, ...add, '--clear-version');
    expect((await succeed(cwd, 'metadata', 'show', 'app.wasm')).stdout).not.toContain('1.2.0');
  });
});

describe('validate', () => {
  it('reports every file, and goes on after one that is invalid', async () => {
    const cwd = await made();
    writeFileSync(
      path.join(cwd, 'broken.wasm'),
      Buffer.from('\0asm\x0d\0\x01\0\x0b\x05\x01\0\x01a\x01', 'latin1'),
    );
    const run = await runCli(['validate', 'broken.wasm', 'app.wasm', 'absent.wasm'], { cwd });
    expect(findings(run).length).toBe(2);
    expect(run.stderr).toContain('app.wasm: a valid component');
  });

  it('prints findings as JSON', async () => {
    const cwd = await made();
    const { stdout } = await succeed(cwd, 'validate', 'app.wasm', '--format', 'json');
    expect(JSON.parse(stdout)).toMatchObject({ diagnostics: [] });
  });

  it('knows the features of wasm-tools', async () => {
    const cwd = await made();
    const run = await runCli(['validate', 'app.wasm', '--features', 'cm-asink'], { cwd });
    expect(run.stderr).toContain('did you mean `cm-async`?');
  });
});
