import type { TokenTable } from '../token-table.js';
import type { TokenKind } from '../tree.js';
import { TOKEN_KINDS, kindIndex } from '../token-kinds.js';

const OPEN_BRACE = kindIndex('{');
const CLOSE_BRACE = kindIndex('}');

/**
 * How tokens lie on lines. Correct WIT is read without it: only where the text is broken do lines and indentation
 * tell what its author took for one item.
 */
export class Layout {
  readonly table: TokenTable;
  /** For each token, the number of its line, counting lines with tokens only. */
  private readonly lines: Uint32Array;
  /** For each token, how far its line is indented. */
  private readonly indents: Uint32Array;
  private matches: Uint32Array | null = null;

  constructor(table: TokenTable) {
    this.table = table;
    this.lines = new Uint32Array(table.count);
    this.indents = new Uint32Array(table.count);
    this.measure();
  }

  /** A comment in front of the first token belongs to its line. */
  private measure(): void {
    const { table } = this;
    let line = 0;
    let indent = 0;
    let end = 0;
    for (let index = 0; index < table.count; index += 1) {
      const gap = table.text.slice(end, table.startAt(index));
      const newline = gap.lastIndexOf('\n');
      if (newline !== -1 || index === 0) {
        indent = gap.length - gap.slice(newline + 1).trimStart().length - newline - 1;
        line += 1;
      }
      this.lines[index] = line;
      this.indents[index] = indent;
      end = table.endAt(index);
    }
  }

  get count(): number {
    return this.table.count;
  }

  kind(index: number): TokenKind {
    return index < 0 ? 'eof' : (TOKEN_KINDS[this.table.kindAt(index)] ?? 'eof');
  }

  isId(index: number): boolean {
    return this.kind(index) === 'id';
  }

  /** How far the line is indented that begins with the token, or with a comment in front of it; else null. */
  indent(index: number): number | null {
    const isFirst = index === 0 || this.lines[index] !== this.lines[index - 1];
    return isFirst ? this.lineIndent(index) : null;
  }

  /** How far the line is indented on which a token starts. */
  lineIndent(index: number): number | null {
    return this.indents[index] ?? null;
  }

  /** Whether two tokens start on the same line. */
  onSameLine(from: number, to: number): boolean {
    return this.lines[from] === this.lines[to];
  }

  /** The index of the `}` that matches the `{` at `open` by count alone, or the number of tokens. */
  matchingBrace(open: number): number {
    this.matches ??= this.matchBraces();
    return this.matches[open] ?? this.count;
  }

  private matchBraces(): Uint32Array {
    const matches = new Uint32Array(this.count).fill(this.count);
    const open: number[] = [];
    for (let index = 0; index < this.count; index += 1) {
      const kind = this.table.kindAt(index);
      if (kind === OPEN_BRACE) open.push(index);
      const start = kind === CLOSE_BRACE ? open.pop() : undefined;
      if (start !== undefined) matches[start] = index;
    }
    return matches;
  }
}
