import type { Container } from '../layout/container.js';
import { closes, isMemberIndent, leaves } from '../layout/container.js';
import {
  endsWithSemicolon,
  isContinuation,
  isUnmistakable,
  leavesOpen,
  skipAttributes,
  startsItem,
} from '../layout/item-starts.js';
import type { Level } from '../layout/item-starts.js';
import type { Layout } from '../layout/layout.js';

/** What has been seen of a broken item. */
interface Progress {
  /** Braces that are open. */
  depth: number;
  /** Parentheses that are open. */
  parentheses: number;
  /** Whether its last brace has opened a body on the lines that follow, which need not be indented. */
  hasBody: boolean;
  /** Whether one of its lines is indented deeper than the items around. */
  isIndented: boolean;
  /** Whether its last brace has been closed. */
  isClosed: boolean;
}

/** Whether an item may begin at `index`, just behind a `;` or a closing brace. */
function mayBeginBehindEnd(layout: Layout, container: Container, index: number, progress: Progress): boolean {
  const { depth, isIndented, isClosed } = progress;
  const kind = layout.kind(index);
  if (kind === 'eof') return true;
  const indent = layout.indent(index);
  // A brace in the column of the item, behind deeper lines, is its own: the other one is missing.
  const { memberColumn } = container;
  const isOwn = !isClosed && isIndented && indent !== null && memberColumn !== null && indent >= memberColumn;
  if (kind === '}') return depth === 0 && !isOwn && (indent !== null || closes(layout, container, index));
  if (indent !== null) return isMemberIndent(container, indent);
  return (
    depth === 0 &&
    (isUnmistakable(layout, container.level, index) || startsItem(layout, container.level, index))
  );
}

function isUnmistakableAnywhere(layout: Layout, container: Container, index: number): boolean {
  for (let outer: Container | null = container; outer !== null; outer = outer.parent) {
    if (isUnmistakable(layout, outer.level, index)) return true;
  }
  return false;
}

/** Whether an item begins at `index` though what came before has not ended. */
function beginsUnasked(
  layout: Layout,
  container: Container,
  index: number,
  { depth, parentheses, hasBody, isIndented }: Progress,
): boolean {
  const indent = layout.indent(index);
  if (indent === null) return isUnmistakableAnywhere(layout, container, index);
  if (leaves(layout, container, index)) return true;
  if (!isMemberIndent(container, indent)) return false;
  if (startsItem(layout, container.level, index)) return depth === 0 || container.memberColumn !== null;
  if (container.memberColumn === null) return false;
  const isInFront = layout.indent(index + 1) === null && startsItem(layout, container.level, index + 1);
  if (indent === container.memberColumn && isInFront) return true;
  if (isContinuation(layout, container.level, index)) return false;
  // A word in front of the brace that closes the item is a slip.
  if (depth > 0 && isIndented && layout.kind(index + 1) === '}' && layout.indent(index + 2) !== null)
    return false;
  if (layout.kind(index) === ')' && parentheses > 0) return false;
  return (depth === 0 || isIndented || !hasBody) && !leavesOpen(layout, index - 1);
}

/** Whether the `}` at `index` belongs to the broken item. */
function isOwnBrace(
  layout: Layout,
  container: Container,
  index: number,
  { depth, isIndented }: Progress,
): boolean {
  const indent = layout.indent(index);
  const { column, memberColumn } = container;
  if (indent === null || memberColumn === null) return depth > 0 || !closes(layout, container, index);
  if (column !== null && memberColumn <= column) return depth > 0;
  // Where no brace is open and no line was deeper, a brace in front of other tokens is a slip of the next item.
  const isSlip = depth === 0 && !isIndented && indent === memberColumn && layout.indent(index + 1) === null;
  return (indent >= memberColumn && !isSlip) || (depth > 0 && !closes(layout, container, index));
}

/** Whether the token at `index` is alone on its line, which stands where the brace of the broken item belongs. */
function standsForBrace(
  layout: Layout,
  container: Container,
  index: number,
  { depth, isIndented }: Progress,
): boolean {
  const indent = layout.indent(index);
  const isAloneOnLine = indent !== null && layout.indent(index + 1) !== null;
  return depth > 0 && isIndented && isAloneOnLine && indent === container.memberColumn;
}

/** Whether the `{` at `brace`, in the item that starts at `first`, ends its line and may be followed by lines of a list. */
function opensBody(layout: Layout, level: Level, first: number, brace: number): boolean {
  if (layout.indent(brace + 1) === null) return false;
  const before = layout.kind(brace - 1);
  return (
    before === '.' || before === 'with' || before === 'interface' || !endsWithSemicolon(layout, level, first)
  );
}

/** Whether a broken item is but the `;` or `{` at `index`, and what follows is another item. */
function isAlone(layout: Layout, { level }: Container, index: number): boolean {
  const kind = layout.kind(index);
  const endsLine = layout.indent(index + 1) !== null;
  if (kind === '{') return endsLine;
  return kind === ';' && (endsLine || layout.kind(index + 1) === '}' || startsItem(layout, level, index + 1));
}

/**
 * The index behind the broken item that starts at `from`: where the next item begins, or the container's end.
 * Braces are counted, but an item that begins a line in the column of its siblings is believed before any brace.
 */
export function endOfBrokenItem(layout: Layout, container: Container, from: number): number {
  const first = skipAttributes(layout, from);
  if (isAlone(layout, container, first)) return first + 1;
  const progress: Progress = {
    depth: 0,
    parentheses: 0,
    hasBody: false,
    isIndented: false,
    isClosed: false,
  };
  for (let index = first; index < layout.count; index += 1) {
    const kind = layout.kind(index);
    if (kind === '}') {
      if (!isOwnBrace(layout, container, index, progress)) return Math.max(index, from + 1);
      progress.depth = Math.max(0, progress.depth - 1);
      progress.isClosed = progress.depth === 0;
      if (progress.depth === 0 && mayBeginBehindEnd(layout, container, index + 1, progress)) return index + 1;
      continue;
    }
    if (index > first && standsForBrace(layout, container, index, progress)) return index + 1;
    if (index > first && beginsUnasked(layout, container, index, progress)) return index;
    if (kind === '{') {
      progress.depth += 1;
      progress.hasBody = opensBody(layout, container.level, first, index);
    }
    if (kind === '(') progress.parentheses += 1;
    if (kind === ')') progress.parentheses -= 1;
    if (kind === ';' && mayBeginBehindEnd(layout, container, index + 1, progress)) return index + 1;
    const indent = layout.indent(index);
    if (indent !== null && index > first) progress.isIndented ||= !isMemberIndent(container, indent);
  }
  return layout.count;
}
