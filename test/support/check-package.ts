import { print, toJson, type Resolve, type ResolveOptions } from '../../wit-parser/index.js';
import { firstDifference, shapeOf } from './model-shape.js';
import { FEATURE_MODES, type NativeTools } from './native.js';
import { formatFiles, resolveFilesOrThrow, type FileMap } from './resolve-wit.js';
import { textDifference } from './text-difference.js';

/**
 * What holds for every valid package, with and without gated items: it is accepted, its JSON is that of native
 * wasm-tools, its formatted text gives the same JSON, and its printed text an equal model.
 */
export async function checkPackage(
  files: FileMap,
  root: string,
  native: NativeTools | null,
  modes: readonly (typeof FEATURE_MODES)[number][] = FEATURE_MODES,
): Promise<string | null> {
  const formatted = formatFiles(files);
  const folder = native?.onDisk(files) ?? null;
  for (const { name, flags, options } of modes) {
    const resolved = resolveFilesOrThrow(files, root, options);
    const json = toJson(resolved);
    const failure =
      differs(
        'formatted text',
        textDifference(toJson(resolveFilesOrThrow(formatted, root, options)), json),
      ) ?? differs('printed text', printDifference(resolved, options));
    if (failure !== null) return `${name}: ${failure}`;
    if (native === null || folder === null) continue;
    const theirs = await native.json(`${folder}/${root}`, flags);
    if (!theirs.ok) return `${name}: native refuses it: ${theirs.stderr.trim().split('\n').join(' ')}`;
    // wasm-tools ends its output with a line end, the text of the model has none.
    const different = textDifference(json, theirs.stdout.replace(/\n$/, ''));
    if (different !== null) return `${name}: JSON: ${different}`;
  }
  return null;
}

function printDifference(resolved: Resolve, options: ResolveOptions): string | null {
  const text = print(resolved);
  const again = resolveFilesOrThrow(new Map([['printed.wit', text]]), 'printed.wit', options);
  return firstDifference(shapeOf(resolved), shapeOf(again));
}

function differs(what: string, difference: string | null): string | null {
  return difference === null ? null : `${what}: ${difference}`;
}
