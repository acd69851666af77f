import { compareVersions, onSameTrack } from '../../base/index.js';
import { type InterfaceParts, interfaceParts } from '../../bindgen/js-names/index.js';
import type { ExternName } from '../../component/index.js';

/** An object of imports as it is given: by the names in WIT. */
export type GivenImports = Readonly<Record<string, unknown>>;

/** The name under which something is looked for. */
export interface ImportName {
  readonly written: string;
  /** Null for what has one name only. */
  readonly parts: InterfaceParts | null;
}

/**
 * The name of an import as it is written in WIT. A component may hold a version in two parts.
 * @spec Explainer.md#canonical-interface-name
 */
export function writtenName({ name, attributes }: ExternName): string {
  const suffix = attributes.find(({ kind }) => kind === 'version-suffix')?.value ?? '';
  return name + suffix;
}

/** What every object and function has is no import. */
const COMMON: readonly (object | null)[] = [null, Object.prototype, Function.prototype];

/** Whether an object or class has a member of its own, or of a class. */
export function hasMember(owner: object, key: string): boolean {
  let object: object | null = owner;
  while (object !== null && !COMMON.includes(object)) {
    if (Object.hasOwn(object, key)) return true;
    object = Object.getPrototypeOf(object) as object | null;
  }
  return false;
}

/**
 * The key of `given` that stands for an import: its name; an interface in a compatible version, the newest of several; the
 * interface without version. Null if there is none.
 */
export function findKey(given: GivenImports, { written, parts: wanted }: ImportName): string | null {
  // A label may be that of an accessor, which is not asked for its value now.
  if (wanted === null) return hasMember(given, written) ? written : null;
  if (given[written] !== undefined) return written;
  let best: string | null = null;
  let bestVersion = '';
  for (const key of Object.keys(given)) {
    const found = interfaceParts(key);
    if (found?.path !== wanted.path || found.version === null || given[key] === undefined) continue;
    if (wanted.version !== null && !onSameTrack(found.version, wanted.version)) continue;
    if (best !== null && compareVersions(found.version, bestVersion) < 0) continue;
    best = key;
    bestVersion = found.version;
  }
  if (best !== null) return best;
  return given[wanted.path] === undefined ? null : wanted.path;
}
