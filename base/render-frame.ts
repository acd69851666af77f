import type { Label } from './diagnostic.js';
import { at } from './invariant.js';
import {
  assignLanes, bars, beginsLine, besideBars, closingRow, lastColumn, marginWidth, openingRow, type Stretch,
} from './render-lanes.js'; // prettier-ignore
import { columnIn, markRows, viewText, viewsOf, type Mark, type View } from './render-marks.js';
import { paintRow, put, type Paint, type Row, type Tone } from './render-row.js';
import { lineStarts, positionAt, type SourceFile, type Span } from './source.js';

/** A label with the look that its part in the diagnostic gives it. */
export interface FrameLabel {
  readonly label: Label;
  readonly sign: '^' | '-';
  readonly tone: Tone;
}

/** A label in a text. */
export type TextLabel = FrameLabel & { readonly label: { readonly at: Span } };

/** What one frame shows of one file, by lines (1-based). */
interface Plan {
  readonly file: SourceFile;
  readonly marks: ReadonlyMap<number, readonly Mark[]>;
  readonly stretches: readonly Stretch[];
  /** In order, without the gaps. */
  readonly lines: readonly number[];
}

/** The number of columns that the line numbers of `labels` take. */
export function gutterWidth(labels: readonly TextLabel[]): number {
  return Math.max(
    1,
    ...labels.map(({ label: { at: { file, end } } }) => String(positionAt(file, end).line).length),
  ); // prettier-ignore
}

/** Draws the lines of one file that `labels` (all of that file) point at, below a gutter `width` columns wide. */
export function renderFrame(labels: readonly TextLabel[], width: number, paint: Paint): string[] {
  const plan = planFrame(labels);
  const margin = marginWidth(plan.stretches);
  const gutter = (text: string): string => paint('gutter', `${text.padStart(width)} |`);
  const lines: string[] = [gutter('')];
  const emit = (number: string, row: Row): void => {
    const text = paintRow(row, paint);
    lines.push(text === '' ? gutter(number) : `${gutter(number)} ${text}`);
  };
  const active = new Set<Stretch>();
  let previous: number | null = null;
  for (const number of plan.lines) {
    if (previous !== null && number === previous + 2) {
      emit(String(previous + 1), sourceRow(lineText(plan.file, previous + 1), active, margin));
    } else if (previous !== null && number > previous + 2) {
      const gap = paintRow(bars(active), paint);
      lines.push(paint('gutter', '...') + (gap === '' ? '' : ' '.repeat(width) + gap));
    }
    renderLine(plan, number, active, emit);
    previous = number;
  }
  return lines;
}

/** A line without labels. */
function sourceRow(line: string, active: Iterable<Stretch>, margin: number): Row {
  const row = bars(active);
  const [view] = viewsOf(line, []);
  if (view !== undefined) put(row, margin, viewText(line, view), null);
  return row;
}

/** One line with all that points at it; `active` are the stretches that run through it, and is brought up to date. */
function renderLine(
  plan: Plan,
  number: number,
  active: Set<Stretch>,
  emit: (number: string, row: Row) => void,
): void {
  const line = lineText(plan.file, number);
  const margin = marginWidth(plan.stretches);
  const opening = plan.stretches.filter(({ startLine }) => startLine === number);
  const closing = plan.stretches.filter(({ endLine }) => endLine === number);
  const ends = [
    ...opening.map((stretch) => pointMark(stretch, stretch.startOffset)),
    ...closing.map((stretch) => pointMark(stretch, Math.max(0, stretch.endOffset - 1))),
  ];
  const marks = plan.marks.get(number) ?? [];
  for (const view of viewsOf(line, [...marks, ...ends.map(({ mark }) => mark)])) {
    const holds = (stretch: Stretch): boolean =>
      ends.some((end) => end.stretch === stretch && view.marks.includes(end.mark));
    const row = bars(active);
    put(row, margin, viewText(line, view), null);
    const opened = opening.filter(holds);
    for (const stretch of opened.filter((stretch) => beginsLine(stretch, line))) {
      put(row, stretch.lane, '/', stretch.tone);
      active.add(stretch);
    }
    emit(String(number), row);
    const own: View = { ...view, marks: view.marks.filter((mark) => marks.includes(mark)) };
    for (const below of markRows(line, own)) emit('', besideBars(below, active, margin));
    for (const stretch of opened.filter((stretch) => !active.has(stretch))) {
      emit('', openingRow(stretch, active, margin + columnIn(line, view, stretch.startOffset)));
      active.add(stretch);
    }
    for (const stretch of closing.filter(holds)) {
      emit('', closingRow(stretch, active, margin + lastColumn(stretch, line, view)));
      active.delete(stretch);
    }
  }
}

/** The start or end of a stretch, as a mark that a window of a long line must hold. */
function pointMark(stretch: Stretch, offset: number): { stretch: Stretch; mark: Mark } {
  const { sign, tone } = stretch;
  return { stretch, mark: { start: offset, end: offset + 1, sign, tone, label: '' } };
}

function planFrame(labels: readonly TextLabel[]): Plan {
  const file = at(labels, 0).label.at.file;
  const marks = new Map<number, Mark[]>();
  const stretches: Omit<Stretch, 'lane'>[] = [];
  for (const { label, sign, tone } of labels) {
    const place = { ...linesOf(file, label.at.start, label.at.end), sign, tone, label: label.label };
    if (place.startLine !== place.endLine) {
      stretches.push(place);
      continue;
    }
    const mark = { start: place.startOffset, end: place.endOffset, sign, tone, label: label.label };
    marks.set(place.startLine, [...(marks.get(place.startLine) ?? []), mark]);
  }
  const lines = new Set([
    ...marks.keys(),
    ...stretches.flatMap(({ startLine, endLine }) => [startLine, endLine]),
  ]);
  return { file, marks, stretches: assignLanes(stretches), lines: [...lines].sort((a, b) => a - b) };
}

/** Lines and offsets in them of a span; one that ends just behind a line break ends with the line before it. */
function linesOf(
  file: SourceFile,
  start: number,
  end: number,
): Pick<Stretch, 'startLine' | 'startOffset' | 'endLine' | 'endOffset'> {
  // prettier-ignore
  const first = positionAt(file, start);
  let last = positionAt(file, Math.max(start, end));
  if (last.column === 1 && last.line > first.line) {
    last = { line: last.line - 1, column: lineText(file, last.line - 1).length + 1 };
  }
  const inLine = (line: number, column: number): number => Math.min(column - 1, lineText(file, line).length);
  return {
    startLine: first.line,
    startOffset: inLine(first.line, first.column),
    endLine: last.line,
    endOffset: inLine(last.line, last.column),
  };
}

/** The text of a line, without its end. */
function lineText(file: SourceFile, line: number): string {
  const starts = lineStarts(file);
  const next = starts[line];
  const text = file.text.slice(at(starts, line - 1), next === undefined ? undefined : next - 1);
  return text.endsWith('\r') ? text.slice(0, -1) : text;
}
