import { verbatim } from './comments.js';
import type { Pending } from './cursor.js';
import { hasCommentBefore, peek, skipTo, takePending, takeToken } from './cursor.js';
import { putToken } from './inline.js';
import { takeTail } from './list.js';
import type { GapPlace, Page } from './page.js';
import { putItemGap, startLine } from './page.js';
import type { syntax } from '../wit-parser/index.js';

/** What a block holds, and how. */
export interface BlockStyle<T> {
  /** Between which items a blank line stands even if the source has none. */
  readonly apart?: (text: string, before: T, after: T) => boolean;
  /** Fields and cases have commas; the other items end by themselves. */
  readonly commas: boolean;
  readonly put: (page: Page, level: number, item: T) => void;
}

/** Writes a block from `{`, in the line being written, to `}`. */
export function putBlock<T extends syntax.NodeBase>(
  page: Page,
  level: number,
  items: readonly T[],
  style: BlockStyle<T>,
): void {
  const { cursor } = page;
  putToken(page.line, cursor, 'space');
  if (items.length > 0 || hasCommentBefore(cursor, peek(cursor).start)) {
    putItems(page, level + 1, items, style);
    startLine(page, level, false);
  }
  page.line.push(takeToken(cursor).text);
}

/** Writes items, each on lines of its own, with the comments before, between and behind them. */
export function putItems<T extends syntax.NodeBase>(
  page: Page,
  level: number,
  items: readonly T[],
  style: BlockStyle<T>,
): void {
  const { cursor } = page;
  let pending = takePending(cursor);
  for (const [index, item] of items.entries()) {
    const before = index === 0 ? undefined : items[index - 1];
    const force = before !== undefined && style.apart?.(cursor.text, before, item) === true;
    const place: GapPlace = {
      level,
      opens: before === undefined,
      closes: false,
      blankLines: force ? 'force' : 'keep',
    };
    if (putItemGap(page, pending, place)) putIgnored(page, item);
    else style.put(page, level, item);
    pending = style.commas ? putComma(page, index === items.length - 1) : takePending(cursor);
  }
  putItemGap(page, pending, { level, opens: items.length === 0, closes: true, blankLines: 'keep' });
}

/** Writes what is left of an item as it is. */
export function putIgnored(page: Page, item: syntax.NodeBase): void {
  const { cursor } = page;
  page.line.push(verbatim(cursor.text.slice(peek(cursor).start, item.end)));
  skipTo(cursor, item.end);
}

/** Writes the comma behind a field or case, and takes the comments behind it. */
function putComma(page: Page, last: boolean): Pending {
  const { cursor, line } = page;
  if (!last) {
    putToken(line, cursor, 'none');
    return takePending(cursor);
  }
  const tail = takeTail(line, cursor);
  line.push(',');
  return tail;
}
