/** What is wrong with a string literal, and where. */
export type StringFault =
  | { readonly kind: 'unterminated'; readonly start: number; readonly end: number }
  | { readonly kind: 'control-character'; readonly start: number; readonly end: number }
  | { readonly kind: 'bad-escape'; readonly start: number; readonly end: number; readonly why: string };

export interface ScannedString {
  /** Offset just behind the literal, or where scanning gave up. */
  readonly end: number;
  /** What the literal means; null if it is malformed. */
  readonly value: string | null;
  readonly fault: StringFault | null;
}

const SIMPLE_ESCAPES: ReadonlyMap<string, string> = new Map([
  ['"', '"'],
  ["'", "'"],
  ['t', '\t'],
  ['n', '\n'],
  ['r', '\r'],
  ['\\', '\\'],
]);

const PLAIN_RUN = /[^"\\\p{Cc}]+/uy;
const BYTE_ESCAPES = /(?:\\[0-9a-fA-F]{2})+/y;
const UNICODE_ESCAPE = /\{([0-9a-fA-F](?:_*[0-9a-fA-F])*)\}/y;
const HEX_DIGIT = /^[0-9a-fA-F]$/;
const MAX_CODE_POINT = 0x10ffff;

interface Escape {
  readonly value: string;
  readonly end: number;
}

/** Matches a sticky pattern at `at`. */
function matchAt(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(text);
}

/** The escape whose `\` is at `start`, or why it is none. Bytes are read in runs: only a run can be UTF-8. */
function readEscape(text: string, start: number): Escape | string {
  const letter = text.charAt(start + 1);
  const simple = SIMPLE_ESCAPES.get(letter);
  if (simple !== undefined) return { value: simple, end: start + 2 };
  if (letter === 'u') {
    const digits = matchAt(UNICODE_ESCAPE, text, start + 2)?.[1];
    if (digits === undefined)
      return 'a code point is written `\\u{…}`, with hexadecimal digits in the braces';
    const codePoint = Number.parseInt(digits.replaceAll('_', ''), 16);
    const isScalar = codePoint <= MAX_CODE_POINT && (codePoint < 0xd800 || codePoint > 0xdfff);
    if (!isScalar) return `\`${digits}\` is no Unicode scalar value`;
    return { value: String.fromCodePoint(codePoint), end: start + 4 + digits.length };
  }
  const bytes = matchAt(BYTE_ESCAPES, text, start)?.[0];
  if (bytes !== undefined) {
    try {
      return { value: decodeURIComponent(bytes.replaceAll('\\', '%')), end: start + bytes.length };
    } catch {
      return 'the bytes are not UTF-8';
    }
  }
  if (HEX_DIGIT.test(letter)) return 'a byte is written with two hexadecimal digits';
  return 'the escapes are `\\"`, `\\\'`, `\\t`, `\\n`, `\\r`, `\\\\`, `\\u{…}` and two hexadecimal digits';
}

/** Where a faulty literal ends for the lexer: behind its closing quote, or at the end of the line. */
function endOfFaulty(text: string, from: number): number {
  let at = from;
  while (at < text.length) {
    const character = text.charAt(at);
    if (character === '"') return at + 1;
    if (character === '\n' || character === '\r') return at;
    at += character === '\\' && text.charAt(at + 1) !== '\n' ? 2 : 1;
  }
  return text.length;
}

/**
 * Scans the string literal whose opening quote is at `start`.
 * @spec WIT.md#feature-gates
 */
export function scanString(text: string, start: number): ScannedString {
  const parts: string[] = [];
  let at = start + 1;
  for (;;) {
    const run = matchAt(PLAIN_RUN, text, at);
    if (run !== null) {
      parts.push(run[0]);
      at += run[0].length;
    }
    const character = text.charAt(at);
    if (character === '"') return { end: at + 1, value: parts.join(''), fault: null };
    if (character === '' || character === '\n' || character === '\r') {
      return { end: at, value: null, fault: { kind: 'unterminated', start, end: at } };
    }
    if (character !== '\\') {
      return {
        end: endOfFaulty(text, at),
        value: null,
        fault: { kind: 'control-character', start: at, end: at + 1 },
      };
    }
    const escape = readEscape(text, at);
    if (typeof escape === 'string') {
      const end = Math.min(at + 2, text.length);
      return {
        end: endOfFaulty(text, at),
        value: null,
        fault: { kind: 'bad-escape', start: at, end, why: escape },
      };
    }
    parts.push(escape.value);
    at = escape.end;
  }
}
