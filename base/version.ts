const NUMBER = '(?:0|[1-9][0-9]*)';
const PRE_RELEASE = `(?:${NUMBER}|[0-9]*[A-Za-z-][0-9A-Za-z-]*)`;
const BUILD = '[0-9A-Za-z-]+';
const VERSION = new RegExp(
  `^(${NUMBER})\\.(${NUMBER})\\.(${NUMBER})` +
    `(?:-(${PRE_RELEASE}(?:\\.${PRE_RELEASE})*))?(?:\\+(${BUILD}(?:\\.${BUILD})*))?$`,
);

/** wasm-tools keeps each number in 64 bits. */
const MAX_NUMBER = '18446744073709551615';

interface Version {
  /** Major, minor, patch: without leading zeros, so that they compare as digits. */
  readonly numbers: readonly string[];
  readonly preRelease: readonly string[];
  readonly build: readonly string[];
}

/**
 * Orders two full versions: semver precedence, then build metadata, so that only equal texts compare as equal.
 * Versions that are no semver are ordered as text, before all others: their error has been reported where they stand.
 * @spec WIT.md#package-declaration
 */
export function compareVersions(a: string, b: string): number {
  if (a === b) return 0;
  const versionA = parseVersion(a);
  const versionB = parseVersion(b);
  if (versionA === null || versionB === null) {
    if (versionA !== null) return 1;
    if (versionB !== null) return -1;
    return compareText(a, b);
  }
  return (
    compareLists(versionA.numbers, versionB.numbers) ||
    comparePreReleases(versionA.preRelease, versionB.preRelease) ||
    compareLists(versionA.build, versionB.build)
  );
}

/** Whether `text` is a full semver such as `1.2.3`, `0.1.0-rc.1` or `1.0.0+build`; ranges and `v1.0.0` are not. */
export function isVersion(text: string): boolean {
  return parseVersion(text) !== null;
}

/** @see {@link https://semver.org/spec/v2.0.0.html} */
function parseVersion(text: string): Version | null {
  const match = VERSION.exec(text);
  if (match === null) return null;
  const [, major = '', minor = '', patch = '', preRelease = '', build = ''] = match;
  const numbers = [major, minor, patch];
  if (numbers.some((number) => compareDigits(number, MAX_NUMBER) > 0)) return null;
  return { numbers, preRelease: identifiers(preRelease), build: identifiers(build) };
}

function identifiers(text: string): readonly string[] {
  return text === '' ? [] : text.split('.');
}

/** A version comes after its pre-releases. */
function comparePreReleases(a: readonly string[], b: readonly string[]): number {
  if (a.length === 0 || b.length === 0) return b.length - a.length;
  return compareLists(a, b);
}

/** By the first identifier that differs; a list comes after its beginnings. */
function compareLists(a: readonly string[], b: readonly string[]): number {
  for (const [index, own] of a.entries()) {
    const other = b[index];
    if (other === undefined) return 1;
    const order = compareIdentifiers(own, other);
    if (order !== 0) return order;
  }
  return a.length - b.length;
}

/** Numbers by value and before all else, the rest as text. */
function compareIdentifiers(a: string, b: string): number {
  const numericA = isDigits(a);
  if (numericA !== isDigits(b)) return numericA ? -1 : 1;
  return numericA ? compareDigits(a, b) : compareText(a, b);
}

function isDigits(text: string): boolean {
  return /^[0-9]+$/.test(text);
}

/** By value, then by leading zeros, which build metadata may have. */
function compareDigits(a: string, b: string): number {
  const [valueA, valueB] = [withoutZeros(a), withoutZeros(b)];
  return valueA.length - valueB.length || compareText(valueA, valueB) || a.length - b.length;
}

function withoutZeros(digits: string): string {
  return digits.replace(/^0+/, '');
}

function compareText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
