import type { Stability } from '../model.js';

export interface PrintOptions {
  /** Whether doc comments are printed; they are unless this is false. */
  readonly docs?: boolean;
}

/** What may stand in front of an item. */
export interface Attributes {
  readonly docs: string | null;
  readonly stability: Stability | null;
  readonly externalId?: string | null;
}

/** Collects indented lines of WIT. */
export interface WitWriter {
  line(text: string): void;
  /** A blank line, without indentation. */
  blank(): void;
  /** A blank line unless nothing has been counted in this block yet; counts the item that follows. */
  separate(): void;
  /** Counts an item that has no blank line in front. */
  count(): void;
  /** `head {`, what `body` writes one step deeper, `}`. */
  block(head: string, body: () => void): void;
  /** `docs` as `///` lines, unless the options say otherwise. */
  docs(docs: string | null): void;
  /** The doc comment, the gates and the external id of an item, each on lines of its own. */
  attributes(item: Attributes): void;
  /** What was written, with `\n` behind each line. */
  text(): string;
}

const INDENT = '  ';

/** An empty writer at the left margin. */
export function createWitWriter(options: PrintOptions): WitWriter {
  const lines: string[] = [];
  let margin = '';
  let counted = false;
  const writer: WitWriter = {
    line: (text) => void lines.push(margin + text),
    blank: () => void lines.push(''),
    separate() {
      if (counted) writer.blank();
      counted = true;
    },
    count() {
      counted = true;
    },
    block(head, body) {
      writer.line(`${head} {`);
      const outer = { margin, counted };
      margin += INDENT;
      counted = false;
      body();
      ({ margin, counted } = outer);
      writer.line('}');
    },
    docs(docs) {
      if (docs === null || docs === '' || options.docs === false) return;
      const text = docs.replace(/\r?\n$/, '');
      for (const line of text.split(/\r?\n/)) writer.line(line === '' ? '///' : `/// ${line}`);
    },
    attributes(item) {
      writer.docs(item.docs);
      stabilityText(item.stability).forEach(writer.line);
      if (item.externalId !== undefined && item.externalId !== null) {
        writer.line(`@external-id("${escapeString(item.externalId)}")`);
      }
    },
    text: () => lines.map((text) => `${text}\n`).join(''),
  };
  return writer;
}

/** The gates of an item as they are written, one a line. */
export function stabilityText(stability: Stability | null): readonly string[] {
  if (stability === null) return [];
  const gate =
    stability.kind === 'stable'
      ? `@since(version = ${stability.since})`
      : `@unstable(feature = ${stability.feature})`;
  return stability.deprecated === null ? [gate] : [gate, `@deprecated(version = ${stability.deprecated})`];
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
