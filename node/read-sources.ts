import { resolve } from 'node:path';
import type { Diagnostic, Result, SourceFile } from '../base/index.js';
import { STDIN_PATH } from './load-options.js';
import { decodeText, fullBudget, readText } from './read-text.js';

/** Reads each of `paths` as text of its own; a file that cannot be read is reported and left out. */
export function readSources(paths: readonly string[], cwd: string): Result<readonly SourceFile[]> {
  const diagnostics: Diagnostic[] = [];
  const budget = fullBudget();
  const sources = paths.flatMap((path) => {
    const text = readText(resolve(cwd, path), path, budget, (diagnostic) => diagnostics.push(diagnostic));
    return text === null ? [] : [{ path, text }];
  });
  return { value: sources, diagnostics };
}

/** Text from the standard input; `path` is what messages call it. */
export function sourceFromStdin(bytes: Buffer, path: string = STDIN_PATH): Result<readonly SourceFile[]> {
  const diagnostics: Diagnostic[] = [];
  const text = decodeText(bytes, path, (diagnostic) => diagnostics.push(diagnostic));
  return { value: text === null ? [] : [{ path, text }], diagnostics };
}
