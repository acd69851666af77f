import { at } from '../base/index.js';
import type { syntax } from '../wit-parser/index.js';

/**
 * A place between two tokens of a file. The printers take every token and every comment from it, once and in order:
 * that nothing is lost or swapped follows from there being no other source of text.
 */
export interface Cursor {
  readonly text: string;
  readonly tokens: readonly syntax.Token[];
  readonly comments: readonly syntax.Comment[];
  /** Index of the next token. */
  token: number;
  /** Index of the next comment. */
  comment: number;
  /** Offset just behind the last token taken; 0 at first. */
  end: number;
}

const NO_COMMENTS: readonly syntax.Comment[] = [];

/** A cursor before the first token of `file`. */
export function cursorOf(file: syntax.WitFile): Cursor {
  return {
    text: file.source.text,
    tokens: file.tokens,
    comments: file.comments,
    token: 0,
    comment: 0,
    end: 0,
  };
}

/** The next token; the last is `eof`. */
export function peek(cursor: Cursor): syntax.Token {
  return at(cursor.tokens, cursor.token);
}

/** Takes the next token. The comments before it have to be taken first. */
export function takeToken(cursor: Cursor): syntax.Token {
  const token = peek(cursor);
  cursor.token += 1;
  cursor.end = token.end;
  return token;
}

/** Takes the comments before the next token. */
export function takeComments(cursor: Cursor): readonly syntax.Comment[] {
  const limit = peek(cursor).start;
  const first = cursor.comment;
  while ((cursor.comments[cursor.comment]?.start ?? Infinity) < limit) cursor.comment += 1;
  return cursor.comment === first ? NO_COMMENTS : cursor.comments.slice(first, cursor.comment);
}

/** Comments that are taken but not yet written, and the offset from which their lines count. */
export interface Pending {
  readonly start: number;
  readonly comments: readonly syntax.Comment[];
}

/** Takes the comments behind the last token. */
export function takePending(cursor: Cursor): Pending {
  return { start: cursor.end, comments: takeComments(cursor) };
}

/** Takes every token and comment before `offset`, for text that is kept as it is. */
export function skipTo(cursor: Cursor, offset: number): void {
  while (peek(cursor).start < offset) takeToken(cursor);
  while ((cursor.comments[cursor.comment]?.start ?? Infinity) < offset) cursor.comment += 1;
}

/** Whether a comment that is still to come starts before `offset`. */
export function hasCommentBefore(cursor: Cursor, offset: number): boolean {
  return (cursor.comments[cursor.comment]?.start ?? Infinity) < offset;
}

const LINE_FEED = 10;

/** How many lines end between two offsets, counted up to two: more than one make a blank line. */
export function lineEndsBetween(text: string, start: number, end: number): number {
  let count = 0;
  for (let offset = start; offset < end && count < 2; offset += 1) {
    if (text.charCodeAt(offset) === LINE_FEED) count += 1;
  }
  return count;
}
