import { hasErrors } from '../base/index.js';
import type { Result, SourceFile } from '../base/index.js';
import { parse } from '../wit-parser/index.js';
import type { syntax } from '../wit-parser/index.js';
import type { Doc } from './doc.js';
import { printDocToString } from './doc.js';
import { layOut } from './items.js';

/** Widths, in columns. There is nothing else to choose. */
export interface FormatOptions {
  /** Where a line is broken if the grammar allows it; 100. */
  readonly width?: number;
  /** How far a block is indented; 2. */
  readonly indent?: number;
}

export const DEFAULT_WIDTH = 100;
export const DEFAULT_INDENT = 2;

const BYTE_ORDER_MARK = '\uFEFF';

/**
 * Formats a WIT file. Comments stay between the two tokens that they are between, so that the text has the same model,
 * docs included; a second formatting changes nothing. A byte order mark stays, and so does the kind of line end that
 * the first line has.
 * @param source the file
 * @returns the text; if the file has syntax errors, these and the text as it was
 */
export function formatWit(source: SourceFile, options: FormatOptions = {}): Result<string> {
  const { value: file, diagnostics } = parse(source);
  if (hasErrors(diagnostics)) return { value: source.text, diagnostics };
  const text = printFile(file, options);
  const mark = source.text.startsWith(BYTE_ORDER_MARK) ? BYTE_ORDER_MARK : '';
  return { value: mark + (usesCrlf(source.text) ? text.replaceAll('\n', '\r\n') : text), diagnostics };
}

function usesCrlf(text: string): boolean {
  const first = text.indexOf('\n');
  return first > 0 && text[first - 1] === '\r';
}

/** How many runs of lines are printed at once: more would only take memory. */
const BATCH = 500;

function printFile(file: syntax.WitFile, { width, indent }: FormatOptions): string {
  const options = { printWidth: width ?? DEFAULT_WIDTH, tabWidth: indent ?? DEFAULT_INDENT };
  const printed: string[] = [];
  let batch: Doc[] = [];
  const print = (): void => {
    printed.push(printDocToString(batch, options).formatted);
    batch = [];
  };
  layOut(file, (lines) => {
    batch.push(lines);
    if (batch.length === BATCH) print();
  });
  print();
  const text = printed.join('');
  return text === '' ? '' : `${text}\n`;
}
