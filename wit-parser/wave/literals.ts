import type { Span } from '../../base/index.js';
import type { Findings } from './findings.js';
import { waveMessages } from './messages.js';

/** What a literal between its quotes means, and the text that it is in. */
interface Content {
  readonly text: string;
  readonly spanOf: (start: number, end: number) => Span;
  readonly findings: Findings;
}

const SIMPLE_ESCAPES: ReadonlyMap<string, string> = new Map([
  ["'", "'"],
  ['"', '"'],
  ['\\', '\\'],
  ['t', '\t'],
  ['n', '\n'],
  ['r', '\r'],
]);

const UNICODE_ESCAPE = /\{([0-9a-fA-F]{1,6})\}/y;
/** What a faulty `\u` takes with it. */
const FAULTY_UNICODE = /\{[0-9a-zA-Z+-]*\}?|[0-9a-fA-F]*/y;
const MAX_SCALAR = 0x10ffff;

/** The value of what stands between `start` and `end`, on one line; faulty escapes are reported and left out. */
export function unescaped(content: Content, start: number, end: number): string {
  const { text } = content;
  const parts: string[] = [];
  let at = start;
  while (at < end) {
    const escape = text.indexOf('\\', at);
    if (escape === -1 || escape >= end) {
      parts.push(text.slice(at, end));
      break;
    }
    parts.push(text.slice(at, escape));
    at = readEscape(content, escape, parts);
  }
  return parts.join('');
}

/** Adds what the escape at `start` means, and gives where it ends. */
function readEscape({ text, spanOf, findings }: Content, start: number, parts: string[]): number {
  const letter = String.fromCodePoint(text.codePointAt(start + 1) ?? 0x20);
  const simple = SIMPLE_ESCAPES.get(letter);
  if (simple !== undefined) {
    parts.push(simple);
    return start + 2;
  }
  if (letter !== 'u') {
    const end = start + 1 + letter.length;
    const isBreak = letter === '\n' || letter === '\r';
    const why = isBreak ? 'a line cannot end in a `\\`' : `\`${text.slice(start, end)}\` is not an escape`;
    findings.add(waveMessages.invalidEscape.at(spanOf(start, end), { why }, {
      help: ['the escapes are `\\\'`, `\\"`, `\\\\`, `\\t`, `\\n`, `\\r` and `\\u{…}`'],
    })); // prettier-ignore
    return end;
  }
  UNICODE_ESCAPE.lastIndex = start + 2;
  const [all = '', digits = ''] = UNICODE_ESCAPE.exec(text) ?? [];
  const scalar = Number.parseInt(digits, 16);
  if (scalar <= MAX_SCALAR && (scalar < 0xd800 || scalar > 0xdfff)) {
    parts.push(String.fromCodePoint(scalar));
    return start + 2 + all.length;
  }
  FAULTY_UNICODE.lastIndex = start + 2;
  const end = start + 2 + (FAULTY_UNICODE.exec(text)?.[0].length ?? 0);
  const written = text.slice(start, end);
  const why =
    digits === ''
      ? `\`${written}\` is not an escape`
      : `expected a Unicode scalar value, found \`${written}\``;
  const help =
    digits === ''
      ? 'a code point is written `\\u{…}`, with one to six hexadecimal digits in the braces'
      : 'a scalar value is at most 10ffff, and no surrogate (d800 to dfff)';
  findings.add(waveMessages.invalidEscape.at(spanOf(start, end), { why }, { help: [help] }));
  return end;
}

/** The value of a char literal between `start` and `end`, without quotes; null after saying what is wrong. */
export function charValue(content: Content, start: number, end: number): string | null {
  const before = content.findings.diagnostics.length;
  const value = unescaped(content, start, end);
  if (content.findings.diagnostics.length > before) return null;
  const count = [...value].length;
  if (count === 1 && !/\p{Surrogate}/u.test(value)) return value;
  const found = count === 0 ? 'none' : count === 1 ? 'half a surrogate pair' : String(count);
  content.findings.add(
    waveMessages.invalidChar.at(content.spanOf(start - 1, end + 1), { found }, {
      help: count > 1 ? ['a string is written with double quotes: `"…"`'] : [],
    }), // prettier-ignore
  );
  return null;
}

/**
 * The value of a string of several lines between `start` and `end`, without its quotes. The spaces before the closing
 * quotes are the indentation, which every line has and none keeps.
 */
export function multilineValue(content: Content, start: number, end: number): string {
  const { text, spanOf, findings } = content;
  const fault = (expected: string, found: string, from: number, to: number): string => {
    findings.add(waveMessages.invalidMultilineString.at(spanOf(from, to), { expected, found }));
    return '';
  };
  const first = /\r?\n|/y;
  first.lastIndex = start;
  const opening = start + (first.exec(text)?.[0].length ?? 0);
  if (opening === start) {
    return fault('a line break behind the opening `"""`', 'text', start - 3, start);
  }
  const lastBreak = text.lastIndexOf('\n', end - 1);
  const indent = text.slice(lastBreak + 1, end);
  if (/[^ ]/.test(indent)) {
    return fault('nothing but spaces before the closing `"""`', 'text', lastBreak + 1, end + 3);
  }
  if (lastBreak < opening) return '';
  const lines: string[] = [];
  for (let at = opening; at <= lastBreak;) {
    const lineEnd = text.indexOf('\n', at);
    const contentEnd = text.charAt(lineEnd - 1) === '\r' ? lineEnd - 1 : lineEnd;
    if (!text.startsWith(indent, at)) {
      const found = (/^ */.exec(text.slice(at, at + indent.length))?.[0] ?? '').length;
      return fault(
        `${indent.length} spaces, as before the closing \`"""\``,
        String(found),
        at,
        Math.max(at + 1, contentEnd),
      );
    }
    lines.push(unescaped(content, at + indent.length, Math.max(at + indent.length, contentEnd)));
    at = lineEnd + 1;
  }
  return lines.join('\n');
}
