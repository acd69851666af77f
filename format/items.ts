import { assertNever, InternalError } from '../base/index.js';
import { putAttributes } from './attributes.js';
import type { BlockStyle } from './block.js';
import { putBlock, putIgnored, putItems } from './block.js';
import type { Cursor } from './cursor.js';
import { cursorOf, peek } from './cursor.js';
import { doc } from './doc.js';
import type { Doc } from './doc.js';
import type { Separator } from './inline.js';
import { putGap, putToken } from './inline.js';
import { putList } from './list.js';
import type { Page } from './page.js';
import { endLines, pageOf } from './page.js';
import { putInclude, putPath, putTopLevelUse, putUse } from './paths.js';
import { GENERIC, putSignature, putType, putTyped } from './types.js';
import type { syntax } from '../wit-parser/index.js';

const { group } = doc;

type Item = Exclude<
  syntax.FileItem | syntax.InterfaceItem | syntax.WorldItemNode | syntax.ResourceItem,
  syntax.ErrorNode
>;

type Member = syntax.FieldDecl | syntax.CaseDecl | syntax.FlagDecl;

const ITEMS: BlockStyle<Item | syntax.ErrorNode> = { commas: false, put: putItem };
const FILE_ITEMS: BlockStyle<syntax.FileItem> = { commas: false, put: putItem, apart };
const MEMBERS: BlockStyle<Member> = { commas: true, put: putMember };

/** Lays out a file without syntax errors, and gives its lines to `emit`, in order. */
export function layOut(file: syntax.WitFile, emit: (lines: Doc) => void): void {
  const page = pageOf(cursorOf(file), emit);
  putItems(page, 0, file.items, FILE_ITEMS);
  endLines(page);
}

/** Items of a file stand apart from its `package` line, and from an item of more than one line. */
function apart(text: string, before: syntax.FileItem, after: syntax.FileItem): boolean {
  return before.kind === 'package-decl' || isTall(text, before) || isTall(text, after);
}

function isTall(text: string, item: syntax.FileItem): boolean {
  if (!('items' in item)) return false;
  return item.items.length > 0 || !/\{\s*\}$/.test(text.slice(item.start, item.end));
}

function putItem(page: Page, level: number, item: Item | syntax.ErrorNode): void {
  if (item.kind === 'error') throw unformattable();
  if (putAttributes(page, level, item.attributes)) return putIgnored(page, item);
  const head: Doc[] = [];
  putHead(head, page.cursor, item);
  page.line.push(group(head));
  if (peek(page.cursor).kind === ';') putToken(page.line, page.cursor, 'none');
  else putBody(page, level, item);
}

/** Takes what stands before the `;` or the block of an item. */
function putHead(out: Doc[], cursor: Cursor, item: Item): void {
  switch (item.kind) {
    case 'package-decl':
    case 'nested-package':
      putToken(out, cursor, 'none');
      return putPath(out, cursor, 'space', item.name);
    case 'top-level-use':
      return putTopLevelUse(out, cursor, item);
    case 'use':
      return putUse(out, cursor, item);
    case 'include':
      return putInclude(out, cursor, item);
    case 'import':
    case 'export':
      putToken(out, cursor, 'none');
      return putExtern(out, cursor, item.item);
    case 'func-item':
      return putNamedSignature(out, cursor, 'none', item.signature);
    case 'constructor':
      return putSignature(out, cursor, 'none', item);
    case 'type-alias':
      putToken(out, cursor, 'none');
      putToken(out, cursor, 'space');
      putToken(out, cursor, 'space');
      return putType(out, cursor, 'space', item.type);
    case 'interface':
    case 'world':
    case 'record':
    case 'variant':
    case 'enum':
    case 'flags':
    case 'resource':
      putToken(out, cursor, 'none');
      return putToken(out, cursor, 'space');
    default:
      assertNever(item);
  }
}

function putExtern(out: Doc[], cursor: Cursor, item: syntax.ExternItem): void {
  if (item.kind === 'missing') throw unformattable();
  if (item.kind === 'extern-func') return putNamedSignature(out, cursor, 'space', item.signature);
  if (item.kind === 'extern-path' && item.label === null) return putPath(out, cursor, 'space', item.path);
  putToken(out, cursor, 'space');
  putToken(out, cursor, 'none');
  if (item.kind === 'extern-path') putPath(out, cursor, 'space', item.path);
  else putToken(out, cursor, 'space');
}

function putNamedSignature(out: Doc[], cursor: Cursor, before: Separator, node: syntax.Signature): void {
  if (node.kind === 'missing') throw unformattable();
  putToken(out, cursor, before);
  putToken(out, cursor, 'none');
  putSignature(out, cursor, 'space', node);
}

/** Writes the block of an item that has one. */
function putBody(page: Page, level: number, item: Item): void {
  switch (item.kind) {
    case 'nested-package':
      return putBlock(page, level, item.items, FILE_ITEMS);
    case 'interface':
    case 'world':
      return putBlock<Item | syntax.ErrorNode>(page, level, item.items, ITEMS);
    case 'resource':
      return putBlock<Item | syntax.ErrorNode>(page, level, item.items ?? [], ITEMS);
    case 'import':
    case 'export':
      if (item.item.kind !== 'extern-interface') throw unformattable();
      return putBlock<Item | syntax.ErrorNode>(page, level, item.item.items, ITEMS);
    case 'record':
      return putBlock(page, level, item.fields, MEMBERS);
    case 'variant':
    case 'enum':
      return putBlock(page, level, item.cases, MEMBERS);
    case 'flags':
      return putBlock(page, level, item.flags, MEMBERS);
    case 'include': // `with { … }` ends it
      return;
    default:
      throw unformattable();
  }
}

function putMember(page: Page, _level: number, member: Member): void {
  const out: Doc[] = [];
  const { cursor } = page;
  if (member.kind === 'field') putTyped(out, cursor, member);
  else putToken(out, cursor, 'none');
  if (member.kind === 'case' && member.type !== null) {
    putGap(out, cursor, 'none');
    putList(out, cursor, [member.type], GENERIC, (part, type) => putType(part, cursor, 'none', type));
  }
  page.line.push(group(out));
}

function unformattable(): InternalError {
  return new InternalError('a file with syntax errors is not formatted');
}
