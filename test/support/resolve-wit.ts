import { hasErrors, type Diagnostic, type Result } from '../../base/index.js';
import { formatWit } from '../../format/index.js';
import { resolve, sourcesFrom, type Resolve, type ResolveOptions } from '../../wit-parser/index.js';
import { textSpan } from './text-span.js';

export type FileMap = ReadonlyMap<string, string>;

/** Resolves the package at `root` (a file or a folder) of a file map, as `inspect` does; `binaries` are decoded ones. */
export function resolveFiles(
  files: FileMap,
  root: string,
  options: ResolveOptions = {},
  binaries: ReadonlyMap<string, Resolve> = new Map(),
): Result<Resolve | null> {
  const sources = sourcesFrom(files, root, binaries);
  if (sources.value === null || hasErrors(sources.diagnostics)) return { ...sources, value: null };
  const resolved = resolve(sources.value, options);
  return { value: resolved.value, diagnostics: [...sources.diagnostics, ...resolved.diagnostics] };
}

/** As `resolveFiles`; throws with the diagnostics where the files are refused. */
export function resolveFilesOrThrow(
  files: FileMap,
  root: string,
  options: ResolveOptions = {},
  binaries: ReadonlyMap<string, Resolve> = new Map(),
): Resolve {
  const { value, diagnostics } = resolveFiles(files, root, options, binaries);
  if (value === null || hasErrors(diagnostics))
    throw new Error(`refused: ${diagnostics.map(drawn).join('; ')}`);
  return value;
}

/** The same files, each formatted. Throws where the formatter has something to say. */
export function formatFiles(files: FileMap): FileMap {
  return new Map(
    [...files].map(([path, text]) => {
      const { value, diagnostics } = formatWit({ path, text });
      if (hasErrors(diagnostics)) throw new Error(`not formatted: ${diagnostics.map(drawn).join('; ')}`);
      return [path, value];
    }),
  );
}

/** A diagnostic on one line, for the reports of the runners. */
export function drawn({ code, message, primary }: Diagnostic): string {
  if (primary === null) return `${code}: ${message}`;
  const { file, start } = textSpan(primary.at);
  return `${file.path}:${file.text.slice(0, start).split('\n').length}: ${code}: ${message}`;
}
