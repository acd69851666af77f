/** What is asked of a system about its paths, besides what the shim does with them. */
export interface SystemPaths {
  /** The path without any symbolic link; null where there is nothing. */
  realPath(path: string): string | null;
  /** The path of `relative` in `directory`. */
  join(directory: string, relative: string): string;
  /** Whether `path` is `directory` or in it, both without symbolic links. */
  isWithin(path: string, directory: string): boolean;
  /** Whether a component of a path can be read in another way here: `a\b` or `c:` on Windows. */
  isAmbiguous(name: string): boolean;
}
