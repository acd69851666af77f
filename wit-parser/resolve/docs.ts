import type { Comment, WitFile } from '../syntax/tree.js';

/**
 * The docs of the item whose first token is at `offset`.
 *
 * wasm-tools takes every comment between the token before an item and the item, of whatever kind, as its docs. This
 * file copies that for the model (and so for JSON, binaries and the printer); the syntax tree and the formatter keep
 * each comment what it is.
 *
 * A package has an item for every few comments, so this looks at characters and copies no more than the result.
 */
export function docsBefore(file: WitFile, offset: number): string | null {
  const { comments } = file;
  const { text } = file.source;
  const end = firstFrom(comments, offset);
  let first = end;
  for (let next = offset; first > 0; first--) {
    const comment = comments[first - 1];
    if (comment === undefined || !isBlank(text, comment.end, next)) break;
    next = comment.start;
  }
  return first === end ? null : docsOf(text, comments, first, end);
}

/** The index of the first comment at or behind `offset`. */
function firstFrom(comments: readonly Comment[], offset: number): number {
  let low = 0;
  let high = comments.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((comments[middle]?.start ?? offset) < offset) low = middle + 1;
    else high = middle;
  }
  return low;
}

function isBlank(text: string, start: number, end: number): boolean {
  for (let at = start; at < end; at++) if (text.charCodeAt(at) > 0x20) return false;
  return true;
}

/** Joins comments, without their marks and without the indentation that all of them have. */
function docsOf(text: string, comments: readonly Comment[], first: number, end: number): string {
  const starts: number[] = [];
  const ends: number[] = [];
  let indent = Infinity;
  for (let index = first; index < end; index++) {
    const comment = comments[index];
    if (comment === undefined) continue;
    const start = contentStart(text, comment);
    const stop = contentEnd(text, comment, start);
    starts.push(start);
    ends.push(stop);
    if (stop > start) indent = Math.min(indent, leadingSpace(text, start, stop));
  }
  let docs = '';
  starts.forEach((start, index) => {
    const stop = ends[index] ?? start;
    const from = isSpaces(text, start, Math.min(start + indent, stop))
      ? Math.min(start + indent, stop)
      : start;
    docs += withLineFeeds(text.slice(from, stop));
    docs += '\n';
  });
  let length = docs.length;
  while (docs.charCodeAt(length - 1) === LINE_FEED) length--;
  return docs.slice(0, length);
}

const LINE_FEED = 0x0a;
const SLASH = 0x2f;

/** Only a doc block loses its opening mark; a plain block comment loses its first slash, as in wasm-tools. */
function contentStart(text: string, comment: Comment): number {
  if (comment.kind === 'doc-block') return comment.start + '/**'.length;
  let start = comment.start;
  while (start < comment.end && text.charCodeAt(start) === SLASH) start++;
  return start;
}

function contentEnd(text: string, comment: Comment, start: number): number {
  let end =
    comment.kind === 'doc-block' && text.endsWith('*/', comment.end)
      ? comment.end - '*/'.length
      : comment.end;
  while (end > start && isWhiteSpace(text.charCodeAt(end - 1))) end--;
  return Math.max(start, end);
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
