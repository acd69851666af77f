import type { CommentRun } from './comments.js';
import { asksToIgnore, gapOf, runDoc } from './comments.js';
import type { Cursor, Pending } from './cursor.js';
import { peek } from './cursor.js';
import { doc } from './doc.js';
import type { Doc } from './doc.js';

const { hardlineWithoutBreakParent: lineEnd, indent, lineSuffix } = doc;

const BLANK_LINE: Doc = [lineEnd, lineEnd];

/**
 * A file as it is being written, line by line. Blocks always break, so each line of a block is a layout problem of
 * its own: a file of any size is laid out without a document of its size.
 */
export interface Page {
  readonly cursor: Cursor;
  /** Called with the next lines, as soon as nothing can be added to them. */
  readonly emit: (lines: Doc) => void;
  /** The line being written. */
  line: Doc[];
  /** Lines of one level that are not emitted yet, the last of them `line`. The line ends are in front of the lines. */
  lines: Doc[];
  level: number;
  /** Whether a line has been started. */
  started: boolean;
}

/** How many lines are emitted at once, at most. */
const LINES_AT_ONCE = 500;

/** A page that gives its lines to `emit`. */
export function pageOf(cursor: Cursor, emit: (lines: Doc) => void): Page {
  return { cursor, emit, line: [], lines: [], level: 0, started: false };
}

/** Starts a line. */
export function startLine(page: Page, level: number, blankBefore: boolean): void {
  if (level !== page.level || page.lines.length >= LINES_AT_ONCE) endLines(page);
  page.level = level;
  page.line = [];
  if (!page.started) page.lines.push(page.line);
  else page.lines.push(blankBefore ? BLANK_LINE : lineEnd, page.line);
  page.started = true;
}

/** Emits the lines so far. */
export function endLines(page: Page): void {
  if (page.lines.length === 0) return;
  let lines: Doc = page.lines;
  // Lines of a level share its indentation, as the printer computes each one anew.
  for (let level = 0; level < page.level; level += 1) lines = indent(lines);
  page.emit(lines);
  page.lines = [];
}

/** What surrounds the comments between two items. */
export interface GapPlace {
  readonly level: number;
  /** The gap opens a block or the file. */
  readonly opens: boolean;
  /** The gap ends a block or the file. */
  readonly closes: boolean;
  readonly blankLines: 'keep' | 'drop' | 'force';
}

/** Whether the first comments of a gap stay behind the item before it. */
function trails(page: Page, run: CommentRun | undefined, place: GapPlace): run is CommentRun {
  if (run === undefined || run.ownLine || !page.started) return false;
  // On one line with both neighbours, a comment is the second one's, or it is the only thing in a block.
  if (!run.endsLine) return place.closes && !place.opens;
  return run.needsLineEnd || !place.opens || !place.closes;
}

/**
 * Writes the comments between two items, where they were: behind the first item, on lines of their own, or before the
 * second item, whose line it starts.
 * @returns whether a comment asks to keep the second item as it is
 */
export function putItemGap(page: Page, pending: Pending, place: GapPlace): boolean {
  const { runs, blankAfter } = gapOf(page.cursor.text, pending, peek(page.cursor).start);
  const [head] = runs;
  const trailing = trails(page, head, place);
  if (trailing) page.line.push(lineSuffix([' ', runDoc(head)]));
  const below = trailing ? runs.slice(1) : runs;
  const hasBlank = blankAfter || below.some((run) => run.blankBefore);
  const forced = place.blankLines === 'force' && !hasBlank;
  const isBlank = (index: number, inSource: boolean): boolean =>
    place.blankLines !== 'drop' && !(place.opens && index === 0) && (inSource || (forced && index === 0));
  for (const [index, run] of below.entries()) {
    startLine(page, place.level, isBlank(index, run.blankBefore));
    page.line.push(runDoc(run));
  }
  if (!place.closes) {
    if (below.at(-1)?.endsLine === false) page.line.push(' ');
    else startLine(page, place.level, isBlank(below.length, blankAfter));
  }
  return below.some(asksToIgnore);
}
