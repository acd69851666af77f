const BIDIRECTIONAL = '\\u202a-\\u202e\\u2066-\\u2069';
const DEPRECATED = '\\u0149\\u0673\\u0f77\\u0f79\\u17a3\\u17a4\\u17b4\\u17b5';
const CONTROL = '\\u0000-\\u0008\\u000b\\u000c\\u000e-\\u001f\\u007f-\\u009f';

const FORBIDDEN = new RegExp(`[${CONTROL}${BIDIRECTIONAL}${DEPRECATED}]`, 'g');
const IS_BIDIRECTIONAL = new RegExp(`[${BIDIRECTIONAL}]`);
const IS_DEPRECATED = new RegExp(`[${DEPRECATED}]`);

const WORD_START = /\p{XID_Start}/u;
const WORD_PART = /\p{XID_Continue}/u;

export type ForbiddenKind = 'control' | 'bidirectional' | 'deprecated';

export interface ForbiddenCodePoint {
  readonly kind: ForbiddenKind;
  readonly at: number;
  /** `U+202E` */
  readonly name: string;
}

/** `U+202E`, for a code point that had better not be printed. */
export function codePointName(codePoint: number): string {
  return `U+${codePoint.toString(16).toUpperCase().padStart(4, '0')}`;
}

/**
 * The places of at most `limit` characters that no WIT text may hold, not even in comments: control characters,
 * those that reorder text on a screen (CVE-2021-42574), and those that Unicode deprecates.
 */
export function forbiddenCodePoints(text: string, limit: number): ForbiddenCodePoint[] {
  const found: ForbiddenCodePoint[] = [];
  FORBIDDEN.lastIndex = 0;
  for (
    let match = FORBIDDEN.exec(text);
    match !== null && found.length < limit;
    match = FORBIDDEN.exec(text)
  ) {
    const [character] = match;
    const kind = IS_BIDIRECTIONAL.test(character)
      ? 'bidirectional'
      : IS_DEPRECATED.test(character)
        ? 'deprecated'
        : 'control';
    found.push({ kind, at: match.index, name: codePointName(character.charCodeAt(0)) });
  }
  return found;
}

/** Whether a code point beyond ASCII may start a word. Such a word is then refused as a whole, not cut to pieces. */
export function startsWord(codePoint: number): boolean {
  return WORD_START.test(String.fromCodePoint(codePoint));
}

/** Whether a code point beyond ASCII continues a word. */
export function continuesWord(codePoint: number): boolean {
  return WORD_PART.test(String.fromCodePoint(codePoint));
}

/** UTF-16 units of a code point. */
export function unitsOf(codePoint: number): number {
  return codePoint > 0xffff ? 2 : 1;
}
