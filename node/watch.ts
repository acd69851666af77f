import { relative, resolve, sep } from 'node:path';

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
 * Watches what `loadFiles` would read at `paths`. Resolves when the first look round is done, so that no later change is
 * missed.
 */
export async function watchPaths(
  paths: readonly string[],
  { cwd, onChange }: WatchOptions,
): Promise<Watcher> {
  const { watch } = await import('chokidar');
  const roots = paths.map((path) => resolve(cwd, path));
  const watcher = watch(roots, {
    ignoreInitial: true,
    ignored: (path, stats) =>
      !roots.some((root) => mayBelong(relative(root, path), stats?.isFile() === true)),
  });
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

/**
 * Whether `path`, relative to a root, can be of its package: the root itself, `*.wit`, `deps/*.wit` and `deps/X/*.wit`.
 * Nothing else is entered: beside a package there may be a whole `node_modules/`.
 */
function mayBelong(path: string, isFile: boolean): boolean {
  const parts = path.split(sep);
  if (path === '') return true;
  if (parts.length > 1 && parts[0] !== 'deps') return false;
  if (isFile || path.endsWith('.wit')) return parts.length <= 3 && path.endsWith('.wit');
  return parts[0] === 'deps' && parts.length <= 2;
}
