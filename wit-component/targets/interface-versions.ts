import type { CheckedExtern } from '../../component/index.js';
import { compareVersions } from '../../base/index.js';
import { versionTrack } from '../../base/index.js';
import { packageId, qualifiedName } from '../../wit-parser/index.js';
import { readQualifiedName, type QualifiedName } from '../decode/interface-name.js';

/** The qualified name under which something is imported or exported, with its whole version; null for a label. */
export function qualifiedNameOf({ name }: CheckedExtern): QualifiedName | null {
  return readQualifiedName(name.name, name.attributes);
}

/** As it is written with the whole version in it. */
export function fullName(extern: CheckedExtern): string {
  const qualified = qualifiedNameOf(extern);
  return qualified === null ? extern.name.name : qualifiedName(qualified.package, qualified.item);
}

/** Whether two names mean the same interface when versions do not matter. */
export function isSameInterface(a: QualifiedName, b: QualifiedName): boolean {
  const unversioned = (name: QualifiedName): string => packageId({ ...name.package, version: null });
  return a.item === b.item && unversioned(a) === unversioned(b);
}

/** Whether two versions of one interface are on one track, and so may stand for each other. */
export function isCompatible(a: QualifiedName, b: QualifiedName): boolean {
  const track = ({ package: { version } }: QualifiedName): string | null =>
    version === null ? null : versionTrack(version).track;
  return isSameInterface(a, b) && track(a) === track(b);
}

/** What is imported or exported as exactly `asked`. */
export function findExact(
  asked: CheckedExtern,
  among: ReadonlyMap<string, CheckedExtern>,
): CheckedExtern | null {
  const same = among.get(asked.name.name);
  if (same !== undefined && fullName(same) === fullName(asked)) return same;
  const name = fullName(asked);
  return [...among.values()].find((extern) => fullName(extern) === name) ?? null;
}

/** The same, or else the newest compatible version of the interface. */
export function findCompatible(
  asked: CheckedExtern,
  among: ReadonlyMap<string, CheckedExtern>,
): CheckedExtern | null {
  const exact = findExact(asked, among);
  const wanted = qualifiedNameOf(asked);
  if (exact !== null || wanted === null) return exact;
  let best: CheckedExtern | null = null;
  for (const extern of among.values()) {
    const name = qualifiedNameOf(extern);
    if (name === null || !isCompatible(wanted, name)) continue;
    const other = best === null ? null : qualifiedNameOf(best);
    const isNewer =
      other === null || compareVersions(other.package.version ?? '', name.package.version ?? '') < 0;
    if (isNewer) best = extern;
  }
  return best;
}
