/* The encodings of strings: UTF-8 and UTF-16 by the platform, which is quick at them. */

interface Encoder {
  encode(text: string): Uint8Array;
  encodeInto(text: string, bytes: Uint8Array): { readonly read: number; readonly written: number };
}

interface Decoder {
  decode(bytes: Uint8Array): string;
}

interface Platform {
  readonly TextEncoder: new () => Encoder;
  readonly TextDecoder: new (label: string, options: { fatal: boolean; ignoreBOM: boolean }) => Decoder;
}

const platform = globalThis as unknown as Platform;

/** Made when they are first needed: whoever passes no strings needs none. */
let encoder: Encoder | null = null;
const decoders: Partial<Record<Encoding, Decoder>> = {};

type Encoding = 'utf-8' | 'utf-16le';

/** The text that `bytes` are, or null if they are none: overlong forms and lone surrogates are none either. */
export function decode(bytes: Uint8Array, encoding: Encoding): string | null {
  decoders[encoding] ??= new platform.TextDecoder(encoding, { fatal: true, ignoreBOM: true });
  try {
    return decoders[encoding].decode(bytes);
  } catch {
    return null;
  }
}

/** @see decode; every byte is a character. */
export function decodeLatin1(bytes: Uint8Array): string {
  return decode(new Uint8Array(Uint16Array.from(bytes).buffer), 'utf-16le') ?? '';
}

/** Of a text without lone surrogates. */
export function encodeUtf8(text: string): Uint8Array {
  return utf8Encoder().encode(text);
}

/** The same, as far as there is room in `bytes`. @returns how far that is */
export function encodeUtf8Into(text: string, bytes: Uint8Array): ReturnType<Encoder['encodeInto']> {
  return utf8Encoder().encodeInto(text, bytes);
}

function utf8Encoder(): Encoder {
  return (encoder ??= new platform.TextEncoder());
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
