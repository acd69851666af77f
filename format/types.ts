import type { Cursor } from './cursor.js';
import { peek } from './cursor.js';
import { doc } from './doc.js';
import type { Doc } from './doc.js';
import type { Separator } from './inline.js';
import { putGap, putToken } from './inline.js';
import type { ListStyle } from './list.js';
import { putList } from './list.js';
import type { syntax } from '../wit-parser/index.js';

const { group } = doc;

/** Only `tuple` takes a comma behind its last type. */
const TUPLE: ListStyle = { padded: false, trailingComma: true };
export const GENERIC: ListStyle = { padded: false, trailingComma: false };
const PARAMS: ListStyle = { padded: false, trailingComma: true };

/** An argument of a generic type that is one token: a length, a resource's name, `_`. */
const TOKEN = 'token';

type TypeArgument = syntax.TypeNode | typeof TOKEN;

function typeArguments(type: syntax.TypeNode): readonly TypeArgument[] {
  switch (type.kind) {
    case 'list':
      return type.length === null ? [type.element] : [type.element, TOKEN];
    case 'map':
      return [type.key, type.value];
    case 'option':
      return [type.type];
    case 'result':
      return type.err === null ? [type.ok ?? TOKEN] : [type.ok ?? TOKEN, type.err];
    case 'tuple':
      return type.types;
    case 'stream':
    case 'future':
      return type.type === null ? [] : [type.type];
    case 'own':
    case 'borrow':
      return [TOKEN];
    default:
      return [];
  }
}

/** Takes a type. */
export function putType(out: Doc[], cursor: Cursor, before: Separator, type: syntax.TypeNode): void {
  putToken(out, cursor, before);
  if (peek(cursor).kind !== '<') return;
  putGap(out, cursor, 'none');
  const list: Doc[] = [];
  putList(list, cursor, typeArguments(type), type.kind === 'tuple' ? TUPLE : GENERIC, (part, argument) => {
    if (argument === TOKEN) putToken(part, cursor, 'none');
    else putType(part, cursor, 'none', argument);
  });
  out.push(group(list));
}

/** Takes `name: type`. */
export function putTyped(out: Doc[], cursor: Cursor, node: syntax.Param | syntax.FieldDecl): void {
  putToken(out, cursor, 'none');
  putToken(out, cursor, 'none');
  putType(out, cursor, 'space', node.type);
}

/** Takes what may be called: the words up to the parameters, the parameters, and the result. */
export function putSignature(
  out: Doc[],
  cursor: Cursor,
  before: Separator,
  node: syntax.FuncSignature | syntax.AccessorSignature | syntax.ConstructorItem,
): void {
  putToken(out, cursor, before);
  while (peek(cursor).kind !== '(') putToken(out, cursor, 'space');
  putGap(out, cursor, 'none');
  // One group: parameters go on lines of their own when the result has no room beside them.
  const signature: Doc[] = [];
  putList(signature, cursor, node.params, PARAMS, (part, param) => putTyped(part, cursor, param));
  if (node.result !== null) {
    putToken(signature, cursor, 'space');
    putType(signature, cursor, 'space', node.result);
  }
  out.push(group(signature));
}
