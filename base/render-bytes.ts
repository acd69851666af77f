import { at } from './invariant.js';
import type { FrameLabel } from './render-frame.js';
import { markRows, type Mark } from './render-marks.js';
import { emptyRow, paintRow, put, type Paint } from './render-row.js';
import type { BinaryFile, ByteSpan } from './source.js';

/** A label in a binary. */
export type ByteLabel = FrameLabel & { readonly label: { readonly at: ByteSpan } };

const BYTES_IN_ROW = 16;
/** Two digits and a blank a byte. */
const COLUMNS_OF_BYTE = 3;

/** The number of columns that the offsets of `labels` take. */
export function byteGutterWidth(labels: readonly ByteLabel[]): number {
  return Math.max(0, ...labels.map(({ label }) => offsetText(rowOf(label.at.start)).length));
}

/**
 * Draws the rows of one binary that `labels` (all of that file) point at, as a hex dump below a gutter `width` columns
 * wide:
 *
 *          |
 *     0x10 | 07 02 01 62
 *          |          ^^ no type has this opcode
 *
 * A range that goes on in further rows is marked in its first row only.
 */
export function renderByteFrame(labels: readonly ByteLabel[], width: number, paint: Paint): string[] {
  const { file } = at(labels, 0).label.at;
  const gutter = (text: string): string => paint('gutter', `${text.padStart(width)} |`);
  const marks = new Map<number, Mark[]>();
  for (const { label, sign, tone } of labels) {
    const row = rowOf(label.at.start);
    const last = Math.min(Math.max(label.at.end, label.at.start + 1), row + BYTES_IN_ROW);
    const mark = {
      start: (label.at.start - row) * COLUMNS_OF_BYTE,
      end: (last - row) * COLUMNS_OF_BYTE - 1,
      sign,
      tone,
      label: label.label,
    };
    marks.set(row, [...(marks.get(row) ?? []), mark]);
  }
  const lines = [gutter('')];
  let previous: number | null = null;
  for (const [row, own] of [...marks].sort(([a], [b]) => a - b)) {
    if (previous !== null && row > previous + BYTES_IN_ROW) lines.push(paint('gutter', '...'));
    lines.push(...renderRow(file, row, own, gutter, paint));
    previous = row;
  }
  return lines;
}

function renderRow(
  file: BinaryFile,
  row: number,
  marks: readonly Mark[],
  gutter: (text: string) => string,
  paint: Paint,
): string[] {
  const text = hexOf(file.bytes.subarray(row, row + BYTES_IN_ROW));
  const line = emptyRow();
  put(line, 0, text, null);
  const drawn = `${gutter(offsetText(row))} ${paintRow(line, paint)}`.trimEnd();
  // A place behind the last byte is drawn behind it too.
  const room = text.padEnd(BYTES_IN_ROW * COLUMNS_OF_BYTE);
  const sorted = marks.toSorted((a, b) => a.start - b.start);
  const below = markRows(room, { from: 0, to: room.length, marks: sorted });
  return [drawn, ...below.map((mark) => `${gutter('')} ${paintRow(mark, paint)}`)];
}

function rowOf(offset: number): number {
  return offset - (offset % BYTES_IN_ROW);
}

function offsetText(offset: number): string {
  return `0x${offset.toString(16)}`;
}

function hexOf(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join(' ');
}
