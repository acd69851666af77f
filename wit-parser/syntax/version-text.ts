const NUMBER = '(0|[1-9]\\d*)';
const PRE_RELEASE_PART = '(?:0|[1-9]\\d*|\\d*[a-zA-Z-][0-9a-zA-Z-]*)';
const BUILD_PART = '[0-9a-zA-Z-]+';

const VERSION = new RegExp(
  `^${NUMBER}\\.${NUMBER}\\.${NUMBER}` +
    `(?:-${PRE_RELEASE_PART}(?:\\.${PRE_RELEASE_PART})*)?(?:\\+${BUILD_PART}(?:\\.${BUILD_PART})*)?$`,
);

const MAX_NUMBER = 2n ** 64n - 1n;
const SAFE_DIGITS = 19;

/** Nearly all versions: three short numbers. */
const PLAIN_VERSION = /^(?:0|[1-9]\d{0,8})\.(?:0|[1-9]\d{0,8})\.(?:0|[1-9]\d{0,8})$/;

/**
 * Whether `text` is a semantic version whose numbers fit in 64 bits.
 * @spec WIT.md#package-names
 */
export function isVersion(text: string): boolean {
  if (PLAIN_VERSION.test(text)) return true;
  const match = VERSION.exec(text);
  if (match === null) return false;
  return match
    .slice(1, 4)
    .every((number = '') => number.length <= SAFE_DIGITS || BigInt(number) <= MAX_NUMBER);
}
