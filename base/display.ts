import stringWidth from 'string-width';
import { printable } from './printable.js';

const TAB = 4;
const ASCII = /^[\x20-\x7e]*$/;

/** The terminal columns that `text` takes: two for CJK and emoji, none for combining marks. */
export function displayWidth(text: string): number {
  return ASCII.test(text) ? text.length : stringWidth(text);
}

/** `text` made printable, with tabs expanded to columns that are multiples of four. */
export function expandTabs(text: string): string {
  const [first = '', ...parts] = printable(text).split('\t');
  let expanded = first;
  for (const part of parts) {
    expanded += ' '.repeat(TAB - (displayWidth(expanded) % TAB)) + part;
  }
  return expanded;
}
