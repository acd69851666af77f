/** What is escaped by a letter, in chars and strings alike. */
const ESCAPES: ReadonlyMap<string, string> = new Map([
  ['\\', '\\\\'],
  ['"', '\\"'],
  ["'", "\\'"],
  ['\t', '\\t'],
  ['\r', '\\r'],
  ['\n', '\\n'],
]);

/**
 * What would not be seen by itself: controls, format characters, separators but the space, what is unassigned or for
 * private use, and marks that join what is before them. Rust's `char::escape_debug` escapes the same.
 */
const ESCAPED = /[\\"'\p{Cc}\p{Cf}\p{Cn}\p{Co}\p{Zl}\p{Zp}\p{Grapheme_Extend}]|(?! )\p{Zs}/gu;

/** `text` between quotes. A lone surrogate is U+FFFD, as in the Canonical ABI. */
export function quotedText(text: string, quote: '"' | "'"): string {
  const escaped = text
    .replace(/\p{Surrogate}/gu, '\ufffd')
    .replace(ESCAPED, (character) => ESCAPES.get(character) ?? unicodeEscape(character));
  return quote + escaped + quote;
}

function unicodeEscape(character: string): string {
  return `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`;
}
