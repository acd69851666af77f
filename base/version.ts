import compareBuild from 'semver/functions/compare-build.js';
import parse from 'semver/functions/parse.js';
import type { SemVer } from 'semver';

/**
 * Orders two full versions: semver precedence, then build metadata, so that only equal texts compare as equal.
 * Versions that are no semver are ordered as text, before all others: their error has been reported where they stand.
 * @spec WIT.md#package-declaration
 */
export function compareVersions(a: string, b: string): number {
  if (a === b) return 0;
  const parsedA = parseVersion(a);
  const parsedB = parseVersion(b);
  if (parsedA === null || parsedB === null) {
    if (parsedA !== null) return 1;
    if (parsedB !== null) return -1;
    return a < b ? -1 : 1;
  }
  return compareBuild(parsedA, parsedB);
}

/** Whether `text` is a full semver such as `1.2.3`, `0.1.0-rc.1` or `1.0.0+build`; ranges and `v1.0.0` are not. */
export function isVersion(text: string): boolean {
  return parseVersion(text) !== null;
}

function parseVersion(text: string): SemVer | null {
  return /^\d/.test(text) ? parse(text) : null;
}
