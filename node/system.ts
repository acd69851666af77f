import { realpathSync } from 'node:fs';
import { isAbsolute, join, relative, sep } from 'node:path';
import type { SystemPaths, WasiSystem } from '../host/index.js';
import { errorCode } from './fs-error.js';
import { isTerminal, standardSink, standardSource } from './standard-streams.js';

const DESCRIPTORS = { stdin: 0, stdout: 1, stderr: 2 } as const;

/** What this process has to give to guests: its streams, its variables, its directories. A policy says what they get. */
export function nodeSystem(): WasiSystem {
  return {
    env: (name) => process.env[name],
    stdin: standardSource,
    stdout: () => standardSink(1),
    stderr: () => standardSink(2),
    isTerminal: (name) => isTerminal(DESCRIPTORS[name]),
    paths: PATHS,
  };
}

const PATHS: SystemPaths = {
  realPath(path) {
    try {
      return realpathSync(path);
    } catch (error) {
      if (errorCode(error) === null) throw error;
      return null;
    }
  },
  join,
  isWithin(path, directory) {
    const way = relative(directory, path);
    return way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way);
  },
  isAmbiguous: (name) => /[\\]/.test(name) || (process.platform === 'win32' && name.includes(':')),
};
