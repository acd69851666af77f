import { watchPaths } from '../node/index.js';
import { EXIT } from './exit-code.js';
import type { CliIo } from './io.js';

/** Does `work` now and after each change of what is at `paths`, one after the other, until the user stops it. */
export async function runOnChange(
  paths: readonly string[],
  { quiet = false }: { readonly quiet?: boolean },
  io: CliIo,
  work: () => Promise<unknown>,
): Promise<number> {
  const stopped = io.interrupted();
  let last = Promise.resolve();
  const next = (): void => {
    last = last.then(async () => {
      await work();
      if (!quiet) io.stderr.write('watching for changes; Ctrl+C stops\n');
    });
  };
  const watcher = await watchPaths(paths, { cwd: io.cwd, onChange: next });
  next();
  await stopped;
  await watcher.close();
  await last;
  return EXIT.interrupted;
}
