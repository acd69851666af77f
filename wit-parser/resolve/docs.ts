import { commentKind } from '../syntax/index.js';
import type { Ranges, WitFile } from '../syntax/tree.js';

/**
 * The docs of the item whose first token is at `offset`.
 *
 * wasm-tools takes every comment between the token before an item and the item, of whatever kind, as its docs. This
 * file copies that for the model (and so for JSON, binaries and the printer); the syntax tree and the formatter keep
 * each comment what it is.
 *
 * A package has an item for every few comments, so this looks at characters and at offsets, and
 * makes nothing but the result.
 */
export function docsBefore(file: WitFile, offset: number): string | null {
  const { starts, ends } = file.commentRanges;
  const { text } = file.source;
  const end = file.commentRanges.firstFrom(offset);
  let first = end;
  for (let next = offset; first > 0; first--) {
    if (!isBlank(text, ends[first - 1] ?? 0, next)) break;
    next = starts[first - 1] ?? 0;
  }
  return first === end ? null : docsOf(text, file.commentRanges, first, end);
}

function isBlank(text: string, start: number, end: number): boolean {
  for (let at = start; at < end; at++) if (text.charCodeAt(at) > 0x20) return false;
  return true;
}

/** Joins comments, without their marks and without the indentation that all of them have. */
function docsOf(text: string, { starts, ends }: Ranges, first: number, end: number): string {
  let indent = text.length;
  /** One past the last comment that says something. */
  let last = first;
  for (let index = first; index < end; index++) {
    const start = contentStart(text, starts[index] ?? 0, ends[index] ?? 0);
    const stop = contentEnd(text, starts[index] ?? 0, ends[index] ?? 0, start);
    if (stop === start) continue;
    indent = Math.min(indent, leadingSpace(text, start, stop));
    last = index + 1;
  }
  const lines: string[] = [];
  for (let index = first; index < last; index++) {
    const start = contentStart(text, starts[index] ?? 0, ends[index] ?? 0);
    const stop = contentEnd(text, starts[index] ?? 0, ends[index] ?? 0, start);
    const indented = Math.min(start + indent, stop);
    lines.push(withLineFeeds(text.slice(isSpaces(text, start, indented) ? indented : start, stop)));
  }
  return lines.join('\n');
}

const SLASH = 0x2f;

/** Only a doc block loses its opening mark; a plain block comment loses its first slash, as in wasm-tools. */
function contentStart(text: string, start: number, end: number): number {
  if (isDocBlock(text, start, end)) return start + '/**'.length;
  let at = start;
  while (at < end && text.charCodeAt(at) === SLASH) at++;
  return at;
}

function contentEnd(text: string, start: number, end: number, from: number): number {
  let at = end;
  if (isDocBlock(text, start, end) && text.endsWith('*/', end)) at -= '*/'.length;
  while (at > from && isWhiteSpace(text.charCodeAt(at - 1))) at--;
  return Math.max(from, at);
}

function isDocBlock(text: string, start: number, end: number): boolean {
  return text.charCodeAt(start + 1) !== SLASH && commentKind(text, start, end) === 'doc-block';
}

/** What Rust's `trim_end` removes: the characters with the Unicode property White_Space. */
function isWhiteSpace(code: number): boolean {
  if (code <= 0x20) return code === 0x20 || (code >= 0x09 && code <= 0x0d);
  return (
    code >= 0x85 &&
    /[\u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]/.test(String.fromCharCode(code))
  );
}

function leadingSpace(text: string, start: number, end: number): number {
  let at = start;
  while (at < end && isAsciiSpace(text.charCodeAt(at))) at++;
  return at - start;
}

function isAsciiSpace(code: number): boolean {
  return code === 0x20 || code === 0x09 || code === 0x0a || code === 0x0c || code === 0x0d;
}

function isSpaces(text: string, start: number, end: number): boolean {
  for (let at = start; at < end; at++) if (text.charCodeAt(at) !== 0x20) return false;
  return true;
}

function withLineFeeds(text: string): string {
  return text.includes('\r\n') ? text.replaceAll('\r\n', '\n') : text;
}
