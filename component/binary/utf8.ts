/**
 * Decodes UTF-8 as WebAssembly defines it: no surrogates, nothing longer than need be, nothing past U+10FFFF. Written
 * out, as the room names no host's `TextDecoder`.
 * @returns the text, or the offset of the first byte that does not fit.
 */
export function decodeUtf8(bytes: Uint8Array, start: number, end: number): string | number {
  let text = '';
  for (let at = start; at < end;) {
    const byte = bytes[at] ?? 0;
    if (byte < 0x80) {
      text += String.fromCharCode(byte);
      at++;
      continue;
    }
    const length = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2;
    if (byte < 0xc2 || byte > 0xf4 || at + length > end) return at;
    let code = byte & (0x7f >> length);
    for (let next = at + 1; next < at + length; next++) {
      const following = bytes[next] ?? 0;
      if ((following & 0xc0) !== 0x80) return at;
      code = (code << 6) | (following & 0x3f);
    }
    const isOverlong = (length === 3 && code < 0x800) || (length === 4 && code < 0x1_0000);
    const isSurrogate = code >= 0xd800 && code <= 0xdfff;
    if (isOverlong || isSurrogate || code > 0x10_ffff) return at;
    text += String.fromCodePoint(code);
    at += length;
  }
  return text;
}

/** The UTF-8 of `text`. A lone surrogate, which has none, becomes U+FFFD, as in every encoder of the Web. */
export function encodeUtf8(text: string): number[] {
  const bytes: number[] = [];
  for (const character of text) {
    const found = character.codePointAt(0) ?? 0;
    const code = found >= 0xd800 && found <= 0xdfff ? 0xfffd : found;
    if (code < 0x80) bytes.push(code);
    else if (code < 0x800) bytes.push(0xc0 | (code >> 6), continuation(code, 0));
    else if (code < 0x1_0000) bytes.push(0xe0 | (code >> 12), continuation(code, 6), continuation(code, 0));
    else {
      bytes.push(0xf0 | (code >> 18), continuation(code, 12), continuation(code, 6), continuation(code, 0));
    }
  }
  return bytes;
}

function continuation(code: number, shift: number): number {
  return 0x80 | ((code >> shift) & 0x3f);
}
