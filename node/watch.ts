import { resolve } from 'node:path';

/** Editors write a file in several steps: what follows within this time (ms) is the same change. */
const SETTLE_MS = 60;

export interface Watcher {
  close(): Promise<void>;
}

export interface WatchOptions {
  readonly cwd: string;
  /** Called after each change of a `.wit` file at or below one of the paths. */
  readonly onChange: () => void;
}

/**
 * Watches the `.wit` files at and below `paths`. Resolves when the first look round is done, so that no later change
 * is missed.
 */
export async function watchPaths(
  paths: readonly string[],
  { cwd, onChange }: WatchOptions,
): Promise<Watcher> {
  const { watch } = await import('chokidar');
  const watcher = watch(
    paths.map((path) => resolve(cwd, path)),
    { ignoreInitial: true, ignored: (path, stats) => stats?.isFile() === true && !path.endsWith('.wit') },
  );
  let timer: ReturnType<typeof setTimeout> | undefined;
  watcher.on('all', () => {
    clearTimeout(timer);
    timer = setTimeout(onChange, SETTLE_MS);
  });
  await new Promise<void>((ready) => watcher.once('ready', () => ready()));
  return {
    async close() {
      clearTimeout(timer);
      await watcher.close();
    },
  };
}
