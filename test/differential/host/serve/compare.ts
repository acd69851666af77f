import { isDeepStrictEqual } from 'node:util';
import type { RawResponse } from './raw-client.js';

/** What came back for a probe: a response for each request, and whether the server ended the connection, where asked. */
export interface Answers {
  readonly responses: readonly (RawResponse | null)[];
  readonly ends: boolean | null;
}

/**
 * What of a response is compared. Left out is what means nothing (the reason phrase, the order of fields of different names),
 * `date`, and what is said of the connection unless the probe is about it.
 */
interface Compared {
  readonly outcome: string;
  readonly interim: readonly number[];
  readonly fields: RawResponse['headers'];
  readonly framing: RawResponse['framing'];
  readonly content: string;
  readonly trailers: RawResponse['trailers'];
}

/** In a few words, where two answers differ: by the outcomes, or by the parts; null where they do not. */
export function differenceOf(ours: Answers, theirs: Answers): string | null {
  const differences = ours.responses.map((our, i) => {
    const isOfConnection = ours.ends !== null;
    const a = comparable(our, isOfConnection);
    const b = comparable(theirs.responses[i] ?? null, isOfConnection);
    if (a.outcome !== b.outcome) return `${a.outcome}, theirs ${b.outcome}`;
    const parts = (Object.keys(a) as (keyof Compared)[]).filter(
      (part) => !isDeepStrictEqual(a[part], b[part]),
    );
    return parts.length === 0 ? null : parts.join(', ');
  });
  if (ours.ends !== theirs.ends) differences.push('end of the connection');
  const found = differences.filter((difference) => difference !== null);
  return found.length === 0 ? null : found.join('; ');
}

function comparable(response: RawResponse | null, isOfConnection: boolean): Compared {
  // How much of it came before the end of the connection is up to the moment.
  if (response === null || !response.isWhole) return without('broken off');
  if (isOwn(response)) return without(`${response.status} of its own`);
  const { status, interim, headers, framing, content, trailers } = response;
  const ignored = new Set(['date', 'keep-alive', ...(isOfConnection ? [] : ['connection'])]);
  return {
    outcome: String(status),
    interim,
    fields: byName(headers).filter(([name]) => !ignored.has(name)),
    framing,
    content: content.toString('latin1'),
    trailers: byName(trailers),
  };
}

function without(outcome: string): Compared {
  return { outcome, interim: [], fields: [], framing: 'none', content: '', trailers: [] };
}

/** Whether the server answered by itself, which each does in its own words. */
function isOwn({ status, content }: RawResponse): boolean {
  if (![400, 431, 500].includes(status)) return false;
  return /^(?:internal server error\n|<!doctype html>[^]*\bwasmtime\b[^]*)?$/.test(content.toString());
}

/** Values of one name stay in their order. */
function byName(fields: RawResponse['headers']): RawResponse['headers'] {
  return fields
    .map(([name, value]): readonly [string, string] => [name.toLowerCase(), value])
    .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
}
