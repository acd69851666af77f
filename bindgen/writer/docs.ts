import { printFlat, type Code, type NamePrinter } from '../code/index.js';

/** A doc comment: the text that stood in WIT, and what the generator knows. */
export interface Docs {
  /** Markdown of the input, which is not trusted. */
  readonly text: string | null;
  readonly tags: readonly DocTag[];
}

export interface DocTag {
  readonly name: 'deprecated' | 'experimental' | 'since' | 'throws';
  /** In braces, as JSDoc writes types. */
  readonly type?: Code;
  readonly text?: string;
}

export const NO_DOCS: Docs = { text: null, tags: [] };

/** The lines of the comment, without indentation; none if there is nothing to say. */
export function docLines(docs: Docs, names: NamePrinter): readonly string[] {
  const text = docs.text === null ? [] : textLines(docs.text);
  const tags = docs.tags.map((tag) => tagLine(tag, names));
  const lines = text.length > 0 && tags.length > 0 ? [...text, '', ...tags] : [...text, ...tags];
  if (lines.length === 0) return [];
  if (lines.length === 1 && (lines[0] ?? '').length < 90) return [`/** ${lines[0] ?? ''} */`];
  return ['/**', ...lines.map((line) => ` * ${line}`.trimEnd()), ' */'];
}

/** The lines of a comment outside of any module, whose tags hold no types. */
export function plainDocLines(docs: Docs): readonly string[] {
  return docLines(docs, { importRef: (ref) => ref.name, globalRef: (ref) => ref.name });
}

function tagLine(tag: DocTag, names: NamePrinter): string {
  const type = tag.type === undefined ? [] : [`{${printFlat(tag.type, names)}}`];
  const text = tag.text === undefined ? [] : textLines(tag.text);
  return [`@${tag.name}`, ...type, ...text].join(' ');
}

/** What may be in no text: control characters but the tab, and marks that change the direction of reading. */
// oxlint-disable-next-line no-control-regex
const UNPRINTABLE = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g;

/** The lines of `text`, so that none ends the comment or begins a tag, with no blank line at either end. */
function textLines(text: string): readonly string[] {
  const lines = withoutMargin(text.split(/\r\n|[\n\r\u2028\u2029]/)).map((line) =>
    line
      .replace(UNPRINTABLE, '\ufffd')
      .replaceAll('*/', '*\\/')
      .replace(/^(\s*)@/, '$1\\@')
      .trimEnd(),
  );
  const isText = (line: string): boolean => line !== '';
  const first = lines.findIndex(isText);
  return first === -1 ? [] : lines.slice(first, lines.findLastIndex(isText) + 1);
}

/** The lines of a block comment without the column of stars that leads them. */
function withoutMargin(lines: readonly string[]): readonly string[] {
  const margin = /^\s+\*(?: |$)/;
  return lines.every((line) => margin.test(line)) ? lines.map((line) => line.replace(margin, '')) : lines;
}
