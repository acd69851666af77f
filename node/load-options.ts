export interface LoadOptions {
  /** Where relative paths start; the process's directory by default. */
  readonly cwd?: string;
  /** What stands at the path `-`. */
  readonly stdin?: Buffer;
}

/** The path that diagnostics show for what comes from the standard input. */
export const STDIN_PATH = '<stdin>';
