/** Collects indented lines of text. A blank line never carries indentation. */
export interface LineWriter {
  line(text: string): void;
  /** A blank line. */
  blank(): void;
  /** `head {`, what `body` writes one step deeper, `}`. */
  block(head: string, body: () => void): void;
  /** What was written, with `\n` behind each line. */
  text(): string;
}

const INDENT = '  ';

/** An empty writer at the left margin. */
export function createLineWriter(): LineWriter {
  const lines: string[] = [];
  let margin = '';
  const line = (text: string): void => void lines.push(margin + text);
  return {
    line,
    blank: () => void lines.push(''),
    block(head, body) {
      line(`${head} {`);
      const outer = margin;
      margin += INDENT;
      body();
      margin = outer;
      line('}');
    },
    text: () => lines.map((text) => `${text}\n`).join(''),
  };
}
