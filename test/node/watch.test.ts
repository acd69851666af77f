import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { watchPaths } from '../../node/index.js';
import { temporaryDirectory } from '../support/temporary-directory.js';

/** Watches a directory; `next` resolves at the next change that is told. */
async function watching(files: Record<string, string>, target: string) {
  const cwd = temporaryDirectory(files);
  let changes = 0;
  let wake = (): void => undefined;
  const watcher = await watchPaths([target], {
    cwd,
    onChange: () => {
      changes++;
      wake();
    },
  });
  onTestFinished(() => watcher.close());
  return {
    write: (name: string) => {
      mkdirSync(path.dirname(path.join(cwd, name)), { recursive: true });
      writeFileSync(path.join(cwd, name), `// ${changes}`);
    },
    next: async () => {
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
      return changes;
    },
  };
}

describe('watching a package', () => {
  it.each(['a.wit', 'new.wit', 'deps/io.wit', 'deps/io/streams.wit'])(
    'tells a change of `%s`',
    async (name) => {
      const { write, next } = await watching({ 'wit/a.wit': '', 'wit/deps/other/x.wit': '' }, 'wit');
      const change = next();
      write(`wit/${name}`);
      expect(await change).toBeGreaterThan(0);
    },
  );

  it('does not tell one of what is no part of the package', async () => {
    const { write, next } = await watching({ 'a.wit': '', 'node_modules/x/a.wit': '', 'notes.md': '' }, '.');
    const change = next();
    write('node_modules/x/a.wit');
    write('notes.md');
    write('deps/io/deps/no.wit');
    write('src/a.wit');
    // The last change is told, and none before it was.
    await new Promise((resolve) => setTimeout(resolve, 300));
    write('a.wit');
    expect(await change).toBe(1);
  });

  it('tells a change of a single file', async () => {
    const { write, next } = await watching({ 'wit/a.wit': '' }, 'wit/a.wit');
    const change = next();
    write('wit/a.wit');
    expect(await change).toBe(1);
  });
});
