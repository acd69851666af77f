import type { Comment, CommentKind, Ranges, Token } from './tree.js';
import { END_OF_FILE, TOKEN_KINDS } from './token-kinds.js';

/** A stretch of text that begins no token. */
export interface ErrorRun {
  readonly start: number;
  readonly end: number;
}

const LEAST_CAPACITY = 16;

function grown<T extends Uint8Array | Uint32Array>(array: T, make: (length: number) => T): T {
  const larger = make(array.length * 2);
  larger.set(array);
  return larger;
}

/** What kind of comment `text.slice(start, end)` is. */
export function commentKind(text: string, start: number, end: number): CommentKind {
  const isBlock = text.charCodeAt(start + 1) === 0x2a;
  const isDoc = text.charCodeAt(start + 2) === text.charCodeAt(start + 1) && end - start > (isBlock ? 4 : 2);
  return isBlock ? (isDoc ? 'doc-block' : 'block') : isDoc ? 'doc-line' : 'line';
}

/** Starts, ends and kinds side by side: nine bytes a token, where an object takes ten times that. */
class RangeList implements Ranges {
  kinds: Uint8Array;
  starts: Uint32Array;
  ends: Uint32Array;
  count = 0;

  constructor(expected: number) {
    const capacity = Math.max(LEAST_CAPACITY, expected);
    this.kinds = new Uint8Array(capacity);
    this.starts = new Uint32Array(capacity);
    this.ends = new Uint32Array(capacity);
  }

  push(kind: number, start: number, end: number): void {
    if (this.count === this.kinds.length) this.grow();
    this.kinds[this.count] = kind;
    this.starts[this.count] = start;
    this.ends[this.count] = end;
    this.count += 1;
  }

  /** The end of the last range; 0 if there is none. */
  get lastEnd(): number {
    return this.ends[this.count - 1] ?? 0;
  }

  /** Appends the ranges `first` to `last` (exclusive) of `other`, moved by `shift`. */
  append(other: RangeList, first: number, last: number, shift: number): void {
    const count = this.count + last - first;
    while (this.kinds.length < count) this.grow();
    this.kinds.set(other.kinds.subarray(first, last), this.count);
    for (let from = first, to = this.count; from < last; from += 1, to += 1) {
      this.starts[to] = (other.starts[from] ?? 0) + shift;
      this.ends[to] = (other.ends[from] ?? 0) + shift;
    }
    this.count = count;
  }

  private grow(): void {
    this.kinds = grown(this.kinds, (length) => new Uint8Array(length));
    this.starts = grown(this.starts, (length) => new Uint32Array(length));
    this.ends = grown(this.ends, (length) => new Uint32Array(length));
  }

  /** The number of ranges that end at or before `offset`. */
  countUpTo(offset: number): number {
    const next = this.firstFrom(offset);
    return next > 0 && (this.ends[next - 1] ?? 0) > offset ? next - 1 : next;
  }

  /** The index of the first range that starts at or after `offset`. */
  firstFrom(offset: number): number {
    let low = 0;
    let high = this.count;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.starts[middle] ?? 0) < offset) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

/**
 * The tokens and comments of a text. The parser reads the columns; objects are made only for who asks.
 * Runs that begin no token stand apart: the lexer has reported them, and the parser goes on as if they were not there.
 */
export class TokenTable {
  readonly text: string;
  readonly tokens: RangeList;
  readonly comments: RangeList;
  readonly errorRuns: ErrorRun[] = [];

  constructor(text: string) {
    this.text = text;
    this.tokens = new RangeList(text.length >> 3);
    this.comments = new RangeList(text.length >> 6);
  }

  /** The number of tokens, without `eof`. */
  get count(): number {
    return this.tokens.count - 1;
  }

  /** Whether a token or a comment starts at `offset`. */
  startsAt(offset: number): boolean {
    return [this.tokens, this.comments].some((list) => list.starts[list.firstFrom(offset)] === offset);
  }

  kindAt(index: number): number {
    return this.tokens.kinds[index] ?? END_OF_FILE;
  }

  startAt(index: number): number {
    return this.tokens.starts[index] ?? this.text.length;
  }

  endAt(index: number): number {
    return this.tokens.ends[index] ?? this.text.length;
  }

  textAt(index: number): string {
    return this.text.slice(this.startAt(index), this.endAt(index));
  }

  private tokenAt(index: number): Token {
    const start = this.startAt(index);
    const end = this.endAt(index);
    return {
      kind: TOKEN_KINDS[this.kindAt(index)] ?? 'error',
      start,
      end,
      text: this.text.slice(start, end),
    };
  }

  private errorTokenAt(run: ErrorRun): Token {
    return { kind: 'error', start: run.start, end: run.end, text: this.text.slice(run.start, run.end) };
  }

  /** All tokens in order, `error` runs among them, `eof` last. */
  makeTokens(): Token[] {
    const tokens: Token[] = [];
    let run = 0;
    for (let index = 0; index < this.tokens.count; index += 1) {
      const start = this.startAt(index);
      for (
        let next = this.errorRuns[run];
        next !== undefined && next.start < start;
        next = this.errorRuns[run]
      ) {
        tokens.push(this.errorTokenAt(next));
        run += 1;
      }
      if (index === this.count) break;
      tokens.push(this.tokenAt(index));
    }
    for (const rest of this.errorRuns.slice(run)) tokens.push(this.errorTokenAt(rest));
    tokens.push(this.tokenAt(this.count));
    return tokens;
  }

  commentAt(index: number): Comment {
    const start = this.comments.starts[index] ?? 0;
    const end = this.comments.ends[index] ?? 0;
    const kind = commentKind(this.text, start, end);
    return { kind, start, end, text: this.text.slice(start, end) };
  }

  makeComments(): Comment[] {
    return Array.from({ length: this.comments.count }, (_, index) => this.commentAt(index));
  }

  /** The comments that start in `[from, to)`. */
  commentsIn(from: number, to: number): Comment[] {
    const found: Comment[] = [];
    const last = this.comments.firstFrom(to);
    for (let index = this.comments.firstFrom(from); index < last; index += 1)
      found.push(this.commentAt(index));
    return found;
  }
}
