import { readFileSync } from 'node:fs';
import { inRepository } from '../test/support/repository.js';
import type { Row } from './measure.js';

/** The bounds of a row, of which each is optional. */
interface Bar {
  readonly timesPeer?: number;
  readonly timesFloor?: number;
  readonly aboveFloor?: number;
  readonly most?: number;
}

export interface Verdict {
  readonly pass: boolean;
  readonly text: string;
}

/** How `row` stands to its bars. `margin` widens them, for machines that are shared with others. */
export function judge(row: Row, margin: number): readonly Verdict[] {
  const bars = JSON.parse(readFileSync(inRepository('bench', 'bars.json'), 'utf8')) as Record<string, Bar>;
  const bar = bars[row.name] ?? {};
  const verdicts = [
    verdict(row.ours, bar.most, margin, 'at most'),
    verdict(ratio(row.ours, row.peer), bar.timesPeer, margin, '× peer'),
    verdict(ratio(row.ours, row.floor), bar.timesFloor, margin, '× floor'),
    verdict(row.ours - (row.floor ?? Number.NaN), bar.aboveFloor, margin, 'above floor'),
  ];
  return verdicts.filter((one) => one !== null);
}

function ratio(value: number, by: number | undefined): number {
  return value / (by ?? Number.NaN);
}

/** A value that could not be measured fails its bar. */
function verdict(value: number, bar: number | undefined, margin: number, what: string): Verdict | null {
  if (bar === undefined) return null;
  const pass = value <= bar * margin;
  const measured = Number.isNaN(value) ? 'not measured' : value.toFixed(2);
  return { pass, text: `${pass ? 'pass' : 'FAIL'}: ${measured} (bar: ${what} ${bar})` };
}
