import { at } from './invariant.js';
import { columnIn, type View } from './render-marks.js';
import { emptyRow, put, putBehind, type Row, type Tone } from './render-row.js';

/** A label over several lines (1-based), and the lane of the left margin in which its bar runs. */
export interface Stretch {
  readonly startLine: number;
  readonly startOffset: number;
  readonly endLine: number;
  /** Behind the last unit, in its line. */
  readonly endOffset: number;
  readonly sign: '^' | '-';
  readonly tone: Tone;
  readonly label: string;
  readonly lane: number;
}

/** Gives each stretch the leftmost lane that is free over its lines; the longest ones get the outer lanes. */
export function assignLanes(stretches: readonly Omit<Stretch, 'lane'>[]): Stretch[] {
  const sorted = stretches.toSorted((a, b) => a.startLine - b.startLine || b.endLine - a.endLine);
  const busyUntil: number[] = [];
  return sorted.map((stretch) => {
    const free = busyUntil.findIndex((line) => line < stretch.startLine);
    const lane = free === -1 ? busyUntil.length : free;
    busyUntil[lane] = stretch.endLine;
    return { ...stretch, lane };
  });
}

/** How many columns the bars take before the text; 0 without any. */
export function marginWidth(stretches: readonly Stretch[]): number {
  const lanes = Math.max(0, ...stretches.map(({ lane }) => lane + 1));
  return lanes === 0 ? 0 : lanes + 1;
}

/** A row with the bars of `active`; what follows is put at `marginWidth`. */
export function bars(active: Iterable<Stretch>): Row {
  const row = emptyRow();
  for (const { lane, tone } of active) put(row, lane, '|', tone);
  return row;
}

/** True when only blanks come before the stretch in its first line: `/` in the margin then says enough. */
export function beginsLine(stretch: Stretch, line: string): boolean {
  return line.slice(0, stretch.startOffset).trim() === '';
}

/** The row that leads the bar of `stretch` to its first character: ` ____^`. */
export function openingRow(stretch: Stretch, active: Iterable<Stretch>, column: number): Row {
  const row = bars(active);
  put(row, column, stretch.sign, stretch.tone);
  putBehind(row, stretch.lane + 1, '_'.repeat(Math.max(0, column - stretch.lane - 1)), stretch.tone);
  return row;
}

/** The row that leads the bar of `stretch` to its last character, with the label: `|____^ label`. */
export function closingRow(stretch: Stretch, active: Iterable<Stretch>, column: number): Row {
  const row = bars(active);
  const text = stretch.label === '' ? stretch.sign : `${stretch.sign} ${stretch.label}`;
  put(row, column, text, stretch.tone);
  putBehind(row, stretch.lane + 1, '_'.repeat(Math.max(0, column - stretch.lane - 1)), stretch.tone);
  return row;
}

/** The column of the last character of `stretch` in `line`, seen in `view`. */
export function lastColumn(stretch: Stretch, line: string, view: View): number {
  return columnIn(line, view, Math.max(0, stretch.endOffset - 1));
}

/** `row` moved right by `columns`, over the bars of `active`. */
export function besideBars(row: Row, active: Iterable<Stretch>, columns: number): Row {
  const moved = bars(active);
  for (const [index, cell] of row.cells.entries()) {
    if (cell !== ' ' || index > 0) put(moved, columns + index, cell, at(row.tones, index));
  }
  return moved;
}
