/** What a piece of drawn text is; a `Paint` gives each its colour. */
export type Tone = 'error' | 'warning' | 'note' | 'help' | 'secondary' | 'gutter' | 'strong' | 'code';

/** Colours `text`, or gives it back as it is. */
export type Paint = (tone: Tone, text: string) => string;

export const plain: Paint = (_tone, text) => text;

/** One line under construction: a character and a tone for each column. */
export interface Row {
  readonly cells: string[];
  readonly tones: (Tone | null)[];
}

export function emptyRow(): Row {
  return { cells: [], tones: [] };
}

/** Writes `text` from `column` on, over what is there. Only the last text of a row may hold wide characters. */
export function put(row: Row, column: number, text: string, tone: Tone | null): void {
  while (row.cells.length < column) {
    row.cells.push(' ');
    row.tones.push(null);
  }
  [...text].forEach((character, index) => {
    row.cells[column + index] = character;
    row.tones[column + index] = tone;
  });
}

/** As `put`, but keeps what is already drawn. */
export function putBehind(row: Row, column: number, text: string, tone: Tone): void {
  [...text].forEach((character, index) => {
    if ((row.cells[column + index] ?? ' ') === ' ') put(row, column + index, character, tone);
  });
}

/** The row as text, runs of one tone painted together, without blanks at the end. */
export function paintRow(row: Row, paint: Paint): string {
  let end = row.cells.length;
  while (end > 0 && row.cells[end - 1] === ' ') end--;
  let text = '';
  for (let start = 0; start < end;) {
    const tone = row.tones[start] ?? null;
    let next = start + 1;
    while (next < end && (row.tones[next] ?? null) === tone) next++;
    const run = row.cells.slice(start, next).join('');
    text += tone === null ? run : paint(tone, run);
    start = next;
  }
  return text;
}
