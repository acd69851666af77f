import { run } from '../../cli/run.js';
import type { CliIo } from '../../cli/io.js';

export interface CliRun {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
  /** What of the standard output was written as bytes; absent where nothing was. */
  readonly binary?: Buffer;
}

export interface CliOptions {
  readonly cwd: string;
  readonly stdin?: string | Buffer;
  readonly env?: Readonly<Record<string, string>>;
  /** Whether the outputs are a terminal. */
  readonly isTTY?: boolean;
  /** When it resolves, the user has pressed Ctrl+C. */
  readonly interrupted?: Promise<void>;
  /** Sees each piece of the standard error as it is written. */
  readonly onStderr?: (text: string) => void;
}

/** What has been written to an `io`. */
interface Written {
  stdout: string;
  stderr: string;
  binary?: Buffer;
}

/** An `io` without a process, and what has been written to it. */
export function testIo(options: CliOptions): { io: CliIo; written: Written } {
  const written: Written = { stdout: '', stderr: '' };
  const isTTY = options.isTTY ?? false;
  const io: CliIo = {
    stdout: {
      isTTY,
      write: (content) => {
        if (typeof content === 'string') written.stdout += content;
        else written.binary = Buffer.concat([written.binary ?? Buffer.alloc(0), content]);
      },
    },
    stderr: {
      isTTY,
      write: (content) => {
        const text = String(content);
        written.stderr += text;
        options.onStderr?.(text);
      },
    },
    cwd: options.cwd,
    env: options.env ?? {},
    readStdin: () => Promise.resolve(Buffer.from(options.stdin ?? '')),
    interrupted: () => options.interrupted ?? new Promise(() => undefined),
    uninterrupted: (work) => Promise.resolve(work()),
  };
  return { io, written };
}

/** Runs one command line of witwright from its sources, in this process. */
export async function runCli(argv: readonly string[], options: CliOptions): Promise<CliRun> {
  const { io, written } = testIo(options);
  const exitCode = await run(argv, io);
  return { exitCode, ...written };
}
