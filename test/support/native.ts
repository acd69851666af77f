import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** The flags with which wasm-tools reads WIT, and the options of `resolve` that mean the same. */
export const FEATURE_MODES = [
  { name: 'no flag', flags: [], options: {} },
  { name: '--features active', flags: ['--features', 'active'], options: { features: ['active'] } },
  { name: '--all-features', flags: ['--all-features'], options: { allFeatures: true } },
] as const;

export interface NativeRun {
  readonly ok: boolean;
  readonly stdout: string;
  readonly stderr: string;
}

/** Native wasm-tools as an oracle: a process for each question (6 ms), files in a folder of its own. */
export interface NativeTools {
  /** `variables` of the environment come on top of those that the tools were made with. */
  run(args: readonly string[], variables?: Readonly<Record<string, string>>): Promise<NativeRun>;
  /** The standard output of `wasm-tools component wit PATH --json`. */
  json(file: string, flags?: readonly string[]): Promise<NativeRun>;
  /** What `wasm-tools validate` says against a binary; empty where it accepts it. `features` as of its option. */
  validate(bytes: Uint8Array, features?: string): Promise<string>;
  /** Writes `files` under a fresh folder, which lives until `dispose`, and returns the folder. */
  onDisk(files: ReadonlyMap<string, string | Uint8Array>): string;
  dispose(): void;
}

export function nativeTools(program: string, variables: Readonly<Record<string, string>> = {}): NativeTools {
  const folder = mkdtempSync(path.join(tmpdir(), 'witwright-oracle-'));
  const env = { ...process.env, RUST_BACKTRACE: '0', ...variables };
  let next = 0;
  const run: NativeTools['run'] = (args, more = {}) =>
    new Promise((done) => {
      execFile(program, args, { env: { ...env, ...more }, maxBuffer: 1 << 28 }, (error, stdout, stderr) => {
        done({ ok: error === null, stdout, stderr });
      });
    });
  const scratch = path.join(folder, 'validate.wasm');
  return {
    run,
    async validate(bytes, features = '') {
      writeFileSync(scratch, bytes);
      const flags = features === '' ? [] : [`--features=${features}`];
      const { ok, stderr } = await run(['validate', ...flags, scratch]);
      return ok ? '' : stderr.trim() || 'refused';
    },
    json: (file, flags = []) => run(['component', 'wit', file, '--json', ...flags]),
    onDisk(files) {
      const top = path.join(folder, String(next++));
      for (const [name, content] of files) {
        mkdirSync(path.dirname(path.join(top, name)), { recursive: true });
        writeFileSync(path.join(top, name), content);
      }
      return top;
    },
    dispose() {
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Runs `work` over `items`, at most `width` at once; results in the order of the items. */
export async function mapParallel<T, R>(
  items: readonly T[],
  width: number,
  work: (item: T, index: number) => Promise<R>,
): Promise<readonly R[]> {
  const results: R[] = [];
  const queue = items.entries();
  const worker = async (): Promise<void> => {
    for (const [index, item] of queue) results[index] = await work(item, index);
  };
  await Promise.all(Array.from({ length: width }, worker));
  return results;
}
