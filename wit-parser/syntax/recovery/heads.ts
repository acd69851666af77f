import type { Head } from '../grammar/wit-grammar.js';
import { nearest } from '../suggest.js';
import type { TokenTable } from '../token-table.js';
import type { Id, Name, PackageNameNode } from '../tree.js';
import type { Container } from './container.js';
import { isItemKeyword, skipAttributes, startsItem } from './item-starts.js';
import type { Layout } from './layout.js';

/** Where the head of a braced item ends: at its `{`, or, where that is missing, in front of the first item inside. */
export interface HeadEnd {
  /** Index of the `{`, or of the token in front of the items. */
  readonly open: number;
  readonly bodyStart: number;
}

/** The end of the head that starts at `start`, or null where no braced item that holds items starts there. */
export function headEnd(layout: Layout, container: Container, start: number): HeadEnd | null {
  const first = skipAttributes(layout, start);
  for (let index = first; index < layout.count; index += 1) {
    const kind = layout.kind(index);
    if (kind === '{') {
      const holdsItems = isFunctionOrItem(layout, index + 1) && layout.kind(first) !== 'resource';
      if (!holdsItems && (isTypeItem(layout, first) || isUseList(layout, first, index))) return null;
      return { open: index, bodyStart: index + (hasNameBehind(layout, index) ? 2 : 1) };
    }
    if (kind === ';' || (kind === '}' && !hasContainerKeyword(layout, first, index))) return null;
    if (index === first) continue;
    if (layout.indent(index) === null) {
      const isItem = isItemKeyword(layout, 'world', index) && hasContainerKeyword(layout, first, index);
      if (isItem && layout.isId(index + 1)) return { open: index - 1, bodyStart: index };
      continue;
    }
    if (startsItem(layout, 'file', index) && (layout.indent(index) ?? 0) <= (container.memberColumn ?? 0))
      return null;
    if (isFunctionOrItem(layout, index) && hasContainerKeyword(layout, first, index))
      return { open: index - 1, bodyStart: index };
  }
  return null;
}

/** `interface { name`: the two have changed places. */
function hasNameBehind(layout: Layout, open: number): boolean {
  const isWord = layout.isId(open + 1) && layout.indent(open + 1) === null && !layout.isId(open - 1);
  return isWord && (layout.indent(open + 2) !== null || layout.kind(open + 2) === '}');
}

function isFunctionOrItem(layout: Layout, index: number): boolean {
  return startsItem(layout, 'interface', index) || startsItem(layout, 'world', index);
}

/** A record, say, outside of any interface is an item of its own, not a container. */
function isTypeItem(layout: Layout, index: number): boolean {
  return (
    (isItemKeyword(layout, 'world', index) && layout.kind(index) !== 'use' && layout.isId(index + 1)) ||
    (layout.isId(index) && layout.kind(index + 1) === ':')
  );
}

/** The brace of `use a.{b}` holds names. */
function isUseList(layout: Layout, first: number, open: number): boolean {
  return layout.kind(open - 1) === '.' || (layout.kind(first) === 'use' && open - first < 3);
}

function hasContainerKeyword(layout: Layout, from: number, to: number): boolean {
  for (let index = from; index < to; index += 1) {
    const kind = layout.kind(index);
    if (kind === 'interface' || kind === 'world' || kind === 'package') return true;
  }
  return false;
}

/** What a broken head was most likely meant to be. */
export function guessHead(table: TokenTable, layout: Layout, start: number, end: HeadEnd): Head {
  const first = skipAttributes(layout, start);
  const from = table.startAt(start);
  const name = nameIn(table, layout, first, end);
  const kind = kindOf(table, layout, first, end);
  if (kind !== 'nested-package') return { kind, start: from, attributes: [], name };
  const packageName: PackageNameNode = {
    kind: 'package-name',
    start: name.start,
    end: name.end,
    namespaces: [name],
    names: [{ kind: 'missing', start: name.end, end: name.end }],
    version: null,
  };
  return { kind, start: from, attributes: [], name: packageName };
}

const CONTAINER_KEYWORDS = ['interface', 'world', 'package'];

function kindOf(
  table: TokenTable,
  layout: Layout,
  first: number,
  end: HeadEnd,
): 'interface' | 'world' | 'nested-package' {
  for (let index = first; index < end.bodyStart; index += 1) {
    const kind = layout.kind(index);
    const word = kind === 'id' ? nearest(table.textAt(index), CONTAINER_KEYWORDS) : kind;
    if (word === 'interface' || word === 'world') return word;
    if (word === 'package') return 'nested-package';
  }
  return kindOfBody(layout, end.bodyStart);
}

/** So many tokens tell what a body holds. */
const BODY_LOOK_AHEAD = 200;

/** What the items from `from` on belong in. */
function kindOfBody(layout: Layout, from: number): 'interface' | 'world' | 'nested-package' {
  let depth = 0;
  for (let index = from; index < from + BODY_LOOK_AHEAD && depth >= 0; index += 1) {
    const kind = layout.kind(index);
    if (kind === '{') depth += 1;
    if (kind === '}') depth -= 1;
    if (depth > 0) continue;
    if (kind === 'import' || kind === 'export' || kind === 'include') return 'world';
    if ((kind === 'interface' || kind === 'world') && layout.isId(index + 1)) return 'nested-package';
  }
  return 'interface';
}

/** The last plain word of the head: what a misspelled or missing keyword leaves as the name. */
function nameIn(table: TokenTable, layout: Layout, first: number, end: HeadEnd): Name {
  const behind = table.endAt(Math.max(first, end.bodyStart - 1));
  for (let index = end.bodyStart - 1; index >= first; index -= 1) {
    if (!layout.isId(index)) continue;
    const text = table.textAt(index);
    const escaped = text.startsWith('%');
    const id: Id = {
      kind: 'id',
      start: table.startAt(index),
      end: table.endAt(index),
      name: escaped ? text.slice(1) : text,
      escaped,
    };
    return id;
  }
  return { kind: 'missing', start: behind, end: behind };
}
