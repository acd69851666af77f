/** A text that diagnostics can point into. `path` uses `/` and is what a user would type. */
export interface SourceFile {
  readonly path: string;
  readonly text: string;
}

/** A half-open range of UTF-16 units of one file. Line and column are computed when drawn. */
export interface Span {
  readonly file: SourceFile;
  readonly start: number;
  readonly end: number;
}

/** A binary that diagnostics can point into. */
export interface BinaryFile {
  readonly path: string;
  readonly bytes: Uint8Array;
}

/** A half-open range of bytes of one file. */
export interface ByteSpan {
  readonly file: BinaryFile;
  /** The nested component or module that holds the range, as `component[1] › module[0]`; empty for the file itself. */
  readonly component: string;
  /** Counted from the start of the file. */
  readonly start: number;
  readonly end: number;
}

/** Whether a place is one of a binary, not of a text. */
export function isByteSpan(place: Span | ByteSpan): place is ByteSpan {
  return 'bytes' in place.file;
}

/** 1-based line and column; the column counts UTF-16 units, as editors and SARIF do. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

const lineStartsOf = new WeakMap<SourceFile, readonly number[]>();

/** The offset at which each line of `file` starts. Computed once per file; `\n` alone ends a line, so CRLF works too. */
export function lineStarts(file: SourceFile): readonly number[] {
  const known = lineStartsOf.get(file);
  if (known !== undefined) return known;
  const starts = [0];
  for (let at = file.text.indexOf('\n'); at !== -1; at = file.text.indexOf('\n', at + 1)) starts.push(at + 1);
  lineStartsOf.set(file, starts);
  return starts;
}

/** The line and column of `offset`, which is clamped to the text. */
export function positionAt(file: SourceFile, offset: number): Position {
  const starts = lineStarts(file);
  const clamped = Math.max(0, Math.min(offset, file.text.length));
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] ?? 0) <= clamped) low = middle;
    else high = middle - 1;
  }
  return { line: low + 1, column: clamped - (starts[low] ?? 0) + 1 };
}
