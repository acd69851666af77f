import { fstatSync, writeSync } from 'node:fs';

/** Where text goes, and binaries. */
export interface Output {
  write(content: string | Uint8Array): void;
  /** True for a terminal. */
  readonly isTTY: boolean;
}

/** All that a command sees of the process, so that tests can give their own. */
export interface CliIo {
  readonly stdout: Output;
  readonly stderr: Output;
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Reads the standard input to its end. */
  readStdin(): Promise<Buffer>;
  /** Resolves when the user asks to stop (SIGINT, SIGTERM). Until it is called, a signal ends the process at once. */
  interrupted(): Promise<void>;
  /** Does synchronous `work` that a signal must not cut short; the process then ends as the signal asked. */
  uninterrupted<T>(work: () => T): Promise<T>;
}

const INTERRUPTED = 130;
const RETRY_AFTER_MS = 2;
const SIGNALS = ['SIGINT', 'SIGTERM'] as const;

/** The real process. */
export function processIo(): CliIo {
  return {
    stdout: outputOf(1),
    stderr: outputOf(2),
    cwd: process.cwd(),
    env: process.env,
    async readStdin() {
      const chunks: Buffer[] = [];
      for await (const chunk of process.stdin) chunks.push(Buffer.from(chunk));
      return Buffer.concat(chunks);
    },
    interrupted: () =>
      new Promise((resolve) => {
        for (const signal of SIGNALS) process.once(signal, () => resolve());
      }),
    async uninterrupted(work) {
      let asked = false;
      const note = (): void => {
        asked = true;
      };
      for (const signal of SIGNALS) process.on(signal, note);
      try {
        const value = work();
        // A signal that came during the work is delivered in the next turn of the event loop.
        await new Promise((resolve) => setImmediate(resolve));
        return value;
      } finally {
        for (const signal of SIGNALS) process.off(signal, note);
        if (asked) process.exit(INTERRUPTED);
      }
    },
  };
}

/**
 * Writes to the file descriptor itself: the socket that `process.stderr` makes for a pipe takes a cold start 3 ms. A reader that
 * goes away (`witwright inspect wit | head`) ends the run without a word.
 */
function outputOf(descriptor: 1 | 2): Output {
  return {
    write(content) {
      try {
        writeAll(descriptor, typeof content === 'string' ? Buffer.from(content) : content);
      } catch (error) {
        if (codeOf(error) !== 'EPIPE') throw error;
        process.exit();
      }
    },
    get isTTY() {
      if (!fstatSync(descriptor).isCharacterDevice()) return false;
      return (descriptor === 1 ? process.stdout : process.stderr).isTTY === true;
    },
  };
}

/** Waits where the reader is slow and the pipe, which a parent may have made so, does not. */
function writeAll(descriptor: number, bytes: Uint8Array): void {
  for (let written = 0; written < bytes.length;) {
    try {
      written += writeSync(descriptor, bytes, written);
    } catch (error) {
      if (codeOf(error) !== 'EAGAIN') throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, RETRY_AFTER_MS);
    }
  }
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : null;
}
