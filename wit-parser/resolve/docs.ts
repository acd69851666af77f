import type { Comment, WitFile } from '../syntax/tree.js';
import { commentsBefore } from '../syntax/index.js';

/** What Rust's `trim_end` removes: the characters with the Unicode property White_Space. */
const TRAILING_SPACE = /[\t-\r \u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+$/u;
const LEADING_ASCII_SPACE = /^[\t\n\f\r ]*/;

/**
 * The docs of the item whose first token is at `offset`.
 *
 * wasm-tools takes every comment between the token before an item and the item, of whatever kind, as its docs. This
 * file copies that for the model (and so for JSON, binaries and the printer); the syntax tree and the formatter keep
 * each comment what it is.
 */
export function docsBefore(file: WitFile, offset: number): string | null {
  if (file.comments.length === 0) return null;
  const comments = commentsBefore(file, offset);
  return comments.length === 0 ? null : docsOf(comments);
}

function docsOf(comments: readonly Comment[]): string {
  const texts = comments.map((comment) => withoutMarks(comment.text).replace(TRAILING_SPACE, ''));
  const indents = texts.filter((text) => text !== '').map(indentOf);
  const indent = ' '.repeat(indents.length === 0 ? 0 : Math.min(...indents));
  const lines = texts.flatMap((text) => linesOf(text.startsWith(indent) ? text.slice(indent.length) : text));
  return lines.join('\n').replace(/\n+$/, '');
}

/** Only a doc block loses its closing mark; a plain block comment keeps all but its first slash, as in wasm-tools. */
function withoutMarks(text: string): string {
  if (text.startsWith('/**') && text.length > 4) return text.slice(3, text.endsWith('*/') ? -2 : undefined);
  return text.replace(/^\/+/, '');
}

function indentOf(text: string): number {
  return LEADING_ASCII_SPACE.exec(text)?.[0].length ?? 0;
}

function linesOf(text: string): string[] {
  const lines = text.split('\n');
  if (lines.length > 1 && lines.at(-1) === '') lines.pop();
  return lines.map((line) => (line.endsWith('\r') ? line.slice(0, -1) : line));
}
