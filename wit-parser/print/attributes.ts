import type { Stability } from '../model.js';
import type { LineWriter } from './line-writer.js';

/** What may stand in front of an item. */
export interface Described {
  readonly docs: string | null;
  readonly stability: Stability | null;
  readonly externalId?: string | null;
}

export interface PrintOptions {
  /** Whether doc comments are printed; they are unless this is false. */
  readonly docs?: boolean;
}

/** Writes the doc comment, the gates and the external id of `item`, each on lines of its own. */
export function writeAttributes(out: LineWriter, item: Described, options: PrintOptions): void {
  writeDocs(out, item.docs, options);
  writeGates(out, item.stability, item.externalId ?? null);
}

/** Writes `docs` as `///` lines. */
export function writeDocs(out: LineWriter, docs: string | null, options: PrintOptions): void {
  if (docs === null || docs === '' || options.docs === false) return;
  for (const line of docs.replace(/\r?\n$/, '').split(/\r?\n/)) out.line(line === '' ? '///' : `/// ${line}`);
}

/** Writes `@since`, `@unstable`, `@deprecated` and `@external-id`. */
export function writeGates(out: LineWriter, stability: Stability | null, externalId: string | null): void {
  if (stability !== null) {
    if (stability.kind === 'stable') out.line(`@since(version = ${stability.since})`);
    else out.line(`@unstable(feature = ${stability.feature})`);
    if (stability.deprecated !== null) out.line(`@deprecated(version = ${stability.deprecated})`);
  }
  if (externalId !== null) out.line(`@external-id("${escapeString(externalId)}")`);
}

const NAMED_ESCAPES: ReadonlyMap<string, string> = new Map([
  ['\\', '\\\\'],
  ['"', '\\"'],
  ['\n', '\\n'],
  ['\r', '\\r'],
  ['\t', '\\t'],
]);

/** The inside of a string literal: all but a few plain characters are escaped, so that it is ASCII on one line. */
function escapeString(text: string): string {
  return text.replace(/[^-A-Za-z0-9_./: ]/gu, (char) => {
    return NAMED_ESCAPES.get(char) ?? `\\u{${(char.codePointAt(0) ?? 0).toString(16)}}`;
  });
}
