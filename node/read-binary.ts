import { closeSync, openSync, readFileSync, readSync, statSync } from 'node:fs';
import { isAbsolute, join } from 'node:path';
import type { BinaryFile, Diagnostic, Result } from '../base/index.js';
import { errorCode } from './fs-error.js';
import { isWasm } from './generated.js';
import { STDIN_PATH, type LoadOptions } from './load-options.js';
import { projectMessages } from './messages.js';
import { readFailure } from './read-text.js';

const MIB = 2 ** 20;
/** The largest binary that is read, in MiB: what engines accept of one module. */
const BINARY_LIMIT = 1024;

/**
 * Reads the WebAssembly binary at `path`, or the standard input for `-`. Null after saying why there is none: whether the
 * bytes behind the first four are a component or a module is for the reader of binaries to say.
 */
export function readBinary(path: string, options: LoadOptions = {}): Result<BinaryFile | null> {
  if (path === '-') return asBinary(options.stdin ?? Buffer.alloc(0), STDIN_PATH);
  const target = onDisk(path, options);
  try {
    // Asked before reading: a file of gigabytes must not be loaded to learn that it is one.
    if (statSync(target).size > BINARY_LIMIT * MIB) {
      return refused(projectMessages.tooLarge.at(null, { path, limit: BINARY_LIMIT }));
    }
    return asBinary(readFileSync(target), path);
  } catch (error) {
    return refused(readFailure(error, target, path));
  }
}

/** Whether WebAssembly is what stands at `path`, a file or `-`, by its first bytes. What cannot be read is none. */
export function isBinary(path: string, options: LoadOptions = {}): boolean {
  if (path === '-') return isWasm(options.stdin ?? Buffer.alloc(0));
  try {
    const file = openSync(onDisk(path, options), 'r');
    try {
      const start = Buffer.alloc(4);
      return readSync(file, start) === start.length && isWasm(start);
    } finally {
      closeSync(file);
    }
  } catch (error) {
    if (errorCode(error) === null) throw error;
    return false;
  }
}

function onDisk(path: string, { cwd = process.cwd() }: LoadOptions): string {
  return isAbsolute(path) ? path : join(cwd, path);
}

function asBinary(bytes: Buffer, path: string): Result<BinaryFile | null> {
  if (isWasm(bytes)) return { value: { path, bytes }, diagnostics: [] };
  const { found, help } = describe(bytes, path);
  return refused(projectMessages.notBinary.at(null, { path, found }, { help: [help] }));
}

/** What a file without WebAssembly's magic number probably is. */
function describe(bytes: Buffer, path: string): { found: string; help: string } {
  const start = bytes.toString('latin1', 0, 256);
  if (bytes.length === 0) return { found: 'empty', help: 'a command before it may have failed' };
  if (/^(?:\s|;;.*\n|\(;[^]*?;\))*\(\s*(?:module|component)\b/.test(start)) {
    return { found: 'WebAssembly text', help: 'assemble it first: `wasm-tools parse` does, and `wat2wasm`' };
  }
  if (path.endsWith('.wit') || /^\s*(?:\/\/.*\n|\s)*package\s/.test(start)) {
    return { found: 'WIT text', help: '`witwright check` and `witwright inspect` read it' };
  }
  return { found: 'another kind of file', help: 'a WebAssembly file begins with the bytes `00 61 73 6d`' };
}

function refused(diagnostic: Diagnostic): Result<null> {
  return { value: null, diagnostics: [diagnostic] };
}
