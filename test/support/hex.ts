/** The bytes of `text`: pairs of hexadecimal digits, and comments from `;;` to the end of a line. */
export function bytesOfHex(text: string): Uint8Array {
  const digits = text.replace(/;;.*$/gm, '').replace(/\s+/g, '');
  if (!/^(?:[0-9a-f]{2})*$/i.test(digits)) throw new Error(`not pairs of hexadecimal digits: ${text}`);
  return Uint8Array.from(digits.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
}

/** The first eight bytes of a component and of a core module. */
export const COMPONENT_PREAMBLE = '00 61 73 6d 0d 00 01 00';
export const MODULE_PREAMBLE = '00 61 73 6d 01 00 00 00';
