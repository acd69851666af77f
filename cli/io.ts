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
const SIGNALS = ['SIGINT', 'SIGTERM'] as const;

/** The real process. */
export function processIo(): CliIo {
  return {
    stdout: outputOf(process.stdout),
    stderr: outputOf(process.stderr),
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

/** A reader that goes away (`witwright inspect wit | head`) ends the run without a word. */
function outputOf(stream: NodeJS.WriteStream): Output {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
    process.exit();
  });
  return {
    write: (content) => void stream.write(content),
    isTTY: stream.isTTY === true,
  };
}
