import type { Cursor } from './cursor.js';
import { peek } from './cursor.js';
import { doc } from './doc.js';
import type { Doc } from './doc.js';
import type { Separator } from './inline.js';
import { putGap, putTight, putToken } from './inline.js';
import type { ListStyle } from './list.js';
import { putList } from './list.js';
import type { syntax } from '../wit-parser/index.js';

const { group } = doc;

const USE_NAMES: ListStyle = { padded: false, trailingComma: true };
const RENAMES: ListStyle = { padded: true, trailingComma: true };

/** Takes a package name or a path to an interface: `ns:pkg/name@1.0.0`. No blank may stand in a version. */
export function putPath(
  out: Doc[],
  cursor: Cursor,
  before: Separator,
  node: syntax.UsePath | syntax.PackageNameNode,
): void {
  putToken(out, cursor, before);
  let behind: syntax.TokenKind = 'id';
  while (peek(cursor).start < node.end) {
    const { kind } = peek(cursor);
    if (kind === '@') return putTight(out, cursor, 'none', node.end);
    putToken(out, cursor, kind === '/' || behind === ':' ? 'soft' : 'none');
    behind = kind;
  }
}

function putRenamed(out: Doc[], cursor: Cursor, node: syntax.RenamedName): void {
  putToken(out, cursor, 'none');
  if (node.alias === null) return;
  putToken(out, cursor, 'space');
  putToken(out, cursor, 'space');
}

/** Takes `use path.{a, b as c}`. */
export function putUse(out: Doc[], cursor: Cursor, node: syntax.UseDecl): void {
  putToken(out, cursor, 'none');
  putPath(out, cursor, 'space', node.path);
  putToken(out, cursor, 'none');
  putGap(out, cursor, 'none');
  putRenames(out, cursor, node.names, USE_NAMES);
}

/** Takes `use path as name` at the top of a file. */
export function putTopLevelUse(out: Doc[], cursor: Cursor, node: syntax.TopLevelUse): void {
  putToken(out, cursor, 'none');
  putPath(out, cursor, 'space', node.path);
  if (node.alias === null) return;
  putToken(out, cursor, 'space');
  putToken(out, cursor, 'space');
}

/** Takes `include path with { a as b }`. */
export function putInclude(out: Doc[], cursor: Cursor, node: syntax.IncludeDecl): void {
  putToken(out, cursor, 'none');
  putPath(out, cursor, 'space', node.path);
  if (peek(cursor).kind !== 'with') return;
  putToken(out, cursor, 'space');
  putGap(out, cursor, 'space');
  putRenames(out, cursor, node.with, RENAMES);
}

function putRenames(
  out: Doc[],
  cursor: Cursor,
  names: readonly syntax.RenamedName[],
  style: ListStyle,
): void {
  const list: Doc[] = [];
  putList(list, cursor, names, style, (part, name) => putRenamed(part, cursor, name));
  out.push(group(list));
}
