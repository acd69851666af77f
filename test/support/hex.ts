/** The bytes of `text`: pairs of hexadecimal digits, and comments from `;;` to the end of a line. */
export function bytesOfHex(text: string): Uint8Array {
  const digits = text.replace(/;;.*$/gm, '').replace(/\s+/g, '');
  if (!/^(?:[0-9a-f]{2})*$/i.test(digits)) throw new Error(`not pairs of hexadecimal digits: ${text}`);
  return Uint8Array.from(digits.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
}

/** The first eight bytes of a component and of a core module. */
export const COMPONENT_PREAMBLE = '00 61 73 6d 0d 00 01 00';
export const MODULE_PREAMBLE = '00 61 73 6d 01 00 00 00';

/** A section with its id and its size, as hexadecimal text. */
export function section(id: number, ...content: readonly string[]): string {
  const body = bytesOfHex(content.join('\n'));
  return `${hexOf([id, ...lebOf(body.length)])} ${hexOf(body)}`;
}

/** A vector: how many items, and the items. */
export function vector(...items: readonly string[]): string {
  return [hexOf(lebOf(items.length)), ...items].join(' ');
}

/** A name: how many bytes, and the bytes. */
export function name(text: string): string {
  const bytes = new TextEncoder().encode(text);
  return `${hexOf(lebOf(bytes.length))} ${hexOf(bytes)}`;
}

/** A component with these sections. */
export function component(...sections: readonly string[]): Uint8Array {
  return bytesOfHex([COMPONENT_PREAMBLE, ...sections].join('\n'));
}

/** A core module with these sections. */
export function coreModule(...sections: readonly string[]): Uint8Array {
  return bytesOfHex([MODULE_PREAMBLE, ...sections].join('\n'));
}

export function hexOf(bytes: Iterable<number>): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join(' ');
}

function lebOf(value: number): number[] {
  return value < 0x80 ? [value] : [(value & 0x7f) | 0x80, ...lebOf(value >> 7)];
}
