import { lstatSync, readFileSync, realpathSync, type Stats } from 'node:fs';
import { dirname, isAbsolute, resolve, sep } from 'node:path';
import { join } from 'node:path/posix';
import type { Diagnostic, Result } from '../base/index.js';
import { errorCode, reasonOf } from './fs-error.js';
import { isGenerated, isWasm } from './generated.js';
import { outputMessages } from './messages.js';

/** A text to write; `path` is relative to the output directory, with `/`. */
export interface OutputFile {
  readonly path: string;
  readonly text: string;
}

/** A binary to write, likewise. */
export interface OutputBinary {
  readonly path: string;
  readonly bytes: Uint8Array;
}

/** A file as it will be, and as it is. */
export interface PlannedFile {
  /** As messages call it. */
  readonly path: string;
  /** On disk. */
  readonly target: string;
  readonly content: string | Uint8Array;
  /** What is there now; null if there is no file. */
  readonly before: Buffer | null;
  /** The permissions of the file. */
  readonly mode: number;
}

const NEW_FILE_MODE = 0o666;

/** Looks at every place where a file is to go, and refuses those that must not be touched. Writes nothing. */
export function planOutputs(
  directory: string,
  files: readonly (OutputFile | OutputBinary)[],
  { force, shown }: { readonly force: boolean; readonly shown: string },
): Result<readonly PlannedFile[] | null> {
  const diagnostics: Diagnostic[] = [];
  const planned: PlannedFile[] = [];
  for (const output of files) {
    const { path } = output;
    const shownPath = join(shown, path);
    const target = resolve(directory, path);
    try {
      if (leadsOut(directory, path, target)) {
        diagnostics.push(outputMessages.outside.at(null, { path: shownPath, directory: shown }));
        continue;
      }
      const { value: file, diagnostics: refusals } = planFile(
        target,
        shownPath,
        'text' in output ? output.text : output.bytes,
      );
      diagnostics.push(...refusals);
      if (file === null) continue;
      if (force || isReplaceable(file)) planned.push({ ...file, path });
      else diagnostics.push(isWasm(file.content) ? notWasm(shownPath) : notGenerated(shownPath));
    } catch (error) {
      diagnostics.push(outputMessages.failed.at(null, { path: shownPath, reason: reasonOf(error) }));
    }
  }
  return { value: diagnostics.length > 0 ? null : planned, diagnostics };
}

/** What is at `target` now, so that it can be replaced by `content`; null if it is no plain file. */
export function planFile(
  target: string,
  shown: string,
  content: string | Uint8Array,
): Result<PlannedFile | null> {
  const stats = statsOf(target);
  if (stats !== null && !stats.isFile()) {
    const found = stats.isDirectory()
      ? 'a directory'
      : stats.isSymbolicLink()
        ? 'a symbolic link'
        : 'a device';
    return { value: null, diagnostics: [outputMessages.notAFile.at(null, { path: shown, found })] };
  }
  const before = stats === null ? null : readFileSync(target);
  const mode = stats === null ? NEW_FILE_MODE : stats.mode & 0o777;
  return { value: { path: shown, target, content, before, mode }, diagnostics: [] };
}

/** Whether the file holds what is to be written. */
export function isUnchanged({ before, content }: PlannedFile): boolean {
  return before !== null && before.equals(typeof content === 'string' ? Buffer.from(content) : content);
}

/** Nothing is lost: there is no file, or one that witwright wrote, or a binary in the place of a binary. */
function isReplaceable(file: PlannedFile): boolean {
  const { before, content } = file;
  if (before === null || isUnchanged(file)) return true;
  return isWasm(content) ? isWasm(before) : isGenerated(before.toString('utf8'));
}

function notWasm(path: string): Diagnostic {
  return outputMessages.notWasm.at(null, { path }, {
    help: ['write to another file with `-o`, or remove this one first'],
  }); // prettier-ignore
}

function notGenerated(path: string): Diagnostic {
  return outputMessages.notGenerated.at(null, { path }, {
    help: ['write to another directory with `-o`, or replace the file with `--force`'],
  }); // prettier-ignore
}

/** Whether writing `target` would leave `directory`, by its path or through a symbolic link. */
function leadsOut(directory: string, path: string, target: string): boolean {
  if (isAbsolute(path) || !isBelow(target, resolve(directory))) return true;
  const parent = nearestExisting(dirname(target));
  const home = nearestExisting(resolve(directory));
  // While the directory itself is still to be made, no link can be below it.
  if (!isBelow(parent, home) && parent !== home) return true;
  const realParent = realpathSync(parent);
  const realHome = realpathSync(home);
  return realParent !== realHome && !isBelow(realParent, realHome);
}

function isBelow(path: string, directory: string): boolean {
  return path.startsWith(directory.endsWith(sep) ? directory : directory + sep);
}

function nearestExisting(path: string): string {
  let existing = path;
  while (statsOf(existing) === null && dirname(existing) !== existing) existing = dirname(existing);
  return existing;
}

function statsOf(path: string): Stats | null {
  try {
    return lstatSync(path);
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return null;
    throw error;
  }
}
