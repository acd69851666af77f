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

/** Whether a keyword at `index` begins items of `level`. */
export function isItemKeyword(layout: Layout, level: Level, index: number): boolean {
  return KEYWORDS[level].has(layout.kind(index));
}

/** Whether the line that begins at `index` goes on with the item of the line before. */
export function isContinuation(layout: Layout, level: Level, index: number): boolean {
  const kind = layout.kind(index);
  const endsLine = layout.indent(index + 1) !== null;
  if (kind === '{') return endsLine;
  if (kind === ';') return endsLine || !startsItem(layout, level, index + 1);
  // No name follows what one of these ends.
  if (kind === ')' || kind === '>') return endsLine || !layout.isId(index + 1);
  if (kind === 'with') return endsLine || layout.kind(index + 1) === '{';
  if (kind === '->') return layout.kind(index - 1) === ')';
  return kind === '}' || kind === 'eof';
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

const LINES: ReadonlySet<TokenKind> = new Set<TokenKind>(['type', 'use', 'import', 'export', 'include']);

/** Whether the item at `index` is one of those that end with a semicolon instead of a body in braces. */
export function endsWithSemicolon(layout: Layout, level: Level, index: number): boolean {
  return isItemKeyword(layout, level, index) ? LINES.has(layout.kind(index)) : isFunctionStart(layout, index);
}

/** Attributes of one item have fewer tokens, unless somebody wants to waste time. */
const MAX_ATTRIBUTE_TOKENS = 100;

/** `@{ since(…)` and `@{(…)`: the index of the arguments on the same line; `from` where none follow. */
function skipNamelessAttribute(layout: Layout, from: number): number {
  if (layout.indent(from) !== null || isAnyItemKeyword(layout, from)) return from;
  const open = layout.isId(from + 1) ? from + 2 : from + 1;
  return layout.kind(open) === '(' && layout.onSameLine(from, open) ? open : from;
}

function isAnyItemKeyword(layout: Layout, index: number): boolean {
  return Object.values(KEYWORDS).some((keywords) => keywords.has(layout.kind(index)));
}

/** The index behind the attributes that start at `index`; where one is broken, the next token that begins a line. */
export function skipAttributes(layout: Layout, index: number): number {
  let at = index;
  while (layout.kind(at) === '@' && at < index + MAX_ATTRIBUTE_TOKENS) {
    const isNamed = layout.isId(at + 1);
    at += isNamed ? 2 : 1;
    if (!isNamed) at = skipNamelessAttribute(layout, at);
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
  return layout.kind(index - 1) !== ':' && hasNameAndMark(layout, level, index);
}

/** Whether at `index` stand a keyword that begins items of `level`, a name, and the mark that must follow. */
export function hasNameAndMark(layout: Layout, level: Level, index: number): boolean {
  if (!isItemKeyword(layout, level, index) || !layout.isId(index + 1)) return false;
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
