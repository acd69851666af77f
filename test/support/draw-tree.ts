import { elementsOf, type Element, type syntax } from '../../wit-parser/index.js';

/** A syntax tree as indented lines: nodes by kind, tokens and comments as they are written. */
export function drawTree(file: syntax.WitFile): string {
  const lines: string[] = [];
  draw(file, file, 0, lines);
  return `${lines.join('\n')}\n`;
}

function draw(file: syntax.WitFile, node: syntax.Node, depth: number, lines: string[]): void {
  const indent = '  '.repeat(depth);
  const elements = elementsOf(file, node);
  const [only] = elements;
  if (elements.length === 1 && only !== undefined && isLeaf(only) && node.kind !== 'file') {
    lines.push(`${indent}${node.kind} ${quoted(only.text)}`);
    return;
  }
  lines.push(`${indent}${node.kind}`);
  for (const element of elements) {
    if (!isLeaf(element)) draw(file, element, depth + 1, lines);
    else lines.push(`${indent}  ${element.kind === 'eof' ? 'eof' : quoted(element.text)}`);
  }
}

/** Whether an element is a token or a comment. The node of an integer looks just like its token, and has no parts. */
export function isLeaf(element: Element): element is syntax.Token | syntax.Comment {
  return 'text' in element && element.kind !== 'version' && element.kind !== 'external-id';
}

function quoted(text: string): string {
  return JSON.stringify(text);
}
