/** Gathers lines of text, indented by how deep they stand. */
export class Lines {
  readonly #lines: string[] = [];
  #depth = 0;

  line(text: string): void {
    this.#lines.push('  '.repeat(this.#depth) + text);
  }

  /** Prints `head`, what `content` prints, indented, and `)`; on one line where that is nothing. */
  group(head: string, content: () => void): void {
    this.line(head);
    const before = this.#lines.length;
    this.#depth++;
    content();
    this.#depth--;
    if (this.#lines.length > before) this.line(')');
    else this.#lines.push(`${this.#lines.pop() ?? ''})`);
  }

  finish(): string {
    return this.#lines.map((line) => `${line}\n`).join('');
  }
}

/** Letters and signs that mean only themselves: nothing invisible, and nothing that changes the direction of text. */
const PLAIN = /^[\p{L}\p{N}\p{P}\p{S}\p{M} ]$/u;

/** `text` in quotes, as the text format has it. */
export function quoted(text: string): string {
  const characters = Array.from(text, (character) => {
    if (character === '"' || character === '\\') return `\\${character}`;
    if (PLAIN.test(character)) return character;
    return `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`;
  });
  return `"${characters.join('')}"`;
}

/** Bytes in quotes: ASCII as it is, the rest as pairs of hexadecimal digits. */
export function quotedBytes(bytes: Uint8Array): string {
  const characters = Array.from(bytes, (byte) => {
    const isPlain = byte >= 0x20 && byte < 0x7f && byte !== 0x22 && byte !== 0x5c;
    return isPlain ? String.fromCharCode(byte) : `\\${byte.toString(16).padStart(2, '0')}`;
  });
  return `"${characters.join('')}"`;
}

/** The words that are not empty, with blanks between them. */
export function words(...parts: readonly string[]): string {
  return parts.filter((part) => part !== '').join(' ');
}

/** `(head word word)` */
export function form(head: string, ...parts: readonly string[]): string {
  return `(${words(head, ...parts)})`;
}
