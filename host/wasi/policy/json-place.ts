import type { SourceFile, Span } from '../../../base/index.js';

/** Keys and positions that lead from the root of a JSON text to a value. */
export type JsonPath = readonly (string | number)[];

const TOKEN = /\s*("(?:[^"\\]|\\.)*"|[{}[\],:]|[^\s{}[\],:"]+)/y;

/** Where the value at `path` stands in `file`, whose text is known to be JSON; null without a file. */
export function placeOf(file: SourceFile | null, path: JsonPath): Span | null {
  if (file === null) return null;
  const found = new JsonScanner(file.text).find(path);
  return { file, start: found?.start ?? 0, end: found?.end ?? file.text.length };
}

interface Range {
  readonly start: number;
  readonly end: number;
}

/** Walks a text that `JSON.parse` has accepted, so that nothing needs to be checked again. */
class JsonScanner {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  /** The range of the value at `path`; of a key that is there twice, the last one counts, as for `JSON.parse`. */
  find(path: JsonPath): Range | null {
    const [step, ...rest] = path;
    const open = this.#next();
    if (step === undefined) return this.#skip(open);
    if (open.text !== '{' && open.text !== '[') return null;
    let found: Range | null = null;
    for (let i = 0; ; i += 1) {
      const token = this.#peek();
      if (token.text === '}' || token.text === ']') return (this.#next(), found);
      if (token.text === ',') this.#next();
      const key: unknown = open.text === '{' ? this.#key() : i;
      const before = this.#at;
      if (key === step) found = new JsonScanner(this.#text).#from(before, rest);
      this.#skip(this.#next());
    }
  }

  #from(at: number, path: JsonPath): Range | null {
    this.#at = at;
    return this.find(path);
  }

  #key(): unknown {
    const { text } = this.#next();
    this.#next();
    return JSON.parse(text);
  }

  /** Goes behind the value that begins with `first`. */
  #skip(first: Range & { readonly text: string }): Range {
    let depth = 0;
    let last = first;
    for (;;) {
      if (last.text === '{' || last.text === '[') depth += 1;
      if (last.text === '}' || last.text === ']') depth -= 1;
      if (depth === 0) return { start: first.start, end: last.end };
      last = this.#next();
    }
  }

  #peek(): Range & { readonly text: string } {
    const before = this.#at;
    const token = this.#next();
    this.#at = before;
    return token;
  }

  #next(): Range & { readonly text: string } {
    TOKEN.lastIndex = this.#at;
    const text = TOKEN.exec(this.#text)?.[1] ?? '}';
    this.#at = TOKEN.lastIndex === 0 ? this.#text.length : TOKEN.lastIndex;
    return { text, start: this.#at - text.length, end: this.#at };
  }
}
