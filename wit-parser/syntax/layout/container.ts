import type { Level } from './item-starts.js';
import { isFunctionStart, isItemKeyword, skipAttributes, startsItem } from './item-starts.js';
import type { Layout } from './layout.js';

/** A pair of braces with items in it, seen from within. The file itself has no `open` and no column. */
export interface Container {
  readonly level: Level;
  readonly parent: Container | null;
  /** Index of the `{`, or -1 where it is missing or there is none. */
  readonly open: number;
  /** Index of the first token behind its head. */
  readonly from: number;
  /** The column in which the line of its head begins. */
  readonly column: number | null;
  /** The column in which its items begin, where they begin lines and are indented. */
  readonly memberColumn: number | null;
  /** Set once an item has been found that belongs elsewhere: where the head is wrong, all of them do. */
  hasMisplaced: boolean;
  /** Set once a `{` has been reported between its items: a `}` that is missing then is the same fault. */
  hasStrayBrace: boolean;
}

/** So many tokens into a container, one of its items has begun a line. */
const LOOK_AHEAD = 200;

/** The least indent of the lines of a container that starts in `column`, and whose items start at `from`. */
export function memberColumnOf(layout: Layout, column: number, from: number): number | null {
  let least: number | null = null;
  for (let index = from; index < Math.min(layout.count, from + LOOK_AHEAD); index += 1) {
    const indent = layout.indent(index);
    if (indent === null) continue;
    if (indent <= column) break;
    // A brace alone on its line ends an item; one in front of other tokens is a slip.
    const isEnd =
      layout.kind(index) === '}' && (layout.indent(index + 1) !== null || index + 1 === layout.count);
    if (!isEnd && (least === null || indent < least)) least = indent;
  }
  return least;
}

export function fileContainer(layout: Layout): Container {
  const memberColumn = memberColumnOf(layout, -1, 0);
  return {
    level: 'file',
    parent: null,
    open: -1,
    from: 0,
    column: -1,
    memberColumn,
    hasMisplaced: false,
    hasStrayBrace: false,
  };
}

/** The container whose item starts at `start`, whose brace is at `open`, and whose own items start at `from`. */
export function openContainer(
  layout: Layout,
  level: Level,
  parent: Container,
  { start, open, from }: { start: number; open: number; from: number },
): Container {
  const column = layout.lineIndent(start);
  const memberColumn = column === null ? null : memberColumnOf(layout, column, from);
  return { level, parent, open, from, column, memberColumn, hasMisplaced: false, hasStrayBrace: false };
}

/** Deleting a word leaves the blank behind it: its line seems one column further in. */
export const TOLERANCE = 1;

/** Whether its author indented the items of `container`. */
export function isIndented({ column, memberColumn }: Container): boolean {
  return column !== null && memberColumn !== null && memberColumn > column;
}

/** Whether a line with this indent is one of those on which the items of `container` begin. */
export function isMemberIndent({ memberColumn }: Container, indent: number): boolean {
  return memberColumn === null || indent <= memberColumn + TOLERANCE;
}

/** Whether a `}` matches the brace of `container`, and does not stand where one around it belongs. */
function isMatched(layout: Layout, { open, column }: Container): boolean {
  if (open < 0 || column === null) return false;
  const close = layout.matchingBrace(open);
  const indent = layout.indent(close);
  return close < layout.count && (indent === null || indent >= column);
}

/** Whether the `}` at `index` stands where one around `container` belongs: the one of `container` is missing then. */
export function closesOuter(layout: Layout, container: Container, index: number): boolean {
  const { parent, column } = container;
  const indent = layout.indent(index);
  if (parent === null || parent.column === null || column === null || indent === null) return false;
  if (isMatched(layout, container) || isMatched(layout, parent)) return false;
  if (hasBracesForAll(layout, container, index)) return false;
  return isIndented(parent) && column > parent.column && indent <= parent.column && parent.parent !== null;
}

/** Whether `container` and all around it can be closed by the braces that follow each other from `index` on. */
function hasBracesForAll(layout: Layout, container: Container, index: number): boolean {
  let at = index;
  for (let outer = container; outer.parent !== null; outer = outer.parent, at += 1) {
    if (layout.kind(at) !== '}') return false;
  }
  return true;
}

/** Whether the `}` at `index`, which no item inside has opened, closes `container`. */
export function closes(layout: Layout, container: Container, index: number): boolean {
  const { column, memberColumn, from } = container;
  if (container.parent === null) return false;
  const indent = layout.indent(index);
  if (indent !== null) {
    if (column === null || indent <= column || memberColumn === null || !isIndented(container)) return true;
    return indent < memberColumn;
  }
  if (layout.onSameLine(from - 1, index)) return true;
  return !goesOn(layout, container, index + 1);
}

/** Whether the token at `index`, alone on its line in the column of the head of `container`, stands for its `}`. */
export function standsForBrace(layout: Layout, container: Container, index: number): boolean {
  const { parent, column } = container;
  const next = layout.indent(index + 1);
  if (parent === null || column === null || !isIndented(container)) return false;
  return layout.indent(index) === column && next !== null && next <= column;
}

/** Whether, behind a `}` in the middle of a line, the text goes on inside of `container`. */
function goesOn(layout: Layout, container: Container, index: number): boolean {
  const kind = layout.kind(index);
  if (kind === 'eof' || isOuterKeyword(layout, container, skipAttributes(layout, index))) return false;
  const indent = layout.indent(index);
  if (kind === '}') {
    const isOutside = indent !== null && indent < (container.column ?? 0);
    const isSlip = isOuterKeyword(layout, container, index + 1) && layout.indent(index + 1) === null;
    return indent !== null && !isOutside && !isSlip && closes(layout, container, index);
  }
  if (!isIndented(container)) return startsItem(layout, container.level, index);
  return indent === null || indent > (container.column ?? 0);
}

/** Whether a keyword at `index` begins items outside of `container` and none within. */
function isOuterKeyword(layout: Layout, container: Container, index: number): boolean {
  if (isItemKeyword(layout, container.level, index) || !layout.isId(index + 1)) return false;
  for (let outer = container.parent; outer !== null; outer = outer.parent) {
    if (isItemKeyword(layout, outer.level, index)) return true;
  }
  return false;
}

/** Whether the item at `index` belongs outside of `container`, whose `}` is missing then. */
export function leaves(layout: Layout, container: Container, index: number): boolean {
  const { parent, column } = container;
  if (parent === null) return false;
  const indent = layout.indent(index);
  const isLaidOut = isIndented(container) || (isIndented(parent) && !isMatched(layout, container));
  // Where the items around are laid out, a line in their column that can begin none inside is one of them.
  const isOuter =
    isIndented(parent) && indent === parent.memberColumn && isOuterKeyword(layout, container, index);
  const isTold = indent !== null && column !== null && (isLaidOut || isOuter);
  if (!isTold) {
    return !isMatched(layout, container) && isOuterKeyword(layout, container, skipAttributes(layout, index));
  }
  return indent <= column && startsItem(layout, parent.level, index);
}

/** Whether an item of a world stands in an interface at `index`, or the other way round. */
export function belongsToSibling(layout: Layout, { level }: Container, index: number): boolean {
  const keyword = skipAttributes(layout, index);
  if (level === 'world') return isFunctionStart(layout, keyword);
  return (
    level === 'interface' && !isItemKeyword(layout, level, keyword) && isItemKeyword(layout, 'world', keyword)
  );
}
