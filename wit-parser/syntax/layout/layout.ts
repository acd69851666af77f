import type { TokenTable } from '../token-table.js';
import type { TokenKind } from '../tree.js';
import { TOKEN_KINDS } from '../token-kinds.js';

/** Tokens of one line behind which its beginning no longer matters. */
const LINE_LOOK_BACK = 100;

/**
 * How tokens lie on lines. Correct WIT is read without it: only where the text is broken do lines and indentation
 * tell what its author took for one item.
 */
export class Layout {
  readonly table: TokenTable;
  private readonly matching = new Map<number, number>();

  constructor(table: TokenTable) {
    this.table = table;
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
    const { table } = this;
    if (index < 0 || index >= table.count) return null;
    const start = table.startAt(index);
    const from = index === 0 ? 0 : table.endAt(index - 1);
    const gap = table.text.slice(from, start);
    const newline = gap.lastIndexOf('\n');
    if (newline === -1 && index > 0) return null;
    return gap.length - gap.slice(newline + 1).trimStart().length - newline - 1;
  }

  /** The column in which the line begins on which a token starts; null where that is far away. */
  lineIndent(index: number): number | null {
    for (let at = index; at >= 0 && at > index - LINE_LOOK_BACK; at -= 1) {
      const indent = this.indent(at);
      if (indent !== null) return indent;
    }
    return null;
  }

  /** The index of the `}` that matches the `{` at `open` by count alone, or the number of tokens. */
  matchingBrace(open: number): number {
    const known = this.matching.get(open);
    if (known !== undefined) return known;
    let depth = 0;
    let index = open;
    for (; index < this.count; index += 1) {
      const kind = this.kind(index);
      if (kind === '{') depth += 1;
      else if (kind === '}' && (depth -= 1) === 0) break;
    }
    this.matching.set(open, index);
    return index;
  }

  /** Whether no line ends between two tokens. */
  onSameLine(from: number, to: number): boolean {
    const newline = this.table.text.indexOf('\n', this.table.startAt(from));
    return newline === -1 || newline > this.table.startAt(to);
  }
}
