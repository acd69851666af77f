import { readFileSync } from 'node:fs';
import { inRepository } from '../test/support/repository.js';
import type { Row } from './measure.js';

/** The bounds of a row, of which each is optional. */
interface Bar {
  readonly timesPeer?: number;
  readonly timesFloor?: number;
  readonly aboveFloor?: number;
  readonly most?: number;
  /** Why the bar is not kept yet: how far it is off is printed, and stops nothing. */
  readonly open?: string;
  /** Passed by either: so many times the floor, or so much above it. */
  readonly nearFloor?: { readonly times: number; readonly above: number };
}

export interface Verdict {
  readonly pass: boolean;
  readonly text: string;
}

/** How `row` stands to its bars. `margin` widens those of what is timed, for machines that are shared with others. */
export function judge(row: Row, forTimes: number): readonly Verdict[] {
  const margin = row.unit === 'kB' ? 1 : forTimes;
  const bars = JSON.parse(readFileSync(inRepository('bench', 'bars.json'), 'utf8')) as Record<string, Bar>;
  const bar = bars[row.bar ?? row.name] ?? {};
  const verdicts = [
    verdict(row.ours, bar.most, margin, 'at most'),
    verdict(ratio(row.ours, row.peer), bar.timesPeer, margin, '× peer'),
    verdict(ratio(row.ours, row.floor), bar.timesFloor, margin, '× floor'),
    verdict(row.ours - (row.floor ?? Number.NaN), bar.aboveFloor, margin, 'above floor'),
    verdict(ratio(row.ours, row.floor), nearFloor(row, bar), margin, '× floor'),
  ];
  const found = verdicts.filter((one) => one !== null);
  const { open } = bar;
  if (open === undefined) return found;
  return found.map(({ text }) => ({
    pass: true,
    text: text.startsWith('pass') ? text : `open, ${open}: ${text}`,
  }));
}

function ratio(value: number, by: number | undefined): number {
  return value / (by ?? Number.NaN);
}

/** How many times the floor `bar.nearFloor` allows. */
function nearFloor({ floor = Number.NaN }: Row, { nearFloor }: Bar): number | undefined {
  return nearFloor && Math.max(nearFloor.times, 1 + nearFloor.above / floor);
}

/** A value that could not be measured fails its bar. */
function verdict(value: number, bar: number | undefined, margin: number, what: string): Verdict | null {
  if (bar === undefined) return null;
  const pass = value <= bar * margin;
  const says = value <= bar ? 'pass' : pass ? `over its bar, within ${margin} times it` : 'FAIL';
  const measured = Number.isNaN(value) ? 'not measured' : value.toFixed(2);
  return { pass, text: `${says}: ${measured} (bar: ${what} ${Number(bar.toFixed(2))})` };
}
