import { readFileSync, readdirSync } from 'node:fs';
import { inRepository } from '../support/repository.js';

/**
 * Where our verdict departs from native wasm-tools on purpose: a file, the smallest case. It begins with three comments:
 * `@spec HEADING`, then `ours: CODE` (we refuse, native accepts) or `native: MESSAGE` (native refuses with a message that
 * has this part, we accept), then why.
 */
export interface Departure {
  readonly name: string;
  readonly text: string;
  readonly ours: string | null;
  readonly native: string | null;
}

/** A folder below this one with departures, and how many it may hold. */
interface DepartureFolder {
  readonly folder: string;
  readonly extension: string;
  /** What begins a comment. */
  readonly comment: string;
  readonly limit: number;
}

/** Of WIT packages. */
export const WIT_DEPARTURES: DepartureFolder = {
  folder: 'departures',
  extension: '.wit',
  comment: '//',
  limit: 10,
};

/** Of components. */
export const COMPONENT_DEPARTURES: DepartureFolder = {
  folder: 'binary/departures',
  extension: '.wat',
  comment: ';;',
  limit: 20,
};

export function readDepartures({ folder, extension, comment, limit }: DepartureFolder): readonly Departure[] {
  const directory = inRepository('test', 'differential', folder);
  const departures = readdirSync(directory)
    .filter((name) => name.endsWith(extension))
    .map((name) => readDeparture(name, readFileSync(`${directory}/${name}`, 'utf8'), comment));
  if (departures.length > limit) throw new Error(`${departures.length} departures, ${limit} allowed`);
  return departures;
}

function readDeparture(name: string, text: string, comment: string): Departure {
  const said = (pattern: string): string | null =>
    new RegExp(`^${comment} ${pattern}$`, 'm').exec(text)?.[1] ?? null;
  if (said('@spec (\\S+\\.md#\\S+)') === null) throw new Error(`${name} names no heading of the spec`);
  const ours = said('ours: (\\S+)');
  const native = said('native: (.+)');
  if ((ours === null) === (native === null))
    throw new Error(`${name} needs one of \`${comment} ours:\` and \`${comment} native:\``);
  return { name, text, ours, native };
}

/** Two verdicts on one package: the codes of our errors, and native's message; empty = accepted. */
export interface Verdicts {
  readonly ours: readonly string[];
  readonly native: string;
}

export function agree({ ours, native }: Verdicts): boolean {
  return (ours.length === 0) === (native === '');
}

/** Whether the disagreement is one of those that are committed. */
export function isDeparture({ ours, native }: Verdicts, departures: readonly Departure[]): boolean {
  return departures.some((departure) =>
    native === ''
      ? departure.ours !== null && ours.every((code) => code === departure.ours)
      : departure.native !== null && native.includes(departure.native),
  );
}
