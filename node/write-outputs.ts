import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';
import type { Diagnostic, Result } from '../base/index.js';
import { errorCode, reasonOf } from './fs-error.js';
import { outputMessages } from './messages.js';
import {
  isUnchanged,
  planOutputs,
  type OutputBinary,
  type OutputFile,
  type PlannedFile,
} from './plan-outputs.js';

export interface WriteOptions {
  /** Replace files that witwright did not generate, too. */
  readonly force?: boolean;
  /** How messages call the output directory; the directory itself by default. */
  readonly shown?: string;
}

/** The paths that were written, and those that already had the content. */
export interface Written {
  readonly written: readonly string[];
  readonly unchanged: readonly string[];
}

/**
 * Writes all of `files` below `directory`, or none: each content goes to a temporary file beside its place, and only when
 * all are there are they renamed into it. Files that already have it are left alone. A file that witwright did
 * not generate is not replaced unless `force` says so, and no symbolic link is followed out of the directory.
 */
export function writeOutputs(
  directory: string,
  files: readonly (OutputFile | OutputBinary)[],
  options: WriteOptions = {},
): Result<Written | null> {
  const shown = options.shown ?? directory;
  const plan = planOutputs(directory, files, { force: options.force ?? false, shown });
  if (plan.value === null) return { value: null, diagnostics: plan.diagnostics };
  const changed = plan.value.filter((file) => !isUnchanged(file));
  const failure = replaceAll(changed, shown);
  if (failure !== null) return { value: null, diagnostics: [failure] };
  const unchanged = plan.value.filter(isUnchanged);
  return {
    value: { written: changed.map(({ path }) => path), unchanged: unchanged.map(({ path }) => path) },
    diagnostics: [],
  };
}

/** Replaces files in place, all or none, whoever made them: what `format --write` needs. */
export function replaceFiles(files: readonly PlannedFile[]): Diagnostic | null {
  return replaceAll(files, '');
}

function replaceAll(files: readonly PlannedFile[], shown: string): Diagnostic | null {
  const undo: (() => void)[] = [];
  let current = '';
  try {
    const staged = files.map((file) => {
      current = posix.join(shown, file.path);
      undo.push(makeDirectory(dirname(file.target)));
      const temporary = join(dirname(file.target), temporaryName());
      undo.push(() => rmSync(temporary, { force: true }));
      writeFileSync(temporary, file.content, { flag: 'wx', mode: file.mode });
      return { file, temporary };
    });
    for (const { file, temporary } of staged) {
      current = posix.join(shown, file.path);
      renameSync(temporary, file.target);
      undo.push(() => restore(file));
    }
    return null;
  } catch (error) {
    for (const step of undo.reverse()) attempt(step);
    return outputMessages.failed.at(null, { path: current, reason: reasonOf(error) });
  }
}

/** No other process has the number, and this one no other name at the time; `node:crypto` would slow every start. */
function temporaryName(): string {
  return `.witwright-${process.pid}-${process.hrtime.bigint().toString(36)}.tmp`;
}

/** What cannot be undone must not keep the rest from being undone; the first failure is the one that is reported. */
function attempt(step: () => void): void {
  try {
    step();
  } catch (error) {
    if (errorCode(error) === null) throw error;
  }
}

function restore({ target, before, mode }: PlannedFile): void {
  if (before === null) rmSync(target, { force: true });
  else writeFileSync(target, before, { mode });
}

/** Makes `directory` with its parents; returns what removes those that were new. */
function makeDirectory(directory: string): () => void {
  const first = mkdirSync(directory, { recursive: true });
  return () => {
    if (first !== undefined) rmSync(first, { recursive: true, force: true });
  };
}
