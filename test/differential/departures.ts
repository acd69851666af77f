import { readFileSync, readdirSync } from 'node:fs';
import { inRepository } from '../support/repository.js';

/**
 * Where our verdict departs from native wasm-tools on purpose: at most ten files, each the smallest case. It begins with
 * three comments: `// @spec HEADING`, then `// ours: CODE` (we refuse, native accepts) or `// native: MESSAGE` (native
 * refuses with a message that has this part, we accept), then why.
 */
export interface Departure {
  readonly name: string;
  readonly text: string;
  readonly ours: string | null;
  readonly native: string | null;
}

export const DEPARTURE_LIMIT = 10;

export function readDepartures(): readonly Departure[] {
  const folder = inRepository('test', 'differential', 'departures');
  const departures = readdirSync(folder)
    .filter((name) => name.endsWith('.wit'))
    .map((name) => readDeparture(name, readFileSync(`${folder}/${name}`, 'utf8')));
  if (departures.length > DEPARTURE_LIMIT)
    throw new Error(`${departures.length} departures, ${DEPARTURE_LIMIT} allowed`);
  return departures;
}

function readDeparture(name: string, text: string): Departure {
  if (!/^\/\/ @spec \S+\.md#\S+$/m.test(text)) throw new Error(`${name} names no heading of the spec`);
  const ours = /^\/\/ ours: (\S+)$/m.exec(text)?.[1] ?? null;
  const native = /^\/\/ native: (.+)$/m.exec(text)?.[1] ?? null;
  if ((ours === null) === (native === null))
    throw new Error(`${name} needs one of \`// ours:\` and \`// native:\``);
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
