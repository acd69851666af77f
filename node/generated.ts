/**
 * Whether `text` is a file that witwright wrote: its first line, a comment, says so. Only such files are replaced
 * without `--force`.
 */
export function isGenerated(text: string): boolean {
  const end = text.indexOf('\n');
  return /^(?:\/\/|\/\*|#).*\b[Gg]enerated by [Ww]itwright\b/.test(end === -1 ? text : text.slice(0, end));
}
