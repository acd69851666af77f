import type { TokenKind } from '../tree.js';
import { type Container, TOLERANCE } from '../layout/container.js';
import {
  isFunctionStart,
  isItemKeyword,
  hasNameAndMark,
  skipAttributes,
  startsItem,
} from '../layout/item-starts.js';
import type { Layout } from '../layout/layout.js';

/** Where the head of a braced item ends: at its `{`, or, where that is missing, in front of the first item inside. */
export interface HeadEnd {
  /** Index of the `{`, or of the token in front of the items. */
  readonly open: number;
  readonly bodyStart: number;
}

/** A head is a few tokens, and a few more if it is broken. */
const MAX_HEAD_LENGTH = 200;

/** So many tokens tell what a body holds. */
export const BODY_LOOK_AHEAD = 200;

/**
 * The end of the head that starts at `start`, or null where no braced item that holds items starts there. Where its
 * line has a keyword and no `{`, the items are those of the deeper lines that follow.
 */
export function headEnd(layout: Layout, container: Container, start: number): HeadEnd | null {
  const first = skipAttributes(layout, start);
  const column = layout.lineIndent(first) ?? 0;
  let hasKeyword = false;
  for (let index = first; index < Math.min(layout.count, first + MAX_HEAD_LENGTH); index += 1) {
    const kind = layout.kind(index);
    const head = { first, hasKeyword, column };
    if (kind === '{') {
      if (isSlipInFront(layout, head, index)) continue;
      return isOpeningBrace(layout, head, index) ? bodyBehind(layout, index) : null;
    }
    if (index > first && beginsFileItem(layout, container, index)) return null;
    if (index > first && hasKeyword && beginsBody(layout, head, index))
      return { open: index - 1, bodyStart: index };
    if (kind === '}' && !hasKeyword) return null;
    if (kind === '}' && isEndOfEmptyBody(layout, head, index)) return { open: index - 1, bodyStart: index };
    if (kind === ';' && !isSlipInside(layout, head, index)) return null;
    hasKeyword ||= isContainerKeyword(kind);
  }
  return null;
}

/** What has been read of a head. */
interface PartOfHead {
  readonly first: number;
  /** Whether it has `interface`, `world` or `package`. */
  readonly hasKeyword: boolean;
  /** The indent of its line. */
  readonly column: number;
}

function isContainerKeyword(kind: TokenKind): boolean {
  return kind === 'interface' || kind === 'world' || kind === 'package';
}

/** `{ interface a {`: the first brace is one too many. */
function isSlipInFront(layout: Layout, { hasKeyword }: PartOfHead, brace: number): boolean {
  return !hasKeyword && isItemKeyword(layout, 'file', brace + 1) && layout.indent(brace + 1) === null;
}

/** Whether the first `{` of an item opens a container of items. */
function isOpeningBrace(layout: Layout, { first, hasKeyword }: PartOfHead, brace: number): boolean {
  if (isFunctionOrItem(layout, brace + 1) && layout.kind(first) !== 'resource') return true;
  if (hasWrongKeyword(layout, first) && holdsItems(layout, brace)) return true;
  // The braces of `type a {` cannot be meant for a type.
  if (layout.kind(first) === 'type' && brace === first + 2) return layout.indent(brace + 1) !== null;
  return !isTypeItem(layout, first) && (hasKeyword || !isUseList(layout, first, brace));
}

/** Whether the first word is one behind which, in correct WIT, no items stand in braces. */
function hasWrongKeyword(layout: Layout, first: number): boolean {
  return (
    layout.isId(first + 1) && layout.kind(first) !== 'resource' && isItemKeyword(layout, 'interface', first)
  );
}

/** Whether between the brace and its end a line begins with what must be an item, or ends as only items do. */
function holdsItems(layout: Layout, brace: number): boolean {
  const end = Math.min(layout.matchingBrace(brace), brace + BODY_LOOK_AHEAD);
  const isItem = (index: number): boolean =>
    layout.indent(index) !== null &&
    (isFunctionStart(layout, index) ||
      hasNameAndMark(layout, 'interface', index) ||
      hasNameAndMark(layout, 'world', index));
  const isEnd = (index: number): boolean => layout.kind(index) === ';' && layout.indent(index + 1) !== null;
  for (let index = brace + 1; index < end; index += 1) if (isItem(index) || isEnd(index)) return true;
  return false;
}

function beginsFileItem(layout: Layout, container: Container, index: number): boolean {
  const indent = layout.indent(index);
  return indent !== null && indent <= (container.memberColumn ?? 0) && startsItem(layout, 'file', index);
}

/** Whether the items begin at `index`, though no brace has opened them. */
function beginsBody(layout: Layout, { column }: PartOfHead, index: number): boolean {
  const indent = layout.indent(index);
  if (indent !== null) return indent > column || isFunctionOrItem(layout, index);
  // Right behind the keyword, where the name belongs, another keyword is a slip.
  const isName = isContainerKeyword(layout.kind(index - 1));
  // A keyword alone at the end of the line stands for the brace; an item has its name on the same line.
  const isLast = layout.indent(index + 1) !== null;
  return !isName && !isLast && hasNameAndMark(layout, 'world', index);
}

/** `interface a }`: whether, behind the `}` that ends the line, the text goes on outside. */
function isEndOfEmptyBody(layout: Layout, { column }: PartOfHead, brace: number): boolean {
  const next = brace + 1;
  const indent = layout.indent(next);
  if (layout.indent(brace) !== null || indent === null || indent > column + TOLERANCE) return false;
  return layout.kind(next) !== '}' || (next + 1 < layout.count && layout.indent(next + 1) === null);
}

/** Whether a `;` in a head is a slip. */
function isSlipInside(layout: Layout, { first, hasKeyword, column }: PartOfHead, semicolon: number): boolean {
  const next = semicolon + 1;
  if (semicolon === first) return layout.indent(next) === null && !startsItem(layout, 'file', next);
  return hasKeyword && layout.kind(first) !== 'package' && goesOnBehindSemicolon(layout, next, column);
}

/** Behind a `;`, the `{` follows on the same line, or the items on deeper lines. */
function goesOnBehindSemicolon(layout: Layout, index: number, column: number): boolean {
  const indent = layout.indent(index);
  if (indent !== null) return indent > column && layout.kind(index) !== '}';
  const isBrace = (at: number): boolean => layout.kind(at) === '{' && layout.indent(at) === null;
  return isBrace(index) || (layout.isId(index) && isBrace(index + 1));
}

/** The body behind the `{` at `open`. In `interface { name` and `interface { name {` the name still belongs to the head. */
function bodyBehind(layout: Layout, open: number): HeadEnd {
  const isWord = layout.isId(open + 1) && layout.indent(open + 1) === null && !layout.isId(open - 1);
  if (isWord && layout.kind(open + 2) === '{') return { open: open + 2, bodyStart: open + 3 };
  const isName =
    layout.indent(open + 2) !== null || layout.kind(open + 2) === '}' || isFunctionOrItem(layout, open + 2);
  return { open, bodyStart: open + (isWord && isName ? 2 : 1) };
}

function isFunctionOrItem(layout: Layout, index: number): boolean {
  return startsItem(layout, 'interface', index) || startsItem(layout, 'world', index);
}

/** A record or a function outside of any interface is an item of its own, not a container. */
function isTypeItem(layout: Layout, index: number): boolean {
  const isType = isItemKeyword(layout, 'interface', index) && layout.kind(index) !== 'use';
  return (isType && layout.isId(index + 1)) || (layout.isId(index) && layout.kind(index + 1) === ':');
}

/** The brace of `use a.{b}` holds names. */
function isUseList(layout: Layout, first: number, open: number): boolean {
  return layout.kind(open - 1) === '.' || (layout.kind(first) === 'use' && open - first < 3);
}

/** The end of the head of an inline interface, whose line begins at `start`; null where there is none. */
export function inlineHeadEnd(layout: Layout, start: number): HeadEnd | null {
  const first = skipAttributes(layout, start);
  for (let index = first; index < first + MAX_HEAD_LENGTH; index += 1) {
    const kind = layout.kind(index);
    const isNextLine = index > first && layout.indent(index) !== null;
    if (isNextLine || kind === '{' || kind === ';' || kind === 'eof') return null;
    if (kind === 'interface' && layout.kind(index + 1) === '{')
      return { open: index + 1, bodyStart: index + 2 };
  }
  return null;
}
