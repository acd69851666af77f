import { at } from '../../base/index.js';
import type { Code, GlobalRef, Group, GroupStyle, ImportRef, Piece } from './pieces.js';
import { quote } from './quote.js';

/** The printed form of the pieces that depend on what else a file binds. */
export interface NamePrinter {
  importRef(ref: ImportRef): string;
  globalRef(ref: GlobalRef): string;
}

const WIDTH = 100;
const INDENT = '  ';

const BRACKETS: Record<GroupStyle, readonly [open: string, separator: string, close: string]> = {
  parameters: ['(', ', ', ')'],
  names: ['{ ', ', ', ' }'],
  tuple: ['[', ', ', ']'],
  arguments: ['<', ', ', '>'],
  union: ['', ' | ', ''],
};

/** `code` on one line. */
export function printFlat(code: Piece, names: NamePrinter): string {
  return flatten(code, names)
    .map((part) => partText(part, names))
    .join('');
}

/** `code` as lines at a depth of indentation. A line that is too long is broken at its outermost group, and so on. */
export function printLines(code: Code, depth: number, names: NamePrinter): readonly string[] {
  return breakLine(flatten(code, names), depth, names);
}

type Part = string | Group;

/** Nested templates undone: text and groups in order. Groups stay whole, as they may be broken. */
function flatten(piece: Piece, names: NamePrinter): readonly Part[] {
  if (piece.kind === 'group') return [piece];
  if (piece.kind !== 'code') return [leafText(piece, names)];
  return piece.texts.flatMap((text, index) => {
    const hole = piece.holes[index];
    return hole === undefined ? [text] : [text, ...flatten(hole, names)];
  });
}

function leafText(piece: Exclude<Piece, Code | Group>, names: NamePrinter): string {
  switch (piece.kind) {
    case 'ident':
      return piece.name;
    case 'import':
      return names.importRef(piece);
    case 'global':
      return names.globalRef(piece);
    case 'string':
      return quote(piece.value);
    case 'number':
      return String(piece.value);
  }
}

function partText(part: Part, names: NamePrinter): string {
  if (typeof part === 'string') return part;
  const [open, separator, close] = BRACKETS[part.style];
  return open + part.items.map((item) => printFlat(item, names)).join(separator) + close;
}

function breakLine(parts: readonly Part[], depth: number, names: NamePrinter): readonly string[] {
  const indent = INDENT.repeat(depth);
  const flat = indent + parts.map((part) => partText(part, names)).join('');
  const first = parts.findIndex((part) => typeof part !== 'string' && part.items.length > 0);
  if (flat.length <= WIDTH || first === -1) return [flat];
  const group = at(parts, first) as Group;
  const before =
    indent +
    parts
      .slice(0, first)
      .map((part) => partText(part, names))
      .join('');
  const after = parts.slice(first + 1);
  return group.style === 'union'
    ? breakUnion(group, before, after, depth, names)
    : breakBrackets(group, before, after, depth, names);
}

function breakBrackets(
  group: Group,
  before: string,
  after: readonly Part[],
  depth: number,
  names: NamePrinter,
): readonly string[] {
  const [open, , close] = BRACKETS[group.style];
  const last = group.items.length - 1;
  // Type arguments may not end in a comma.
  const comma = (index: number): string => (index === last && group.style === 'arguments' ? '' : ',');
  return [
    before + open.trimEnd(),
    ...group.items.flatMap((item, index) =>
      breakLine([...flatten(item, names), comma(index)], depth + 1, names),
    ),
    ...breakLine([close.trimStart(), ...after], depth, names),
  ];
}

function breakUnion(
  group: Group,
  before: string,
  after: readonly Part[],
  depth: number,
  names: NamePrinter,
): readonly string[] {
  const head = before.trimEnd();
  const indent = INDENT.repeat(depth + 1);
  const flat = indent + [group, ...after].map((part) => partText(part, names)).join('');
  if (flat.length <= WIDTH) return [head, flat];
  const last = group.items.length - 1;
  return [
    head,
    ...group.items.flatMap((item, index) =>
      breakLine(['| ', ...flatten(item, names), ...(index === last ? after : [])], depth + 1, names),
    ),
  ];
}
