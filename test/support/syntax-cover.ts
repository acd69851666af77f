import { childrenOf, elementsOf, parse, type syntax } from '../../wit-parser/index.js';

/** Throws unless the tokens, comments and children of every node of `text` cover it exactly, in order. */
export function checkCover(text: string): void {
  const file = parse({ path: 'cover.wit', text }).value;
  coverNode(file, file);
  const last = file.tokens.at(-1);
  if (last?.kind !== 'eof') throw new Error('the last token is not eof');
  if (file.tokens.some((token) => token.text !== text.slice(token.start, token.end))) {
    throw new Error('a token has another text than its place');
  }
}

function coverNode(file: syntax.WitFile, node: syntax.Node): void {
  let at = node.start;
  for (const element of elementsOf(file, node)) {
    if (element.start < at)
      throw new Error(`${describe(node)}: ${describe(element)} overlaps what is before it`);
    requireBlank(file, node, at, element.start);
    at = element.end;
  }
  if (at > node.end) throw new Error(`${describe(node)}: its parts go on to ${at}`);
  requireBlank(file, node, at, node.end);
  for (const child of childrenOf(node)) {
    const isInside = child.start >= node.start && child.end <= node.end && child.start <= child.end;
    if (!isInside) throw new Error(`${describe(node)}: ${describe(child)} lies outside`);
    if (child.kind === 'missing' && child.start !== child.end)
      throw new Error(`${describe(child)} has a width`);
    coverNode(file, child);
  }
}

function requireBlank(file: syntax.WitFile, node: syntax.Node, from: number, to: number): void {
  const between = file.source.text.slice(from, to);
  // A byte order mark is no token, and no blank either.
  if (!/^\uFEFF?[ \t\r\n]*$/.test(between)) {
    throw new Error(`${describe(node)}: nothing covers ${JSON.stringify(between)} at ${from}`);
  }
}

function describe({ kind, start, end }: { kind: string; start: number; end: number }): string {
  return `${kind} [${start}, ${end})`;
}
