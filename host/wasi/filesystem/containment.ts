import type { SystemPaths } from '../instance/system-paths.js';
import { Refusal } from './refusal.js';

/** As in POSIX. */
const LONGEST_PATH = 4096;

/**
 * Where an open directory is on the host, and that it is still there. The shim knows its directories by path alone: if a
 * guest moves one and puts a link in its place, what it opened before would lead along the link, and out.
 */
export class Place {
  readonly #paths: SystemPaths;
  /** The granted directory, without links. */
  readonly #root: string;
  readonly #path: string;

  private constructor(paths: SystemPaths, root: string, path: string) {
    this.#paths = paths;
    this.#root = root;
    this.#path = path;
  }

  /** Null where there is no such directory. */
  static ofGrant(paths: SystemPaths, path: string): Place | null {
    const root = paths.realPath(path);
    return root === null ? null : new Place(paths, root, root);
  }

  get path(): string {
    return this.#path;
  }

  /**
   * Checks that `path` may be used from here. What it leads to in the end, with all its links, the shim finds out.
   * @throws Refusal `not-permitted`
   */
  check(path: string): void {
    if (path.length > LONGEST_PATH) throw new Refusal('name-too-long');
    if (path.includes('\0')) throw new Refusal('invalid');
    if (path.startsWith('/') || path.split('/').some((name) => this.#isForbidden(name))) {
      throw new Refusal('not-permitted');
    }
    this.checkSelf();
  }

  /** @throws Refusal `not-permitted` when something else is where the directory was */
  checkSelf(): void {
    if (this.#paths.realPath(this.#path) !== this.#path) throw new Refusal('not-permitted');
  }

  /** The place of what was opened at `path`, which must be in the granted directory. @throws Refusal `not-permitted` */
  of(path: string): Place {
    const real = this.#paths.realPath(this.#paths.join(this.#path, path));
    if (real === null || !this.#paths.isWithin(real, this.#root)) throw new Refusal('not-permitted');
    return new Place(this.#paths, this.#root, real);
  }

  #isForbidden(name: string): boolean {
    return name !== '' && this.#paths.isAmbiguous(name);
  }
}
