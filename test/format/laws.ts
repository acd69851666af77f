import { hasErrors } from '../../base/index.js';
import { formatWit } from '../../format/index.js';
import { seededRandom, type SeededRandom } from '../support/seeded-random.js';
import { respace } from './respace.js';
import { isComment, scan, sequence } from './scan.js';

const RESPACINGS = 3;

type Format = (text: string) => string | null;

/** What holds of the formatting of every text without syntax errors. Returns the first law that is broken, or null. */
export function brokenLaw(text: string, seed: number, width = 100): string | null {
  const format = (input: string): string | null => formatTo(input, width);
  const formatted = format(text);
  if (formatted === null) return 'refused';
  const before = sequence(text);
  const after = sequence(formatted);
  const lost = before.findIndex((piece, index) => piece !== after[index]);
  if (lost !== -1) return `piece ${lost}: ${before[lost]} became ${after[lost]}`;
  if (before.length !== after.length) return `${after.length} pieces of ${before.length}`;
  if (format(formatted) !== formatted)
    return `twice changes ${difference(formatted, format(formatted) ?? '')}`;
  // What is kept as it was has its own blanks, and its own width.
  if (formatted.includes('prettier-ignore')) return null;
  const respaced = changedByRespacing(text, format, seededRandom(seed));
  if (respaced !== null) return respaced;
  const line = formatted.split('\n').find((other) => isTooLong(other, width));
  return line === undefined ? null : `too long: ${line}`;
}

function changedByRespacing(text: string, format: Format, random: SeededRandom): string | null {
  // A byte order mark and the first line end are kept, so they are no blanks to play with.
  const plain = text.replace('\uFEFF', '').replaceAll('\r\n', '\n');
  const formatted = format(plain) ?? '';
  for (let round = 0; round < RESPACINGS; round += 1) {
    const other = respace(plain, random);
    const again = format(other);
    if (again === null) return `refused when re-spaced: ${other}`;
    if (again !== formatted) return `re-spacing changes ${difference(formatted, again)}`;
  }
  return null;
}

function formatTo(text: string, width: number): string | null {
  const { value, diagnostics } = formatWit({ path: 'case.wit', text }, { width });
  return hasErrors(diagnostics) ? null : value;
}

function difference(expected: string, found: string): string {
  const lines = expected.split('\n');
  const others = found.split('\n');
  const at = lines.findIndex((line, index) => line !== others[index]);
  return `line ${at + 1}: ${lines.slice(at, at + 3).join('\n')}\nto: ${others.slice(at, at + 3).join('\n')}`;
}

/** A line past the width that has, but for comments, more than one token and the punctuation that clings to it. */
function isTooLong(line: string, width: number): boolean {
  if (line.length <= width || /\/\*|\*\//.test(line)) return false;
  const { pieces } = scan(line);
  const code = pieces.filter((piece) => !isComment(piece));
  const words = code.filter((piece) => piece.kind !== 'punctuation');
  const end = code.reduce((total, piece) => total + piece.blank.length + piece.text.length, 0);
  return end > width && words.length > 1;
}
