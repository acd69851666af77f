import type { TokenKind } from './tree.js';

/**
 * Every kind of token, at the index by which a `TokenTable` stores it. Keywords come first, so that
 * `index < KEYWORD_COUNT` tells a keyword.
 */
export const TOKEN_KINDS = [
  'as', 'async', 'bool', 'borrow', 'char', 'constructor', 'enum', 'error-context', 'export', 'f32', 'f64', 'flags',
  'from', 'func', 'future', 'import', 'include', 'interface', 'list', 'map', 'option', 'own', 'package', 'record',
  'resource', 'result', 's8', 's16', 's32', 's64', 'static', 'stream', 'string', 'tuple', 'type', 'u8', 'u16', 'u32',
  'u64', 'use', 'variant', 'with', 'world', '_',
  '=', ',', ':', '/', ';', '(', ')', '{', '}', '<', '>', '*', '->', '.', '@', '+', '-',
  'id', 'integer', 'string-literal', 'error', 'eof',
  'id', // ODD_ID
] as const satisfies readonly TokenKind[]; // prettier-ignore

/** `_` is spelled like a keyword and scanned like one. */
export const KEYWORD_COUNT = TOKEN_KINDS.indexOf('=');

/** The index of a kind in `TOKEN_KINDS`. */
export function kindIndex(kind: TokenKind): number {
  return TOKEN_KINDS.indexOf(kind);
}

export const ID = kindIndex('id');
/** A word that is perhaps no name: it has `%`, capitals, `_`, characters beyond ASCII, or hyphens in odd places. */
export const ODD_ID = TOKEN_KINDS.lastIndexOf('id');
export const INTEGER = kindIndex('integer');
export const STRING_LITERAL = kindIndex('string-literal');
export const END_OF_FILE = kindIndex('eof');

const BUCKETS = 256;

/** The step of the hash that the lexer folds over a word while it scans it. */
export function hashStep(hash: number, unit: number): number {
  return (Math.imul(hash, 31) + unit) | 0;
}

function hashOf(text: string): number {
  let hash = 0;
  for (let at = 0; at < text.length; at += 1) hash = hashStep(hash, text.charCodeAt(at));
  return hash;
}

/** Open hashing by hand: it finds out that a word is no keyword without making a string of it. */
const keywordBuckets: readonly (readonly number[])[] = (() => {
  const buckets: number[][] = Array.from({ length: BUCKETS }, () => []);
  for (let kind = 0; kind < KEYWORD_COUNT; kind += 1) {
    const word = TOKEN_KINDS[kind] ?? '';
    buckets[hashOf(word) & (BUCKETS - 1)]?.push(kind);
  }
  return buckets;
})();

/** The kind of the word `text.slice(start, end)`, whose hash the caller has: a keyword's, or `ID`. */
export function wordKind(text: string, start: number, end: number, hash: number): number {
  const bucket = keywordBuckets[hash & (BUCKETS - 1)] ?? [];
  for (const kind of bucket) {
    const word = TOKEN_KINDS[kind] ?? '';
    if (word.length === end - start && text.startsWith(word, start)) return kind;
  }
  return ID;
}
