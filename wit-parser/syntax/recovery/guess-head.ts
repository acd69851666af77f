import { nearest } from '../suggest.js';
import type { Id, Name, PackageNameNode } from '../tree.js';
import { memberColumnOf } from '../layout/container.js';
import { isFunctionStart, isItemKeyword, skipAttributes } from '../layout/item-starts.js';
import type { Layout } from '../layout/layout.js';
import { BODY_LOOK_AHEAD, type HeadEnd } from './heads.js';
import type { NameRoles } from './name-roles.js';
import type { Head } from './read-head.js';

/** What a broken head was most likely meant to be. */
export function guessHead(layout: Layout, roles: NameRoles, start: number, end: HeadEnd): Head {
  const first = skipAttributes(layout, start);
  const from = layout.table.startAt(start);
  const column = layout.lineIndent(first) ?? 0;
  const name = nameIn(layout, first, end);
  const role = name.kind === 'id' ? roles.of(name.name) : null;
  const kind = keywordIn(layout, first, end) ?? role ?? kindOfBody(layout, end.bodyStart, column);
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

/** What the broken head of an inline interface says. */
export function guessInlineHead(layout: Layout, start: number, end: HeadEnd): Head {
  const first = skipAttributes(layout, start);
  const kind = layout.kind(first) === 'export' ? 'export' : 'import';
  const name = nameIn(layout, first, end);
  return { kind, start: layout.table.startAt(start), attributes: [], name };
}

const CONTAINER_KEYWORDS = ['interface', 'world', 'package'];

type ContainerKind = 'interface' | 'world' | 'nested-package';

/** What the keyword of a head says; null where it has none, or several. */
function keywordIn(layout: Layout, first: number, end: HeadEnd): ContainerKind | null {
  const named = new Set<string | null>();
  for (let index = first; index < end.bodyStart; index += 1) {
    const kind = layout.kind(index);
    const word =
      kind === 'id' && layout.isId(index + 1)
        ? nearest(layout.table.textAt(index), CONTAINER_KEYWORDS)
        : kind;
    if (word !== null && CONTAINER_KEYWORDS.includes(word)) named.add(word);
  }
  if (named.size !== 1) return null;
  const [keyword] = named;
  return keyword === 'interface' || keyword === 'world' ? keyword : 'nested-package';
}

/** What most of the items from `from` on belong in. */
function kindOfBody(layout: Layout, from: number, column: number): ContainerKind {
  const votes = { interface: 0, world: 0, package: 0, type: 0 };
  const memberColumn = memberColumnOf(layout, column, from);
  let depth = 0;
  for (let index = from; index < from + BODY_LOOK_AHEAD && depth >= 0; index += 1) {
    const kind = layout.kind(index);
    const indent = layout.indent(index);
    if (indent !== null && indent <= column && index > from) break;
    // The column of a line is believed before any brace.
    if (indent !== null && indent === memberColumn) depth = 0;
    if (kind === '{') depth += 1;
    if (kind === '}') depth -= 1;
    if (depth < 0 && memberColumn !== null) depth = 0;
    if (depth > 0 || !mayBeginItem(layout, index)) continue;
    if (kind === 'import' || kind === 'export' || kind === 'include') votes.world += 1;
    else if ((kind === 'interface' || kind === 'world') && layout.isId(index + 1)) votes.package += 1;
    else if (isFunctionStart(layout, index)) votes.interface += 1;
    else if (isItemKeyword(layout, 'interface', index) && kind !== 'use') votes.type += 1;
  }
  // A function whose `import` or `export` is lost is likelier than a function that has one by mistake.
  if (votes.world > votes.package && votes.world >= votes.interface) return 'world';
  return votes.package > votes.interface + votes.type ? 'nested-package' : 'interface';
}

/** Whether an item begins at `index` if the text is correct there, going by the token in front. */
function mayBeginItem(layout: Layout, index: number): boolean {
  const before = layout.kind(index - 1);
  return (
    layout.indent(index) !== null || before === ';' || before === '{' || before === '}' || before === ')'
  );
}

/** The last plain word of the head: what a misspelled or missing keyword leaves as the name. */
function nameIn(layout: Layout, first: number, end: HeadEnd): Name {
  const { table } = layout;
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
