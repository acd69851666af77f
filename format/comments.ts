import { doc } from './doc.js';
import type { Doc } from './doc.js';
import type { Pending } from './cursor.js';
import { lineEndsBetween } from './cursor.js';
import type { syntax } from '../wit-parser/index.js';

const { join, literalline } = doc;

/** Comments that share a line of the source. */
export interface CommentRun {
  readonly comments: readonly syntax.Comment[];
  /** A line end stands before it. */
  readonly ownLine: boolean;
  /** A blank line stands before it. */
  readonly blankBefore: boolean;
  /** A line end stands behind it, as one always does behind `//`. */
  readonly endsLine: boolean;
  /** It ends with a `//` comment, so what follows has to start a line. */
  readonly needsLineEnd: boolean;
}

/** All that stands between two tokens but blanks. */
export interface Gap {
  readonly runs: readonly CommentRun[];
  /** A blank line stands before the second token. */
  readonly blankAfter: boolean;
}

function isLineComment(comment: syntax.Comment): boolean {
  return comment.kind === 'line' || comment.kind === 'doc-line';
}

/** Sorts comments by the lines of the source; `end` is the offset of the token behind them. */
export function gapOf(text: string, { start, comments }: Pending, end: number): Gap {
  const runs: CommentRun[] = [];
  let members: syntax.Comment[] = [];
  let before = 0;
  let behind = start;
  const close = (after: number): void => {
    const last = members.at(-1);
    if (last === undefined) return;
    runs.push({
      comments: members,
      ownLine: before > 0,
      blankBefore: before > 1,
      endsLine: after > 0 || isLineComment(last),
      needsLineEnd: isLineComment(last),
    });
    members = [];
  };
  for (const comment of comments) {
    const lineEnds = lineEndsBetween(text, behind, comment.start);
    if (members.length === 0) before = lineEnds;
    else if (lineEnds > 0) {
      close(lineEnds);
      before = lineEnds;
    }
    members.push(comment);
    behind = comment.end;
  }
  const after = lineEndsBetween(text, behind, end);
  close(after);
  return { runs, blankAfter: after > 1 };
}

const LINE_END = /\r?\n/;

/** Text that is kept to the byte, line ends aside. */
export function verbatim(text: string): Doc {
  return text.includes('\n') ? join(literalline, text.split(LINE_END)) : text;
}

/**
 * A comment as it was. Only blanks behind a `//` comment go: the inner lines of a block comment are not re-indented,
 * as their blanks are part of the docs that the WIT model holds.
 */
export function commentDoc(comment: syntax.Comment): Doc {
  return isLineComment(comment) ? withoutBlanksBehind(comment.text) : verbatim(comment.text);
}

/** By hand, as a regular expression would take quadratic time for a long run of blanks inside the comment. */
function withoutBlanksBehind(text: string): string {
  let end = text.length;
  while (' \t\r'.includes(text.charAt(end - 1))) end -= 1;
  return text.slice(0, end);
}

/** The comments of a run, on one line. */
export function runDoc(run: CommentRun): Doc {
  return join(' ', run.comments.map(commentDoc));
}

const IGNORE = /^(?:\/\/\s*prettier-ignore\s*|\/\*\s*prettier-ignore\s*\*\/)$/;

/** Whether one of the comments tells the formatter to keep the next node as it is. */
export function asksToIgnore(run: CommentRun): boolean {
  return run.comments.some((comment) => IGNORE.test(comment.text));
}
