/**
 * What an instance may do, as data: what `witwright.config.json` has in its `run` section. What is left out is not given.
 */
export interface Policy {
  /** Arguments, the name of the program first. */
  readonly args?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** Variables that are passed on with the value that they have in the environment of the host, if they have one. */
  readonly inheritEnv?: readonly string[];
  /** The standard streams of the host: all, or those that are named. */
  readonly stdio?: boolean | readonly StdioName[];
  readonly clocks?: boolean;
  readonly random?: boolean;
  /** `HOST::GUEST`, or one path for both; `:ro` behind it for reading only. */
  readonly dirs?: readonly string[];
  /** Where sockets may connect and listen, and names that may be looked up: `true` for everywhere, or a list of rules. */
  readonly net?: boolean | readonly string[];
  /** Where HTTP requests may go: `true` for everywhere, or a list of origins. */
  readonly http?: boolean | readonly string[];
}

export type StdioName = 'stdin' | 'stdout' | 'stderr';

export const STDIO_NAMES: readonly StdioName[] = ['stdin', 'stdout', 'stderr'];

/** A directory that is given. */
export interface DirectoryGrant {
  /** Its path for the system. */
  readonly host: string;
  /** The path under which the guest knows it. */
  readonly guest: string;
  readonly readOnly: boolean;
}

/**
 * Takes `HOST::GUEST`, `HOST`, and either with `:ro`, apart; null for anything else. The separator is two colons, as a path
 * of Windows may begin with a letter and one.
 */
export function parseDirectory(text: string): DirectoryGrant | null {
  const readOnly = text.endsWith(':ro');
  const paths = (readOnly ? text.slice(0, -':ro'.length) : text).split('::');
  const [host = '', guest = host] = paths;
  if (paths.length > 2 || host === '' || guest === '' || text.includes('\0')) return null;
  // `HOST::GUEST::ro` is a slip of the pen, not a directory whose name ends so.
  if (readOnly && guest.endsWith(':')) return null;
  return { host, guest, readOnly };
}
