import { print, toJson, type Resolve, type ResolveOptions } from '../../wit-parser/index.js';
import { checkBinary } from './check-binary.js';
import { firstDifference, shapeOf } from './model-shape.js';
import { FEATURE_MODES, type NativeTools } from './native.js';
import { formatFiles, resolveFilesOrThrow, type FileMap } from './resolve-wit.js';
import { textDifference } from './text-difference.js';

/**
 * What holds for every valid package, with and without gated items: it is accepted, its JSON is that of native
 * wasm-tools and so is its printed text, its formatted text gives the same JSON, and the printed one an equal model. As a
 * binary it is as `checkBinary` says.
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
    const file = folder === null ? null : `${folder}/${root}`;
    const inBinary = await checkBinary(resolved, file, flags, native);
    if (inBinary !== null) return `${name}: as a binary: ${inBinary}`;
    if (native === null || folder === null) continue;
    const different = await nativeDifference(native, `${folder}/${root}`, flags, {
      json,
      text: print(resolved),
    });
    if (different !== null) return `${name}: ${different}`;
  }
  return null;
}

async function nativeDifference(
  native: NativeTools,
  file: string,
  flags: readonly string[],
  ours: { readonly json: string; readonly text: string },
): Promise<string | null> {
  const json = await native.json(file, flags);
  if (!json.ok) return `native refuses it: ${json.stderr.trim().split('\n').join(' ')}`;
  const text = await native.run(['component', 'wit', file, ...flags]);
  return (
    differs('JSON', textDifference(ours.json, json.stdout)) ??
    differs('text', textDifference(ours.text, text.stdout))
  );
}

function printDifference(resolved: Resolve, options: ResolveOptions): string | null {
  const text = print(resolved);
  const again = resolveFilesOrThrow(new Map([['printed.wit', text]]), 'printed.wit', options);
  return firstDifference(shapeOf(resolved), shapeOf(again));
}

function differs(what: string, difference: string | null): string | null {
  return difference === null ? null : `${what}: ${difference}`;
}
