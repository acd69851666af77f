/** A line of a drawn tree: its text, further columns, and the lines below it. */
export interface Row {
  readonly text: string;
  readonly cells?: readonly string[];
  readonly rows?: readonly Row[];
}

interface Line {
  readonly text: string;
  readonly cells: readonly string[];
  /** Lines of one group share their columns. */
  readonly group: number;
}

/** Draws `root` and what is below it; columns line up among the lines of one branch of the root. */
export function drawTree(root: Row): string {
  const lines: Line[] = [{ text: root.text, cells: root.cells ?? [], group: 0 }];
  (root.rows ?? []).forEach((branch, index, all) => {
    addLines(lines, branch, '', index === all.length - 1, index + 1);
  });
  const widths = new Map<number, readonly number[]>();
  for (const { group } of lines) {
    if (!widths.has(group)) widths.set(group, columnsOf(lines.filter((line) => line.group === group)));
  }
  return lines.map((line) => drawLine(line, widths.get(line.group) ?? [])).join('');
}

function addLines(lines: Line[], row: Row, indent: string, isLast: boolean, group: number): void {
  lines.push({ text: `${indent}${isLast ? '└─ ' : '├─ '}${row.text}`, cells: row.cells ?? [], group });
  const inner = `${indent}${isLast ? '   ' : '│  '}`;
  (row.rows ?? []).forEach((child, index, all) => {
    addLines(lines, child, inner, index === all.length - 1, group);
  });
}

/** The width of the text and of each further column. */
function columnsOf(lines: readonly Line[]): readonly number[] {
  const widths: number[] = [];
  for (const { text, cells } of lines) {
    if (cells.length === 0) continue;
    [text, ...cells].forEach((cell, column) => {
      widths[column] = Math.max(widths[column] ?? 0, [...cell].length);
    });
  }
  return widths;
}

/** Numbers stand to the right, words to the left. */
function drawLine({ text, cells }: Line, widths: readonly number[]): string {
  const drawn = cells.map((cell, index) => {
    const width = widths[index + 1] ?? 0;
    return /^\d/.test(cell) ? cell.padStart(width) : cell.padEnd(width);
  });
  const first = cells.length === 0 ? text : text.padEnd(widths[0] ?? 0);
  return `${[first, ...drawn].join('  ').trimEnd()}\n`;
}
