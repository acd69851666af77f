/**
 * A reader of WIT text that shares nothing with the formatter or the parser: it tells comments, blanks and the rest,
 * which is all that the rules about comments speak of.
 */
export interface Piece {
  readonly kind: 'line-comment' | 'block-comment' | 'word' | 'punctuation' | 'string';
  readonly text: string;
  /** The blanks before it. */
  readonly blank: string;
}

export interface Scan {
  readonly pieces: readonly Piece[];
  /** The blanks at the end. */
  readonly blank: string;
}

const PATTERNS = [
  ['line-comment', /\/\/[^\n]*/y],
  ['string', /"(?:[^"\\\n]|\\.)*"/y],
  ['punctuation', /->|[(){}<>,;:=@/*]/y],
  // A version with its dots is a word; the dot of `use a.{` is none.
  ['word', /(?:[^\s(){}<>,;:=@/*".-]|\.(?=[\w-])|-(?!>))+/y],
  ['punctuation', /\./y],
] as const;

export function isComment(piece: Piece): boolean {
  return piece.kind === 'line-comment' || piece.kind === 'block-comment';
}

export function scan(text: string): Scan {
  const pieces: Piece[] = [];
  let at = 0;
  for (;;) {
    const start = at;
    while (at < text.length && /[\s\uFEFF]/.test(text.charAt(at))) at += 1;
    const blank = text.slice(start, at);
    if (at === text.length) return { pieces, blank };
    const { kind, end } = pieceAt(text, at);
    // A carriage return belongs to the line end, and blanks behind a comment are not part of it.
    pieces.push({ kind, text: text.slice(at, end).trimEnd(), blank });
    at = end;
  }
}

function pieceAt(text: string, start: number): { kind: Piece['kind']; end: number } {
  if (text.startsWith('/*', start)) return { kind: 'block-comment', end: blockCommentEnd(text, start) };
  for (const [kind, pattern] of PATTERNS) {
    pattern.lastIndex = start;
    if (pattern.test(text)) return { kind, end: pattern.lastIndex };
  }
  throw new Error(`no piece at ${start}: ${text.slice(start, start + 20)}`);
}

function blockCommentEnd(text: string, start: number): number {
  let depth = 0;
  let at = start;
  do {
    if (text.startsWith('/*', at)) depth += 1;
    else if (text.startsWith('*/', at)) depth -= 1;
    at += text.startsWith('/*', at) || text.startsWith('*/', at) ? 2 : 1;
  } while (depth > 0 && at < text.length);
  return at;
}

/** The texts of tokens and comments in order, but for commas before a closing bracket, which may come and go. */
export function sequence(text: string): readonly string[] {
  const { pieces } = scan(text);
  return pieces.filter((piece, index) => !isOptionalComma(pieces, piece, index)).map(normalised);
}

function isOptionalComma(pieces: readonly Piece[], piece: Piece, index: number): boolean {
  if (piece.text !== ',') return false;
  const next = pieces.slice(index + 1, index + 100).find((other) => !isComment(other));
  return next !== undefined && '})>'.includes(next.text);
}

function normalised(piece: Piece): string {
  return piece.text.replaceAll('\r\n', '\n');
}
