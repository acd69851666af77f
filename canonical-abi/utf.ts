/* The encodings of strings, with nothing but ECMAScript. */

/** How many code units go to `String.fromCharCode` at once: fewer than any engine has arguments. */
const CHUNK = 4096;

/** Collects UTF-16 code units. */
class CodeUnits {
  #text = '';
  #units: number[] = [];

  push(unit: number): void {
    this.#units.push(unit);
    if (this.#units.length >= CHUNK) this.#flush();
  }

  pushCodePoint(i: number): void {
    if (i < 0x10000) return this.push(i);
    this.push(0xd7c0 + (i >> 10));
    this.push(0xdc00 + (i & 0x3ff));
  }

  text(): string {
    this.#flush();
    return this.#text;
  }

  #flush(): void {
    this.#text += String.fromCharCode(...this.#units);
    this.#units = [];
  }
}

/** The text that `bytes` are, or null if they are no UTF-8: overlong forms and surrogates are none either. */
export function decodeUtf8(bytes: Uint8Array): string | null {
  const units = new CodeUnits();
  for (let i = 0; i < bytes.length;) {
    const lead = bytes[i] ?? 0;
    const count = utf8Length(lead);
    if (count === 0 || i + count > bytes.length) return null;
    let codePoint = count === 1 ? lead : lead & (0x7f >> count);
    for (let k = 1; k < count; k++) {
      const trail = bytes[i + k] ?? 0;
      if ((trail & 0xc0) !== 0x80) return null;
      codePoint = (codePoint << 6) | (trail & 0x3f);
    }
    if (!isShortestScalar(codePoint, count)) return null;
    units.pushCodePoint(codePoint);
    i += count;
  }
  return units.text();
}

/** The bytes of the sequence that `lead` begins, or 0. */
function utf8Length(lead: number): number {
  if (lead < 0x80) return 1;
  if (lead < 0xc0) return 0;
  if (lead < 0xe0) return 2;
  if (lead < 0xf0) return 3;
  return lead < 0xf8 ? 4 : 0;
}

function isShortestScalar(codePoint: number, count: number): boolean {
  switch (count) {
    case 2:
      return codePoint >= 0x80;
    case 3:
      return codePoint >= 0x800 && (codePoint < 0xd800 || codePoint > 0xdfff);
    case 4:
      return codePoint >= 0x10000 && codePoint <= 0x10ffff;
    default:
      return true;
  }
}

/** The text that `bytes` are in little-endian UTF-16, or null with a surrogate that has no other half. */
export function decodeUtf16(bytes: Uint8Array): string | null {
  const units = new CodeUnits();
  for (let i = 0; i + 1 < bytes.length; i += 2) units.push((bytes[i] ?? 0) | ((bytes[i + 1] ?? 0) << 8));
  const text = units.text();
  return /\p{Surrogate}/u.test(text) ? null : text;
}

/** @see decodeUtf8; every byte is a character. */
export function decodeLatin1(bytes: Uint8Array): string {
  const units = new CodeUnits();
  for (const byte of bytes) units.push(byte);
  return units.text();
}

/** Of a text without lone surrogates. */
export function encodeUtf8(text: string): Uint8Array {
  const bytes = new Uint8Array(text.length * 3);
  let end = 0;
  for (const char of text) {
    const i = char.codePointAt(0) ?? 0;
    if (i < 0x80) {
      bytes[end++] = i;
      continue;
    }
    const trails = trailCount(i);
    // As many ones as the sequence has bytes, and a zero.
    bytes[end++] = ((0x7f80 >> trails) & 0xff) | (i >> (6 * trails));
    for (let k = trails - 1; k >= 0; k--) bytes[end++] = 0x80 | ((i >> (6 * k)) & 0x3f);
  }
  return bytes.slice(0, end);
}

function trailCount(codePoint: number): number {
  if (codePoint < 0x800) return 1;
  return codePoint < 0x10000 ? 2 : 3;
}

export function encodeUtf16(text: string): Uint8Array {
  const bytes = new Uint8Array(text.length * 2);
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    bytes[2 * i] = unit;
    bytes[2 * i + 1] = unit >> 8;
  }
  return bytes;
}

/** Of a text of code points below 256. */
export function encodeLatin1(text: string): Uint8Array {
  return Uint8Array.from(text, (char) => char.charCodeAt(0));
}
