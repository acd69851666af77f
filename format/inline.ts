import { commentDoc } from './comments.js';
import type { Cursor } from './cursor.js';
import { lineEndsBetween, peek, takeComments, takeToken } from './cursor.js';
import { doc } from './doc.js';
import type { Doc } from './doc.js';
import type { syntax } from '../wit-parser/index.js';

const { breakParent, group, hardline, ifBreak, indent, line, lineSuffix, softline } = doc;

/** What stands between two tokens of one line that have no comment between them. */
export type Separator = 'none' | 'space' | 'soft';

/**
 * A break that is used only where the text up to the next possible break has no room: as the group holds nothing but
 * the break, the printer decides it after those of the brackets around it.
 */
const LAST_RESORT: Readonly<Record<Separator, Doc>> = {
  none: '',
  // Not `indent(line)` alone: the printer would compute an indentation for every blank.
  space: group(ifBreak(indent(line), ' ')),
  soft: group(ifBreak(indent(softline), '')),
};

const INDENTED_HARDLINE = indent(hardline);

/** Tokens that end or open a part of a line: after a `//` comment they stand below the start of that line. */
const NOT_INDENTED: ReadonlySet<syntax.TokenKind> = new Set([',', ';', '{', '}', ')', '>']);

/** Tokens that have no blank before them, even after a block comment. */
const TIGHT: ReadonlySet<syntax.TokenKind> = new Set([',', ';', ':', '.', ')', '>']);

/** Takes the comments before the next token and puts them, or the separator, into `out`. */
export function putGap(out: Doc[], cursor: Cursor, before: Separator): void {
  const comments = takeComments(cursor);
  if (comments.length > 0) putComments(out, cursor, comments);
  else if (before !== 'none') out.push(LAST_RESORT[before]);
}

/** Puts comments that stand between two tokens of one item. A block comment stays in the line. */
export function putComments(out: Doc[], cursor: Cursor, comments: readonly syntax.Comment[]): void {
  const next = peek(cursor).kind;
  const lineBreak = NOT_INDENTED.has(next) ? hardline : INDENTED_HARDLINE;
  let behind = cursor.end;
  let atLineEnd = false;
  for (const comment of comments) {
    const startsLine = atLineEnd || lineEndsBetween(cursor.text, behind, comment.start) > 0;
    const text = commentDoc(comment);
    if (comment.kind === 'line' || comment.kind === 'doc-line') {
      // A suffix, as the words behind `//` must not make the line before them break.
      if (startsLine) out.push(lineBreak, text, breakParent);
      else out.push(lineSuffix([' ', text]), breakParent);
      atLineEnd = true;
    } else {
      out.push(atLineEnd ? lineBreak : LAST_RESORT.space, text);
      atLineEnd = false;
    }
    behind = comment.end;
  }
  if (atLineEnd) out.push(lineBreak);
  else if (!TIGHT.has(next)) out.push(LAST_RESORT.space);
}

/** Takes the next token, with the comments before it. */
export function putToken(out: Doc[], cursor: Cursor, before: Separator): void {
  putGap(out, cursor, before);
  out.push(takeToken(cursor).text);
}

/** Takes the tokens up to `end`, with nothing between them. */
export function putTight(out: Doc[], cursor: Cursor, before: Separator, end: number): void {
  putToken(out, cursor, before);
  while (peek(cursor).start < end) putToken(out, cursor, 'none');
}
