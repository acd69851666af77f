import type { CommentRun } from './comments.js';
import { gapOf, runDoc } from './comments.js';
import type { Cursor, Pending } from './cursor.js';
import { peek, takeComments, takePending, takeToken } from './cursor.js';
import { doc } from './doc.js';
import type { Doc } from './doc.js';
import { putComments, putToken } from './inline.js';

const { breakParent, group, hardline, ifBreak, indent, line, lineSuffix, softline } = doc;

/** How a bracketed list is written that stands on one line if it fits. */
export interface ListStyle {
  /** A blank inside the brackets, when on one line. */
  readonly padded: boolean;
  /** Whether the grammar takes a comma behind the last element; one is written when the list is broken. */
  readonly trailingComma: boolean;
}

/** Between a block comment and the element that it stands before: broken only where there is no room. */
const CLINGING_SPACE = group(line);

/**
 * Takes a list with its brackets: on one line, or one element a line. The caller groups it, together with what has to
 * fit beside it.
 */
export function putList<T>(
  out: Doc[],
  cursor: Cursor,
  elements: readonly T[],
  style: ListStyle,
  putElement: (out: Doc[], element: T) => void,
): void {
  out.push(takeToken(cursor).text);
  const body: Doc[] = [];
  const edge = style.padded ? line : softline;
  for (const [index, element] of elements.entries()) {
    putLeading(body, cursor, index === 0 ? edge : line, index === 0);
    putElement(body, element);
    if (index < elements.length - 1) putToken(body, cursor, 'none');
  }
  const empty = elements.length === 0;
  const broken = putTail(body, cursor, empty, style);
  out.push(indent(body), empty ? (broken ? hardline : '') : edge, takeToken(cursor).text);
}

/** Puts the comments before an element, and the separator between those of the line before and those of its own. */
function putLeading(body: Doc[], cursor: Cursor, separator: Doc, first: boolean): void {
  const { runs } = gapOf(cursor.text, takePending(cursor), peek(cursor).start);
  const [head] = runs;
  // A block comment right behind the opening bracket belongs to the element: the list may yet fit on one line.
  const trails = head !== undefined && !head.ownLine && (head.needsLineEnd || (head.endsLine && !first));
  if (trails) putTrailing(body, head);
  body.push(separator);
  for (const run of trails ? runs.slice(1) : runs)
    body.push(runDoc(run), run.needsLineEnd ? hardline : CLINGING_SPACE);
}

/** Puts comments at the end of the line. Not counted in its width, as no break could shorten them. */
function putTrailing(body: Doc[], run: CommentRun): void {
  if (run.needsLineEnd) body.push(lineSuffix([' ', runDoc(run)]), breakParent);
  else body.push(' ', runDoc(run));
}

/**
 * Takes what stands between the last element and the closing bracket. A comma there is optional, so it is no place
 * to keep: `//` comments before and behind it are the same. Only block comments before it stay there, put into `out`.
 */
export function takeTail(out: Doc[], cursor: Cursor): Pending {
  const pending = takePending(cursor);
  if (peek(cursor).kind !== ',') return pending;
  const { start, comments } = pending;
  if (comments.every((comment) => comment.kind === 'block' || comment.kind === 'doc-block')) {
    if (comments.length > 0) putComments(out, cursor, comments);
    takeToken(cursor);
    return takePending(cursor);
  }
  takeToken(cursor);
  return { start, comments: [...comments, ...takeComments(cursor)] };
}

/** Puts the last comma and the comments behind the last element. Returns whether a `//` comment is among them. */
function putTail(body: Doc[], cursor: Cursor, empty: boolean, style: ListStyle): boolean {
  const pending = takeTail(body, cursor);
  if (style.trailingComma && !empty) body.push(ifBreak(','));
  const { runs } = gapOf(cursor.text, pending, peek(cursor).start);
  let broken = false;
  for (const run of runs) {
    if (broken || (run.ownLine && run.needsLineEnd)) body.push(hardline, runDoc(run));
    else if (empty && run === runs[0] && !run.needsLineEnd) body.push(runDoc(run));
    else putTrailing(body, run);
    broken ||= run.needsLineEnd;
  }
  return broken;
}
