import { readFileSync, readdirSync } from 'node:fs';
import { inRepository } from '../../support/repository.js';

/**
 * Where our verdict on a component departs from native wasm-tools on purpose: at most twenty files of text format, each
 * the smallest case. It begins with `;; @spec HEADING`, then `;; ours: CODE` (we refuse, native accepts) or
 * `;; native: MESSAGE` (native refuses with a message that has this part, we accept), then why.
 */
export interface Departure {
  readonly name: string;
  readonly text: string;
  readonly ours: string | null;
  readonly native: string | null;
}

const LIMIT = 20;

export function readDepartures(): readonly Departure[] {
  const folder = inRepository('test', 'differential', 'binary', 'departures');
  const departures = readdirSync(folder)
    .filter((name) => name.endsWith('.wat'))
    .map((name) => readDeparture(name, readFileSync(`${folder}/${name}`, 'utf8')));
  if (departures.length > LIMIT) throw new Error(`${departures.length} departures, ${LIMIT} allowed`);
  return departures;
}

function readDeparture(name: string, text: string): Departure {
  if (!/^;; @spec \S+\.md#\S+$/m.test(text)) throw new Error(`${name} names no heading of the spec`);
  const ours = /^;; ours: (\S+)$/m.exec(text)?.[1] ?? null;
  const native = /^;; native: (.+)$/m.exec(text)?.[1] ?? null;
  if ((ours === null) === (native === null))
    throw new Error(`${name} needs one of \`;; ours:\` and \`;; native:\``);
  return { name, text, ours, native };
}

/** The committed departure that two verdicts are a case of; null for none. */
export function findDeparture(
  departures: readonly Departure[],
  { ours, native }: { readonly ours: readonly string[]; readonly native: string },
): Departure | null {
  return (
    departures.find((departure) =>
      native === ''
        ? departure.ours !== null && ours.every((code) => code === departure.ours)
        : departure.native !== null && native.includes(departure.native),
    ) ?? null
  );
}
