import type { BuiltinPackage, PackageName } from '../wit-parser/index.js';
import { packages } from './generated/index.js';

/** The built-in text of a track, made into files when first asked for; a package keeps its file objects, as parsing is cached by them. */
const loaded = new Map<(typeof packages)[number], BuiltinPackage>();

/**
 * The built-in package that answers for `name`: the newest on the track of the version asked for. Null for a package
 * that is not built in, for a version newer than the built-in one, for pre-releases (each is alone on its track), and
 * for a name without a version, which is no package of WASI.
 */
export function builtinPackage(name: PackageName): BuiltinPackage | null {
  const found = packages.find(
    (entry) =>
      entry.namespace === name.namespace &&
      entry.name === name.name &&
      name.version !== null &&
      answersFor(entry.version, name.version),
  );
  if (found === undefined) return null;
  const known = loaded.get(found);
  if (known !== undefined) return known;
  const files = found.files().map(({ path, text }) => ({ path: `<built-in>/${path}`, text }));
  const made: BuiltinPackage = { files };
  loaded.set(found, made);
  return made;
}

/** Every built-in package with its version, those of one track side by side. */
export function builtinPackageNames(): readonly PackageName[] {
  return packages.map(({ namespace, name, version }) => ({ namespace, name, version }));
}

/** Whether the built-in version `own` holds all of `asked`: same major and minor number, and a patch not later. */
function answersFor(own: string, asked: string): boolean {
  const match = /^(0\.[1-9]\d*)\.(0|[1-9]\d*)$/.exec(asked);
  if (match === null) return false;
  const [, track = '', patch = ''] = match;
  const prefix = `${track}.`;
  return own.startsWith(prefix) && Number(patch) <= Number(own.slice(prefix.length));
}
