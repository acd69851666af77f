import { quoted, words } from './text.js';

/** How what stands in one list of an index space is called in text. */
export interface Identifiers {
  /** A reference: `$name` where there is one, else the index. */
  use(index: number): string;
  /** What stands where the item is defined: its name and, as a comment, its index. */
  define(index: number): string;
}

/** What can stand behind `$` without quotes. */
const BARE = /^[0-9A-Za-z!#$%&'*+\-./:<=>?@\\^_`|~]+$/;

export const UNNAMED: Identifiers = {
  use: (index) => String(index),
  define: (index) => `(;${index};)`,
};

/**
 * Identifiers made from the names of a name section. Those must be distinct in text, which names need not be: one that
 * is taken, empty or like those made here gets its sort and index in front, and an annotation says what it is.
 * @param sort a word for messages to the reader, as `func`
 */
export function identifiersFrom(sort: string, names: ReadonlyMap<number, string> | undefined): Identifiers {
  if (names === undefined) return UNNAMED;
  const taken = new Set<string>();
  const made = new Map<number, { id: string; annotation: string }>();
  for (const [index, name] of [...names].sort(([a], [b]) => a - b)) {
    const isFit = name !== '' && !name.startsWith('#') && !taken.has(name);
    taken.add(name);
    made.set(index, {
      id: identifier(isFit ? name : `#${sort}${index} ${name}`),
      annotation: isFit ? '' : `(@name ${quoted(name)})`,
    });
  }
  return {
    use: (index) => made.get(index)?.id ?? UNNAMED.use(index),
    define(index) {
      const { id = '', annotation = '' } = made.get(index) ?? {};
      return words(id, annotation, UNNAMED.define(index));
    },
  };
}

/** `name` with its `$`. */
export function identifier(name: string): string {
  return `$${BARE.test(name) ? name : quoted(name)}`;
}
