import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { largeWit } from '../test/support/large-wit.js';
import { builtFile } from './built.js';
import { measure, type Row } from './measure.js';
import { wasiAsFiles } from './wasi-text.js';

const LARGE_BYTES = 50_000_000;

/** The large file takes a tenth of it. */
const TIMEOUT_MS = 180_000;

/**
 * Prints the peak resident memory of its process when that ends. From /proc where there is one: what `getrusage` gives
 * begins with the peak of the process that forked.
 */
const REPORTER = `data:text/javascript,${encodeURIComponent(`
import { existsSync, readFileSync } from 'node:fs';
const status = '/proc/self/status';
const peak = () => existsSync(status)
  ? /VmHWM:\\s*(\\d+) kB/.exec(readFileSync(status, 'utf8'))[1]
  : process.resourceUsage().maxRSS;
process.on('exit', () => process.stderr.write('\\npeak-rss-kb ' + peak() + '\\n'));
`)}`;

/** The peak memory of a whole `check`, beside a Node that does nothing. */
export async function benchMemory(): Promise<readonly Row[]> {
  const folder = mkdtempSync(path.join(tmpdir(), 'witwright-bench-'));
  try {
    for (const [name, text] of wasiAsFiles()) {
      mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
      writeFileSync(path.join(folder, name), text);
    }
    const large = path.join(folder, 'large.wit');
    writeFileSync(large, largeWit(LARGE_BYTES));
    const check = (file: string) => () => peakMemory([builtFile('cli/main'), 'check', file]);
    const floor = (): number => peakMemory(['-e', '0']);
    return [
      await measure(
        'check WASI 0.2.12',
        'MB',
        { ours: check(path.join(folder, 'root')), floor },
        { samples: 5, warmUp: 1 },
      ),
      await measure('check a file of 50 MB', 'MB', { ours: check(large) }, { samples: 1, warmUp: 0 }),
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The peak resident memory of a Node process with `args`, in MB (10⁶ bytes). */
export function peakMemory(args: readonly string[]): number {
  const run = spawnSync(process.execPath, ['--import', REPORTER, ...args], {
    encoding: 'utf8',
    timeout: TIMEOUT_MS,
  });
  // A finding is fine: a binary's limits on the size of a package are met before 50 MB of text.
  if (run.status !== 0 && run.status !== 1)
    throw new Error(`node ${args.join(' ')} failed: ${run.error?.message ?? run.stderr.slice(0, 2000)}`);
  return (Number(/peak-rss-kb (\d+)/.exec(run.stderr)?.[1]) * 1024) / 1e6;
}
