import { takePending } from './cursor.js';
import { doc } from './doc.js';
import type { Doc } from './doc.js';
import { putGap, putTight, putToken } from './inline.js';
import type { ListStyle } from './list.js';
import { putList } from './list.js';
import type { Page } from './page.js';
import { putItemGap } from './page.js';
import type { syntax } from '../wit-parser/index.js';

const { group } = doc;

const ARGUMENT: ListStyle = { padded: false, trailingComma: false };

/**
 * Writes attributes, one a line, and starts the line of the item that they belong to.
 * @returns whether a comment behind the last one asks to keep the item as it is
 */
export function putAttributes(page: Page, level: number, attributes: readonly syntax.Attribute[]): boolean {
  const { cursor } = page;
  let ignore = false;
  for (const attribute of attributes) {
    const out: Doc[] = [];
    putToken(out, cursor, 'none');
    putToken(out, cursor, 'none');
    putGap(out, cursor, 'none');
    putList(out, cursor, [attribute], ARGUMENT, putArgument);
    page.line.push(group(out));
    ignore = putItemGap(page, takePending(cursor), {
      level,
      opens: false,
      closes: false,
      blankLines: 'drop',
    });
  }
  return ignore;

  function putArgument(out: Doc[], attribute: syntax.Attribute): void {
    putToken(out, cursor, 'none');
    if (attribute.kind === 'external-id') return;
    putToken(out, cursor, 'space');
    // The closing bracket ends the attribute.
    putTight(out, cursor, 'space', attribute.end - 1);
  }
}
