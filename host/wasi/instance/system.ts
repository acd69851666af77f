import type { SystemPaths } from './system-paths.js';
import type { ByteSource } from '../io/input-stream.js';
import type { ByteSink } from '../io/output-stream.js';
import { READY } from '../io/wait.js';
import { decodeUtf8, platform } from '../core/platform.js';
import type { StdioName } from '../policy/policy.js';

/** What a host has to give: where policies take from. Nothing of it reaches a guest that no policy lets through. */
export interface WasiSystem {
  env(name: string): string | undefined;
  stdin(): ByteSource;
  stdout(): ByteSink;
  stderr(): ByteSink;
  isTerminal(name: StdioName): boolean;
  /** Null on a host without directories. */
  readonly paths: SystemPaths | null;
}

/** A page, or anything else of which no more is known: output goes to the console, a line at a time. */
export function plainSystem(): WasiSystem {
  return {
    env: () => undefined,
    stdin: () => ({ read: () => null, arrival: READY }),
    stdout: () => consoleSink((line) => platform.console.log(line)),
    stderr: () => consoleSink((line) => platform.console.error(line)),
    isTerminal: () => false,
    paths: null,
  };
}

/** As much as is kept of a line that does not end. */
const LONGEST_LINE = 2 ** 16;
const NEWLINE = 10;

function consoleSink(print: (line: string) => void): ByteSink {
  let line: number[] = [];
  const end = (): void => {
    if (line.length > 0) print(decodeUtf8(Uint8Array.from(line)));
    line = [];
  };
  return {
    room: READY,
    permit: () => LONGEST_LINE,
    write(bytes) {
      for (const byte of bytes) {
        if (byte !== NEWLINE) line.push(byte);
        else if (line.length === 0) print('');
        if (byte === NEWLINE || line.length >= LONGEST_LINE) end();
      }
    },
    // A line that is flushed before it has ended would be cut in two: the console cannot go on with one.
    flush: () => undefined,
    dispose: end,
  };
}
