import { childrenOf } from './children.js';
import type { Comment, Node, Token, WitFile } from './tree.js';

export type Element = Token | Comment | Node;

/** The index of the first of `items` that starts at or after `offset`. */
export function firstFrom(items: readonly { readonly start: number }[], offset: number): number {
  let low = 0;
  let high = items.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((items[middle]?.start ?? 0) < offset) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The items that start in `[from, to)`. */
function within<T extends { readonly start: number }>(
  items: readonly T[],
  from: number,
  to: number,
): readonly T[] {
  return items.slice(firstFrom(items, from), firstFrom(items, to));
}

/** The tokens of `file` that start in `[from, to)`. */
export function tokensIn(file: WitFile, from: number, to: number): readonly Token[] {
  return within(file.tokens, from, to);
}

/** Merges two lists that are in text order. */
function merged(left: readonly Element[], right: readonly Element[]): Element[] {
  const all: Element[] = [];
  let next = 0;
  for (const element of left) {
    for (let other = right[next]; other !== undefined && other.start < element.start; other = right[next]) {
      all.push(other);
      next += 1;
    }
    all.push(element);
  }
  all.push(...right.slice(next));
  return all;
}

/**
 * The tokens, comments and children that make up `node`, in text order. They do not overlap, and what lies between
 * them is blank; an identifier, say, is one token. The `eof` token belongs to the file.
 */
export function elementsOf(file: WitFile, node: Node): readonly Element[] {
  const own: Element[] = [];
  let at = node.start;
  const addOwn = (to: number): void => {
    own.push(...merged(within(file.tokens, at, to), within(file.comments, at, to)));
  };
  for (const child of childrenOf(node)) {
    addOwn(child.start);
    own.push(child);
    at = child.end;
  }
  addOwn(node.kind === 'file' ? Number.POSITIVE_INFINITY : node.end);
  return own;
}

/** The comments between the token at or after `offset` and the token before it. */
export function commentsBefore(file: WitFile, offset: number): readonly Comment[] {
  const token = firstFrom(file.tokens, offset);
  const previousEnd = file.tokens[token - 1]?.end ?? 0;
  return within(file.comments, previousEnd, file.tokens[token]?.start ?? file.end);
}
