import { displayWidth, expandTabs } from './display.js';
import { at } from './invariant.js';
import { emptyRow, put, type Row, type Tone } from './render-row.js';

/** A label on one line, in UTF-16 units of that line. */
export interface Mark {
  readonly start: number;
  readonly end: number;
  readonly sign: '^' | '-';
  readonly tone: Tone;
  readonly label: string;
}

/** A stretch of a line that is drawn: the whole of it, unless the line is very long. */
export interface View {
  readonly from: number;
  readonly to: number;
  readonly marks: readonly Mark[];
}

const CUT = '...';
/** Longer lines (minified or hostile ones) are drawn as windows of `WINDOW` units around their labels. */
const LONGEST_WHOLE_LINE = 160;
const WINDOW = 100;
const BEFORE_MARK = 40;

/** The stretches of `line` to draw so that each of `marks` is seen. */
export function viewsOf(line: string, marks: readonly Mark[]): View[] {
  const sorted = marks.toSorted((a, b) => a.start - b.start);
  if (line.length <= LONGEST_WHOLE_LINE) return [{ from: 0, to: line.length, marks: sorted }];
  const views: { from: number; to: number; marks: Mark[] }[] = [];
  for (const mark of sorted) {
    const last = views.at(-1);
    if (last !== undefined && mark.start < last.to) last.marks.push(mark);
    else views.push({ ...windowAround(line, mark.start), marks: [mark] });
  }
  return views.length > 0 ? views : [{ ...windowAround(line, 0), marks: [] }];
}

function windowAround(line: string, offset: number): { from: number; to: number } {
  const to = Math.min(line.length, Math.max(0, offset - BEFORE_MARK) + WINDOW);
  return { from: wholeCharacter(line, Math.max(0, to - WINDOW)), to: wholeCharacter(line, to) };
}

/** `offset`, moved out of the middle of a surrogate pair. */
function wholeCharacter(line: string, offset: number): number {
  const code = line.charCodeAt(offset);
  return code >= 0xdc00 && code <= 0xdfff ? offset - 1 : offset;
}

/** The text of `view`, with `...` where the line goes on. */
export function viewText(line: string, view: View): string {
  const before = view.from > 0 ? CUT : '';
  const after = view.to < line.length ? CUT : '';
  return before + expandTabs(line.slice(view.from, view.to)) + after;
}

/** The column at which the character at `offset` of `line` is drawn in `view`. */
export function columnIn(line: string, view: View, offset: number): number {
  const clamped = Math.max(view.from, Math.min(offset, view.to));
  const before = view.from > 0 ? CUT.length : 0;
  return before + displayWidth(expandTabs(line.slice(view.from, clamped)));
}

interface Drawn {
  readonly start: number;
  readonly end: number;
  readonly mark: Mark;
}

/**
 * The rows below a line: signs under each mark, the label of the rightmost beside them, the others hanging below:
 *
 *     a: u32, a: u32
 *     -       ^ declared twice
 *     |
 *     first declared here
 */
export function markRows(line: string, view: View): Row[] {
  const drawn = view.marks.map((mark): Drawn => {
    const start = columnIn(line, view, mark.start);
    return { start, end: Math.max(columnIn(line, view, mark.end), start + 1), mark };
  });
  if (drawn.length === 0) return [];
  const signs = emptyRow();
  const secondaryFirst = drawn.toSorted((a, b) => Number(a.mark.sign === '^') - Number(b.mark.sign === '^'));
  for (const { start, end, mark } of secondaryFirst)
    put(signs, start, mark.sign.repeat(end - start), mark.tone);
  const hanging = drawn.filter(({ mark }) => mark.label !== '');
  const last = at(drawn, drawn.length - 1);
  if (hanging.at(-1) === last && drawn.every(({ end }) => end <= last.end)) {
    put(signs, last.end, ` ${last.mark.label}`, last.mark.tone);
    hanging.pop();
  }
  return [signs, ...hangingRows(hanging)];
}

/** Labels that hang below their marks, the rightmost first, joined to them by `|`. */
function hangingRows(hanging: readonly Drawn[]): Row[] {
  if (hanging.length === 0) return [];
  const rows = [connectors(hanging)];
  for (let index = hanging.length - 1; index >= 0; index--) {
    const { start, mark } = at(hanging, index);
    const row = connectors(hanging.slice(0, index).filter((other) => other.start < start));
    put(row, start, mark.label, mark.tone);
    rows.push(row);
  }
  return rows;
}

function connectors(drawn: readonly Drawn[]): Row {
  const row = emptyRow();
  for (const { start, mark } of drawn) put(row, start, '|', mark.tone);
  return row;
}
