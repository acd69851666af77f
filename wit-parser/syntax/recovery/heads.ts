import type { Head } from '../grammar/wit-grammar.js';
import { nearest } from '../suggest.js';
import type { TokenTable } from '../token-table.js';
import type { Id, Name, PackageNameNode } from '../tree.js';
import type { Container } from '../layout/container.js';
import {
  isFunctionStart,
  isItemKeyword,
  isUnmistakable,
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

/**
 * The end of the head that starts at `start`, or null where no braced item that holds items starts there. Where its
 * line has a keyword and no `{`, the items are those of the deeper lines that follow.
 */
export function headEnd(layout: Layout, container: Container, start: number): HeadEnd | null {
  const first = skipAttributes(layout, start);
  const column = layout.lineIndent(first) ?? 0;
  for (let index = first; index < layout.count; index += 1) {
    const kind = layout.kind(index);
    const hasKeyword = hasContainerKeyword(layout, first, index);
    if (kind === '{') {
      if (!hasKeyword && isItemKeyword(layout, 'file', index + 1) && layout.indent(index + 1) === null)
        continue;
      const holdsItems = isFunctionOrItem(layout, index + 1) && layout.kind(first) !== 'resource';
      if (!holdsItems && (isTypeItem(layout, first) || (!hasKeyword && isUseList(layout, first, index))))
        return null;
      return bodyBehind(layout, index);
    }
    const indent = index === first ? null : layout.indent(index);
    if (indent !== null) {
      if (startsItem(layout, 'file', index) && indent <= (container.memberColumn ?? 0)) return null;
      const isBody = indent > column || isFunctionOrItem(layout, index);
      if (hasKeyword && isBody) return { open: index - 1, bodyStart: index };
    } else if (index > first && hasKeyword && isUnmistakable(layout, 'world', index)) {
      return { open: index - 1, bodyStart: index };
    }
    if (kind === '}' && !hasKeyword) return null;
    if (
      kind === ';' &&
      !(hasKeyword && layout.kind(first) !== 'package' && goesOnBehindSemicolon(layout, index + 1, column))
    )
      return null;
  }
  return null;
}

/** Whether a `;` in a head is a slip: the `{` follows on its line, or the items on deeper lines. */
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
  const isAlone = layout.indent(open + 2) !== null || layout.kind(open + 2) === '}';
  return { open, bodyStart: open + (isWord && isAlone ? 2 : 1) };
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
  const named = new Set<string | null>();
  for (let index = first; index < end.bodyStart; index += 1) {
    const kind = layout.kind(index);
    const word =
      kind === 'id' && layout.isId(index + 1) ? nearest(table.textAt(index), CONTAINER_KEYWORDS) : kind;
    if (word !== null && CONTAINER_KEYWORDS.includes(word)) named.add(word);
  }
  const column = layout.lineIndent(first) ?? 0;
  const [keyword] = named.size === 1 ? named : [kindOfBody(layout, end.bodyStart, column)];
  if (keyword === 'interface' || keyword === 'world') return keyword;
  return 'nested-package';
}

/** So many tokens tell what a body holds. */
const BODY_LOOK_AHEAD = 200;

/** What most of the items from `from` on belong in. */
export function kindOfBody(
  layout: Layout,
  from: number,
  column: number,
): 'interface' | 'world' | 'nested-package' {
  const votes = { interface: 0, world: 0, package: 0 };
  let depth = 0;
  for (let index = from; index < from + BODY_LOOK_AHEAD && depth >= 0; index += 1) {
    const kind = layout.kind(index);
    const indent = layout.indent(index);
    if (indent !== null && indent <= column && index > from) break;
    if (kind === '{') depth += 1;
    if (kind === '}') depth -= 1;
    if (depth > 0) continue;
    if (kind === 'import' || kind === 'export' || kind === 'include') votes.world += 1;
    else if ((kind === 'interface' || kind === 'world') && layout.isId(index + 1)) votes.package += 1;
    else if (isFunctionStart(layout, index)) votes.interface += 1;
  }
  if (votes.world > Math.max(votes.package, votes.interface)) return 'world';
  return votes.package > votes.interface ? 'nested-package' : 'interface';
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
