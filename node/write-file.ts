import { statSync, writeFileSync } from 'node:fs';
import { basename, dirname, resolve } from 'node:path';
import type { Diagnostic } from '../base/index.js';
import { reasonOf } from './fs-error.js';
import { outputMessages } from './messages.js';
import { writeOutputs } from './write-outputs.js';

/**
 * Writes one file that the user named, whole or not at all, under the rules of `writeOutputs`; a device such as
 * `/dev/null` just takes the bytes. Returns what went wrong.
 */
export function writeFile(
  path: string,
  content: string | Uint8Array,
  { cwd = process.cwd(), force = false }: { readonly cwd?: string; readonly force?: boolean } = {},
): readonly Diagnostic[] {
  const target = resolve(cwd, path);
  const stats = statSync(target, { throwIfNoEntry: false });
  if (stats?.isCharacterDevice() === true || stats?.isFIFO() === true)
    return writeDevice(target, path, content);
  const file = typeof content === 'string' ? { text: content } : { bytes: content };
  const outputs = [{ path: basename(target), ...file }];
  return writeOutputs(dirname(target), outputs, { force, shown: dirname(path) }).diagnostics;
}

function writeDevice(target: string, path: string, content: string | Uint8Array): readonly Diagnostic[] {
  try {
    writeFileSync(target, content);
    return [];
  } catch (error) {
    return [outputMessages.failed.at(null, { path, reason: reasonOf(error) })];
  }
}
