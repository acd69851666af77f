import type { TokenKind } from '../tree.js';
import type { Layout } from './layout.js';

/** What stands between a pair of braces, or in the file outside of all. */
export type Level = 'file' | 'interface' | 'world' | 'resource';

const TYPE_KEYWORDS: readonly TokenKind[] = ['record', 'variant', 'enum', 'flags', 'resource', 'type'];

const KEYWORDS: Readonly<Record<Level, ReadonlySet<TokenKind>>> = {
  file: new Set<TokenKind>(['package', 'interface', 'world', 'use']),
  interface: new Set<TokenKind>([...TYPE_KEYWORDS, 'use']),
  world: new Set<TokenKind>([...TYPE_KEYWORDS, 'use', 'import', 'export', 'include']),
  resource: new Set<TokenKind>(['constructor']),
};

/** Tokens that may begin a line in the column of an item, and yet go on with it. */
const CONTINUATIONS: ReadonlySet<TokenKind> = new Set<TokenKind>(['}', ')', '>', '->', 'with', 'eof']);

/** Whether a keyword at `index` begins items of `level`. */
export function isItemKeyword(layout: Layout, level: Level, index: number): boolean {
  return KEYWORDS[level].has(layout.kind(index));
}

/** Whether the line that begins at `index` goes on with the item of the line before; a `{` does if nothing follows. */
export function isContinuation(layout: Layout, index: number): boolean {
  if (layout.kind(index) === '{') return layout.indent(index + 1) !== null;
  return CONTINUATIONS.has(layout.kind(index));
}

/** Tokens behind which an item cannot end, and a new line seldom begins one. */
const OPEN_ENDS: ReadonlySet<TokenKind> = new Set<TokenKind>(['=', '<']);

/** Whether something must follow the token at `index`, so that the next line goes on with it. */
export function leavesOpen(layout: Layout, index: number): boolean {
  return OPEN_ENDS.has(layout.kind(index));
}

/** `name: func`, `name: async`, `name: static`, `name: get(`, `name: set(` */
export function isFunctionStart(layout: Layout, index: number): boolean {
  if (!layout.isId(index) || layout.kind(index + 1) !== ':') return false;
  const kind = layout.kind(index + 2);
  if (kind === 'func' || kind === 'async' || kind === 'static') return true;
  if (kind !== 'id' || layout.kind(index + 3) !== '(') return false;
  const text = layout.table.textAt(index + 2);
  return text === 'get' || text === 'set';
}

/** Attributes of one item have fewer tokens, unless somebody wants to waste time. */
const MAX_ATTRIBUTE_TOKENS = 100;

/** The index behind the attributes that start at `index`; where one is broken, the next token that begins a line. */
export function skipAttributes(layout: Layout, index: number): number {
  let at = index;
  while (layout.kind(at) === '@' && at < index + MAX_ATTRIBUTE_TOKENS) {
    at += layout.isId(at + 1) ? 2 : 1;
    if (layout.kind(at) !== '(') continue;
    at += 1;
    while (layout.kind(at) !== ')' && layout.indent(at) === null && at < index + MAX_ATTRIBUTE_TOKENS)
      at += 1;
    if (layout.kind(at) === ')') at += 1;
  }
  return at;
}

/** Whether what stands at `index` looks like an item of `level`, perhaps with attributes. */
export function startsItem(layout: Layout, level: Level, index: number): boolean {
  const at = skipAttributes(layout, index);
  if (isItemKeyword(layout, level, at)) return true;
  const hasFunctions = level === 'interface' || level === 'resource';
  return hasFunctions && isFunctionStart(layout, at);
}

/** A keyword, a name and the mark that must follow: an item even in the middle of a line. */
export function isUnmistakable(layout: Layout, level: Level, index: number): boolean {
  if (!isItemKeyword(layout, level, index) || !layout.isId(index + 1)) return false;
  if (layout.kind(index - 1) === ':') return false;
  const mark = layout.kind(index + 2);
  switch (layout.kind(index)) {
    case 'type':
      return mark === '=';
    case 'use':
      return mark === '.' || mark === ':';
    case 'import':
    case 'export':
    case 'include':
      return mark === ';' || mark === ':';
    case 'package':
      return mark === ':';
    case 'resource':
      return mark === '{' || mark === ';';
    default:
      return mark === '{';
  }
}
